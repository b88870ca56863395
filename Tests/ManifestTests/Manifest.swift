import Foundation
import TestSupport

/// What a `Package.swift` declares, read as text: to ask the package manager takes longer than the tests.
struct Manifest {
  struct Target {
    enum Kind: String {
      case library = "target"
      case program = "executableTarget"
      case test = "testTarget"
      case system = "systemLibrary"
    }

    let name: String
    let kind: Kind
    /// Targets and products, by name.
    let dependencies: Set<String>
    let folder: URL
  }

  let targets: [Target]

  /// - Parameter folder: Where the manifest is, below the top of the checkout.
  init(in folder: String = "") throws {
    let root = Repository.root.appending(path: folder)
    let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    targets = text.matches(of: /\.(target|executableTarget|testTarget|systemLibrary)\(/)
      .compactMap { match in
        Target(kind: match.1, Self.untilParenthesis(text[match.range.upperBound...]), root)
      }
  }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }

  /// All that a target is made of, itself left out, among the targets here.
  func closure(of name: String) -> Set<String> {
    var found: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      let new = (self[next]?.dependencies ?? []).filter { self[$0] != nil && !found.contains($0) }
      found.formUnion(new)
      open += new
    }
    return found
  }

  /// The text up to the parenthesis that closes what was opened before it.
  private static func untilParenthesis(_ text: Substring) -> Substring {
    var depth = 1
    let end = text.firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return text[..<(end ?? text.endIndex)]
  }
}

extension Manifest.Target {
  /// - Parameter text: what is between the parentheses of a target's declaration.
  fileprivate init?(kind: Substring, _ text: Substring, _ root: URL) {
    guard let kind = Kind(rawValue: String(kind)),
      let name = text.firstMatch(of: /name: "([^"]+)"/)?.1
    else { return nil }
    self.name = String(name)
    self.kind = kind
    let list = text.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
    let withoutPackages = list.replacing(/package: "[^"]+"/, with: "")
    dependencies = Set(withoutPackages.matches(of: /"([^"]+)"/).map { String($0.1) })
    let path = text.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) }
    folder = root.appending(path: path ?? "\(kind == .test ? "Tests" : "Sources")/\(name)")
  }

  /// The modules that its Swift files import, but those of the system.
  func imports() throws -> Set<String> {
    let system: Set = [
      "Darwin", "Dispatch", "Foundation", "Glibc", "PackageDescription", "Synchronization",
      "Testing",
    ]
    let line =
      /^(?:@\w+ )*(?:public |package |internal )?import (?:(?:struct|class|enum|func|protocol) )?(\w+)/
      .anchorsMatchLineEndings()
    let imports = try files.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).matches(of: line).map { String($0.1) }
    }
    return Set(imports).subtracting(system)
  }

  /// A target of the fuzzers' package may be a link to a folder.
  private var files: [URL] {
    let walk = FileManager.default.enumerator(
      at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)
    return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }
}
