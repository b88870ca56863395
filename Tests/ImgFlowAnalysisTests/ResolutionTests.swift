import Foundation
import ImgFlowAnalysis
import ImgFlowSyntax
import TestSupport
import Testing

/// What else is found out before a script runs.
@Suite struct ResolutionTests {
  @Test(arguments: [
    ("print(nothing)", ["E0101"]), ("print(a); let a = 1", ["E0102"]),
    ("let a = 1; let a = 2; print(a)", ["E0103"]),
    ("let a = 1; a = 2", ["E0104"]), ("let a = 1", ["W0101"]), ("print(1)", []),
  ])
  func `mistakes and warnings`(_ text: String, _ codes: [String]) throws {
    #expect(try Analysed(text).codes == codes)
  }

  @Test func `errors leave no warnings, and come in the order of the source`() throws {
    let script = try Analysed("let unused = 1; print(b); print(a); fn f() { c }")
    #expect(script.codes == ["E0101", "E0101", "E0101"])
    #expect(script.diagnostics.map(\.range.start).sorted() == script.diagnostics.map(\.range.start))
  }

  @Test func `a module shows its exports and hides the rest`() throws {
    let script = try Analysed(
      "export let a = 1; export var b = 2; export fn f(x, y = 1) { x + y }; let c = 3; print(c)")
    let interface = script.resolution.interface
    #expect(interface.exports == ["a", "b", "f"])
    #expect(interface.variables == ["b"])
    #expect(interface.signatures.keys.sorted() == ["f"])
    #expect(interface.hidden == ["c"])
    #expect(!interface.bringsVendors)
  }

  @Test func `what a module shows is what those that import it may name`() throws {
    let library = try Analysed("export fn f(x) { x }; let hidden = 1; print(hidden)")
    let imports = ["./library.imgflow": library.resolution.interface]
    func codes(_ text: String) throws -> [String] {
      try Analysed("import \"./library.imgflow\" as l; \(text)", imports: imports).codes
    }
    #expect(try codes("print(l.f(1))") == [])
    #expect(try codes("print(l.hidden)").count == 1)
    #expect(try codes("print(l.f(1, 2))").count == 1)
    // What a module shows that cannot be read is not known.
    #expect(try Analysed("import \"./other.imgflow\" as o; print(o.x)").codes == [])
  }

  @Test func `the declarations that each statement names are known when there are tests`() throws {
    let script = try Analysed(
      "let a = 1; let b = a; let c = 3; print(c); test \"t\" { assert b == later() }; fn later() { 1 }"
    )
    #expect(script.resolution.needs == [[0], [0, 1], [2], [2], [1, 5], []])
    #expect(try Analysed("let a = 1; print(a)").resolution.needs.isEmpty)
  }

  @Test func `texts of secrets are noted, others are not`() throws {
    let script = try Analysed(
      "let key: secret = \"hush\"; let name = \"loud\"; fn f(k: secret = \"shh\") { print(k) }; f(key); print(name)"
    )
    #expect(script.resolution.secretTexts == ["hush", "shh"])
  }

  /// Whatever a script is, no slot lies outside the frames, and resolving it again gives the same.
  @Test func `slots of every conformance script lie in its frames`() throws {
    let folder = Repository.root.appending(path: "Tests/Conformance")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let names = (files ?? []).filter { $0.hasSuffix(".imgflow") }
    #expect(names.count > 500)
    var wrong: [String] = []
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let (script, again) = (Analysed.resolve(text).0, Analysed.resolve(text).0)
      let isSame = script.references == again.references && script.globals == again.globals
      let frames = script.frames.values
      let largest = max(frames.map(\.size).max() ?? 0, script.moduleSlotCount)
      let areInside = script.references.values.allSatisfy { reference in
        switch reference {
        case .local(let slot), .boxed(let slot): slot < largest
        case .global(let index): script.globals.indices.contains(index)
        case .outer: true
        }
      }
      let areTaken = frames.allSatisfy { $0.captures.allSatisfy { $0 < largest } }
      if !isSame || !areInside || !areTaken { wrong.append(name) }
    }
    #expect(wrong == [])
  }
}
