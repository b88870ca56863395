import TestSupport
import Testing

/// Paths are taken apart and compared by bytes, in one place: a slash with a combining mark after it is one character,
/// and letters with accents have more bytes than characters.
@Suite struct PathArithmeticTests {
  /// Files that take addresses, routes or names of zones apart, which are ASCII.
  private static let ofAddresses = [
    "ImgFlowCatalogue/", "ImgFlowSandbox/", "ImgFlowNetwork/NoProxyRules.swift",
    "ImgFlowVendors/Client/", "ImgFlowValues/Text/Address/", "ImgFlowValues/Time/Zones/",
    "ImgFlowRuntime/Builtins/Namespaces/HTTPNamespace.swift",
    "ImgFlowRuntime/Builtins/Namespaces/URLNamespace.swift",
    // The names of modules in the source, and of libraries in the memory of the program.
    "ImgFlowSyntax/Parser/", "imgflow-cli/Support/VersionReport.swift",
    // Starts of paths, which end with their own slash.
    "imgflow-cli/Run/TestFiles.swift",
  ]

  @Test func slashesAreFoundByBytes() throws {
    var isTried = false
    for (file, text) in try Repository.sources(in: "Sources") {
      let found = text.matches(
        of:
          /(?:has(?:Prefix|Suffix)|contains)\("\/"\)|(?:split\(separator|Index\(of): "\/"|hasPrefix\(\w+ \+ "\/"\)/
      )
      if Self.ofAddresses.contains(where: file.hasPrefix) {
        isTried = isTried || !found.isEmpty
        continue
      }
      #expect(found.isEmpty, "\(file): \(found.map { String($0.output) })")
    }
    // The pattern finds what it looks for.
    #expect(isTried)
  }

  /// `==` of strings takes `é` in one code point for `é` in two.
  @Test func pathsAreComparedByBytes() throws {
    let pattern = /\b(?:path|folder|key|absolute|file\.name) [!=]= (?!nil\b)[a-zA-Z]\w*/
      // A full stop between letters is not the end of a word otherwise.
      .wordBoundaryKind(.simple)
    #expect("if source.key == end.key {".contains(pattern))
    let ofPaths = [
      "ImgFlow/", "ImgFlowArchives/", "ImgFlowReports/", "ImgFlowRuns/", "ImgFlowRuntime/Effects/",
      "ImgFlowRuntime/Permissions/", "imgflow-cli/",
    ]
    for (file, text) in try Repository.sources(in: "Sources")
    where ofPaths.contains(where: file.hasPrefix) {
      let found = text.matches(of: pattern).map { String($0.output) }
      #expect(found.isEmpty, "\(file): \(found); `isPath` compares bytes")
    }
  }
}
