import Foundation
import TestSupport
import Testing

/// What is to be inlined elsewhere can be: the compiler (Swift 6.3) ignores `@inlinable` in a type that is `package`,
/// so that each use in another module is a call.
@Suite(.blocking) struct InlinableTests {
  /// The types of a file that are `package` and have a member that is `@inlinable`.
  private static func ignored(in text: String) -> [String] {
    var (type, found): (String?, [String]) = (nil, [])
    for line in text.split(separator: "\n") {
      // Expressions are slow in tests.
      guard !line.hasPrefix(" ") || line.contains("@inlinable") else { continue }
      if let declared = line.firstMatch(of: /^(\w*) ?(?:final )?(?:class|struct|enum) (\w+)/) {
        type = declared.1 == "package" ? String(declared.2) : nil
      } else if line.hasPrefix("extension") || line.hasPrefix("public ") {
        type = nil
      }
      if let type, line.contains("@inlinable") { found.append(type) }
    }
    return found
  }

  @Test func `no type of the package has members to inline`() throws {
    let root = Repository.root.appending(path: "Sources")
    let names =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    for name in names where name.hasSuffix(".swift") {
      let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
      guard text.contains("@inlinable") else { continue }
      #expect(
        Self.ignored(in: text).isEmpty, "\(name): make the type public, or do without @inlinable")
    }
  }

  @Test func `they are found`() {
    let text = """
      package enum A {
        @inlinable package static func f() {}
      }
      public struct B {
        @inlinable package func f() {}
      }
      package struct C {
        package func f() {}
      }
      """
    #expect(Self.ignored(in: text) == ["A"])
  }
}
