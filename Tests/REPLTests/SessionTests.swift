import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlow

@Suite("A session", .blocking)
struct SessionTests {
  private let session = Session(host: SystemHost(), library: ImgFlowLibrary())

  private func text(_ statement: String) -> String? {
    session.evaluate(statement).value?.displayText
  }

  private func succeeds(_ statement: String) -> Bool {
    if case .finished = session.evaluate(statement).outcome { true } else { false }
  }

  @Test("functions see what was declared last under a name")
  func redeclaring() {
    #expect(succeeds("let x = 1\nfn f() => x\nfn g() => f() + 1"))
    #expect(text("g()") == "2")
    #expect(succeeds("let x = 10"))
    #expect(text("g()") == "11")
    #expect(succeeds("fn f() => 100"))
    #expect(text("g()") == "101")
    #expect(succeeds("let f = () => 7"))
    #expect(text("g()") == "8")
    #expect(!succeeds("let f = 1 / 0"))
    #expect(text("g()") == "8")
    #expect(succeeds("let f = 3"))
    #expect(!succeeds("g()"))
    #expect(text("f") == "3")
  }

  @Test("types are known to later entries, and can be declared again")
  func types() {
    #expect(succeeds("type Size = {width: int}\nlet a: Size = {width: 1}"))
    #expect(text("a is Size") == "true")
    #expect(!succeeds("let b: Size = {width: \"x\"}"))
    #expect(succeeds("fn area(size: Size) => size.width * 2") && text("area(a)") == "2")
    #expect(succeeds("type Size = {height: int}") && text("a is Size") == "false")
    #expect(text("area(a)") == "2")
    #expect(!succeeds("Size"))
    session.forgetNames()
    #expect(!succeeds("let c: Size = {height: 1}"))
  }

  @Test("a statement that fails leaves the names as they were")
  func failing() {
    #expect(succeeds("var a = 1\nlet b = 2"))
    #expect(!succeeds("let {a, b} = {a: 10}"))
    #expect(text("[a, b]") == "[1, 2]")
    #expect(!succeeds("let c = 3\nlet d = 1 / 0\nlet e = 5"))
    #expect(text("c") == "3")
    #expect(session["d"] == nil && session["e"] == nil)
    #expect(!succeeds("let b = 5\nb = 6"))
    #expect(text("b") == "2")
    #expect(succeeds("a += 1"))
    #expect(text("a") == "2")
  }

  @Test("what is known of a variable holds until it may be assigned")
  func changingTypes() {
    #expect(succeeds("var x = 1\nvar o = {a: 1}\nvar n: int = 1\nlet word = \"a\""))
    #expect(succeeds("x = \"a\"") && succeeds("o.b = 2"))
    #expect(text("x.upper()") == "A")
    #expect(text("o.b") == "2")
    #expect(succeeds("fn f() { x = [1] }") && succeeds("f()"))
    #expect(text("x.length") == "1")
    // What cannot change stays known, and so does what has a type.
    #expect(!succeeds("word.length()") && !succeeds("n.upper()"))
    #expect(succeeds("let word = [1]"))
    #expect(text("word.sum()") == "1")
  }

  @Test("functions may know names that a statement failed to fill")
  func filledLater() {
    #expect(!succeeds("fn f() => late\nlet late = 1 / 0"))
    #expect(!succeeds("f()"))
    #expect(succeeds("let late = 4"))
    #expect(text("f()") == "4")
  }

  @Test("the last value and the last error have names, which may be taken")
  func lastOnes() {
    #expect(text("20 + 1") == "21")
    #expect(succeeds("let x = 1"))
    #expect(succeeds("print(\"\")"))
    #expect(text("_ * 2") == "42")
    #expect(!succeeds("throw \"oh\""))
    #expect(text("_error.message") == "oh")
    #expect(succeeds("let _error = 5"))
    #expect(!succeeds("throw \"no\""))
    #expect(text("_error") == "5")
  }

  @Test("modules, parameters and vendors work as in scripts")
  func declarations() {
    #expect(succeeds("import {mean} from \"std/math\""))
    #expect(text("mean([1, 3])") == "2.0")
    #expect(succeeds("param n: int = 3"))
    #expect(text("n") == "3")
    #expect(succeeds("use expoze\nuse expoze"))
    #expect(session.usedVendors == ["expoze"])
    #expect(text("upload")?.hasPrefix("fn(") ?? false)
    #expect(!succeeds("param m: int"))
    #expect(text("_error.message") == "nothing was given for `m`")
    #expect(session.bindings.map(\.name) == ["mean", "n"])
  }

  @Test("an imported variable is the module's own until it is declared again")
  func importedVariables() throws {
    let folder = try Prompt.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let module = folder.appendingPathComponent("m.imgflow")
    try "export var n = 0\nexport fn add() { n += 1 }\nexport fn read() => n\n"
      .write(to: module, atomically: true, encoding: .utf8)
    #expect(succeeds("import \"\(module.path)\" as m\nimport {n, add} from \"\(module.path)\""))
    #expect(succeeds("add()"))
    #expect(text("[n, m.n, m.read()]") == "[1, 1, 1]")
    #expect(succeeds("var n = 10\nn += 1"))
    #expect(succeeds("m.add()"))
    #expect(text("[n, m.n, m.read()]") == "[11, 2, 2]")
    #expect(succeeds("import {n} from \"\(module.path)\""))
    #expect(text("n") == "2")
    #expect(!succeeds("let n = 1 / 0"))
    #expect(text("[n, m.n]") == "[2, 2]")
  }

  @Test("a mistake in a module is told again, and mended by importing again")
  func damagedModule() throws {
    let folder = try Prompt.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let module = folder.appendingPathComponent("m.imgflow")
    let statement = "import \"\(module.path)\" as m"
    for text in ["export fn f( => 1\n", "export let x = 1 / 0\n"] {
      try text.write(to: module, atomically: true, encoding: .utf8)
      #expect(!succeeds(statement))
      #expect(!succeeds(statement))
    }
    try "export fn f() => 1\n".write(to: module, atomically: true, encoding: .utf8)
    #expect(succeeds(statement))
    #expect(text("m.f()") == "1")
  }

  @Test("what is deferred runs at the end of its entry")
  func deferring() {
    #expect(succeeds("var log = []"))
    #expect(succeeds("defer { log.push(\"end\") }\nlog.push(\"begin\")"))
    #expect(text("log") == "[\"begin\", \"end\"]")
  }

  @Test("memory stays flat over 10,000 statements")
  func memory() throws {
    let work: [String] = (1...3400).map { index in
      """
      let value = {index: \(index), text: "x".repeat(100), list: [1, 2, 3]}
      fn twice(n) { if n > 0 { n * 2 } else { [n].map(m => m + value.index) } }
      twice(\(index));
      """
    }
    let pages = "file.text(\"/proc/self/statm\").split(\" \")[1].toInt()"
    let input: [String] = Array(work.prefix(700)) + [pages] + work + [pages, ""]
    let run = try Piped.run(["repl"], input: input.joined(separator: "\n"))
    let sizes = run.output.split(separator: "\n").compactMap { Int($0) }
    try #require(sizes.count == 2, "\(run.errors)")
    // The texts of the statements are kept, for `:edit` and `:save`.
    #expect((sizes[1] - sizes[0]) * 4096 < 8 << 20)
  }
}
