import Foundation
import TestSupport
import Testing

@Suite("The manifest")
struct ManifestTests {
  @Test("declares what each target imports, and nothing else", arguments: ["", "Fuzz"])
  func imports(_ folder: String) throws {
    let manifest = try Manifest(in: folder)
    #expect(manifest.targets.count > 5)
    for target in manifest.targets {
      // A module's name has no hyphens.
      let declared = Dictionary(
        target.dependencies.map { ($0.replacing("-", with: "_"), $0) }, uniquingKeysWith: { $1 })
      let imports = try target.imports()
      let missing = imports.subtracting(declared.keys)
      // Tests run programs that they do not import.
      let unused = declared.filter {
        !imports.contains($0.key)
          && !(target.kind == .test && manifest[$0.value]?.kind == .program)
      }
      #expect(missing.isEmpty, "\(target.name) imports and does not declare \(missing.sorted())")
      #expect(
        unused.isEmpty, "\(target.name) declares and does not import \(unused.values.sorted())")
    }
  }

  @Test func `links no interpreter into the sandbox`() throws {
    let linked = try Manifest().closure(of: "imgflow-sandbox")
    #expect(linked.contains("ImgFlowCatalogue"))
    let interpreter: Set = ["ImgFlow", "ImgFlowAnalysis", "ImgFlowRuntime", "ImgFlowVendors"]
    #expect(linked.isDisjoint(with: interpreter), "\(linked.sorted())")
  }

  @Test func `leaves the world outside of the language out of its own build`() throws {
    let language = try Manifest().closure(of: "ConformanceTests")
    #expect(
      language == [
        "CSpawn", "CZlib", "ImgFlowAnalysis", "ImgFlowArchives", "ImgFlowJournal",
        "ImgFlowProcesses", "ImgFlowRuntime",
        "ImgFlowSyntax", "ImgFlowValues", "TestSupport",
      ])
  }

  @Test func `is what the graph in the architecture shows`() throws {
    let drawn = try Self.page().matches(of: /^  ([\w-]+) --> ([\w-]+)$/.anchorsMatchLineEndings())
      .map { "  \($0.1) --> \($0.2)" }
    let declared = try Self.arrows(Manifest())
    #expect(drawn == declared, "the graph should have\n\(declared.joined(separator: "\n"))")
  }

  /// In the table of targets, the row of each names its folders and no others.
  @Test func `has the folders that the architecture describes`() throws {
    let rows = try Self.page().matches(of: /^\| `(\w[\w-]*)` \| (.*) \|$/.anchorsMatchLineEndings())
    let described = Dictionary(rows.map { (String($0.1), $0.2) }, uniquingKeysWith: { $1 })
    for target in try Self.parts(of: Manifest()) {
      let row = try #require(described[target.name], "no row for \(target.name)")
      let named = Set(row.matches(of: /`(\w+)\/`/).map { String($0.1) })
      let actual = try FileManager.default.contentsOfDirectory(
        at: target.folder, includingPropertiesForKeys: [.isDirectoryKey]
      ).filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false }
      // The library of modules is one folder, which is not below `Sources`.
      let folders = target.name == "ImgFlowStdlib" ? ["stdlib"] : actual.map(\.lastPathComponent)
      #expect(named == Set(folders), "\(target.name)")
    }
  }

  private static func page() throws -> String {
    try String(
      contentsOf: Repository.root.appending(path: "docs/architecture.md"), encoding: .utf8)
  }

  /// The libraries and programs of ImgFlow itself.
  private static func parts(of manifest: Manifest) -> [Manifest.Target] {
    manifest.targets.filter { target in
      [.library, .program].contains(target.kind) && target.name.lowercased().hasPrefix("imgflow")
    }
  }

  /// From a target to those that it uses, but not to what these use in turn.
  private static func arrows(_ manifest: Manifest) -> [String] {
    let parts = parts(of: manifest)
    let names = Set(parts.map(\.name))
    return parts.flatMap { target in
      let direct = target.dependencies.intersection(names)
      let implied = direct.reduce(into: Set<String>()) { $0.formUnion(manifest.closure(of: $1)) }
      return direct.subtracting(implied).sorted().map { "  \(target.name) --> \($0)" }
    }
  }
}
