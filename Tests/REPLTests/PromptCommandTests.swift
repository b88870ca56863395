import Foundation
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite("Commands at the prompt", .blocking, .timeLimit(.minutes(10)))
struct PromptCommandTests {
  /// What a session writes for some lines.
  private func session(
    _ lines: [String], in folder: URL? = nil
  ) throws -> (output: String, errors: String, status: Int32) {
    try Piped.run(["repl"], input: lines.map { $0 + "\n" }.joined(), in: folder)
  }

  @Test("an unknown command gets a near name")
  func nearName() throws {
    #expect(try session([":tabel x"]).errors.contains("did you mean `:table`?"))
    #expect(try session([":zzzzzz"]).errors.contains("`:help` lists all commands"))
  }

  @Test("help lists every command, and tells about one")
  func help() throws {
    let all = try session([":help"]).output
    for name in Commands.names { #expect(all.contains(":\(name)")) }
    #expect(try session([":help save"]).output.contains("-f"))
    #expect(try session(["help"]).errors.contains("`:help`"))
  }

  @Test("`:type` shows what is known of an expression, and runs nothing")
  func types() throws {
    let run = try session([
      "let rows = [{name: \"a\", score: 0.5}, {name: \"b\", score: null}]",
      "fn wait(x: int) -> duration { print(\"ran\"); 1s * x }",
      "let data = json.parse(\"[{\\\"id\\\": 7}]\")",
      ":type rows", ":type rows[0].score", ":type rows.map(r => r.name)", ":type wait(1)",
      ":type data.map(d => d.id)", ":type expoze.getJob(1)",
      ":type rows.find(r => true)?.name",
      ":type wait(\"a\")", ":type rows.first().nmae", ":type 1 +",
    ])
    #expect(
      run.output == """
        [{name: string, score: float?}]
        float
        [string]
        duration
        [int]
        expoze.Job
        string?

        """)
    #expect(run.errors.contains("`x` of `wait` must be an int"))
    #expect(run.errors.contains("no field `nmae`"))
    #expect(run.errors.contains("P00"))
  }

  @Test("a session is saved as a script that runs")
  func saving() throws {
    let folder = try Prompt.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let saved = try session(
      [
        "let x = 1", "x", "let x = x + 1", "1 / 0", "fn f(n) => n", "fn f(n) {", "  n * x", "}",
        "f(21)", "let y = _ + 0", ":type y", "print(\"y is \\(y)\")", ":save made",
      ], in: folder)
    #expect(saved.output.contains("to made.imgflow"))
    let script = try String(
      contentsOf: folder.appendingPathComponent("made.imgflow"), encoding: .utf8)
    #expect(
      script == """
        #!/usr/bin/env imgflow

        var x = 1
        x = x + 1

        fn f(n) {
          n * x
        }

        let result1 = f(21)
        let y = result1 + 0
        print("y is \\(y)")

        """)
    let run = try Piped.run(["made.imgflow"], input: "", in: folder)
    #expect(run.output == "y is 42\n" && run.status == 0 && run.errors.isEmpty)
    let permitting = try session(
      ["let z = 1", "permit read \"data/\"", ":save permitting"], in: folder)
    #expect(permitting.errors.contains("`permit` has no effect at the prompt"))
    let permits = try String(
      contentsOf: folder.appendingPathComponent("permitting.imgflow"), encoding: .utf8)
    #expect(permits == "#!/usr/bin/env imgflow\n\npermit read \"data/\"\nlet z = 1\n")
    let again = try session(["let z = 1", ":save made"], in: folder)
    #expect(again.errors.contains("made.imgflow already exists"))
    let forced = try session(["let z = 1", ":save -f made"], in: folder)
    #expect(forced.status == 0)
    #expect(try session([":save x"], in: folder).errors.contains("nothing to save yet"))
    #expect(try session(["1", ":save /dev/full/x"], in: folder).errors.contains("/dev/full/x"))
  }

  @Test("names are listed with their types, and forgotten")
  func names() throws {
    let run = try session(
      ["let a = [1, 2]", "var b = \"x\"", "fn c(n) => n", ":env", ":clear all", ":env", "a"])
    #expect(
      run.output == """
        let    a  list of 2  [1, 2]
        var    b  string     "x"
        fn     c  function
        nothing has been declared yet

        """)
    #expect(run.errors.contains("undefined name `a`"))
  }

  @Test("the time that something took is told")
  func time() throws {
    let run = try session([":time sleep(1ms); 7", ":time"])
    #expect(run.output.hasPrefix("7\n") && run.output.hasSuffix(" ms\n"))
    #expect(run.errors.contains("`:time` needs a statement"))
  }

  @Test("a script is loaded, and loaded again when it or its modules have changed")
  func loading() async throws {
    let prompt = try await Prompt(files: [
      "m.imgflow": "export fn f() => 1\n",
      "s.imgflow": "import {f} from \"./m.imgflow\"\nlet a = f()\n",
    ])
    try await prompt.enter(":load s.imgflow", shows: [])
    try await prompt.enter("a", shows: ["1"])
    try "export fn f() => 2\n".write(
      to: prompt.folder.appendingPathComponent("m.imgflow"), atomically: true, encoding: .utf8)
    try await prompt.enter(":reload", shows: [])
    try await prompt.enter("[a, f()]", shows: ["[2, 2]"])
    try "let a = (\n".write(
      to: prompt.folder.appendingPathComponent("s.imgflow"), atomically: true, encoding: .utf8)
    prompt.enter(":reload")
    try await prompt.terminal.see("--> s.imgflow:1:9")
    try await prompt.enter("a", shows: ["2"])
  }

  @Test("an entry is edited at the prompt, or by an editor")
  func editing() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let x = 1", shows: [])
    try await prompt.enter("fn f() => x", shows: [])
    prompt.enter(":edit 1")
    try await prompt.terminal.seeLast("> let x = 1")
    prompt.terminal.type("0\r")
    try await prompt.terminal.seeLast(["> let x = 10", ">"])
    prompt.enter(":edit f")
    try await prompt.terminal.seeLast("> fn f() => x")
    prompt.terminal.type(" + 1\r")
    try await prompt.enter("f()", shows: ["11"])
    prompt.enter(":edit 99")
    try await prompt.terminal.see("no entry 99")

    let other = try await Prompt(
      environment: ["EDITOR": "sed -i s/1/2/"])
    try await other.enter("1 + 4", shows: ["5"])
    other.enter(":edit")
    try await other.terminal.seeLast("> 2 + 4")
    other.terminal.type("\r")
    try await other.terminal.seeLast(["6", ">"])
  }
}
