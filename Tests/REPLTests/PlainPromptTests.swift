import Foundation
import TestSupport
import Testing

@Suite("Without line editing", .blocking, .timeLimit(.minutes(10)))
struct PlainPromptTests {
  @Test("a dumb terminal has prompts, and nothing that steers it", arguments: ["dumb", ""])
  func dumb(_ terminal: String) async throws {
    let prompt = try await Prompt(environment: ["TERM": terminal])
    try await prompt.enter("let x = 1", shows: [])
    prompt.enter("fn f() {")
    try await prompt.terminal.seeLast("…")
    prompt.enter("x + 1")
    try await prompt.terminal.seeLast(["… x + 1", "…"])
    prompt.enter("}")
    try await prompt.terminal.seeLast(["… }", ">"])
    try await prompt.enter("f()", shows: ["2"])
    prompt.terminal.type("half" + Key.control("c"))
    try await prompt.terminal.seeLast(">")
    prompt.enter("print(\"be\" + \"gun\"); while true {}")
    try await prompt.terminal.see("begun")
    try await prompt.interrupt()
    // The terminal's own echo of Ctrl-C may come after the prompt.
    prompt.enter("x")
    try await prompt.terminal.seeLast(["1", ">"])
    #expect(try await prompt.leave() == 0)
  }

  @Test("statements from a pipe: values only, and a status that tells of failures")
  func pipe() throws {
    let run = try Piped.run(
      ["repl"],
      input: "let x = 2\nfn f(n) {\n  n * x\n}\nf(21)\n\"é\"\n1 / 0\nx\n:type x\n")
    #expect(run.output == "42\n\"é\"\n2\nint\n")
    #expect(run.errors.hasPrefix("error[arithmetic]: cannot divide by zero"))
    #expect(run.status == 1)
  }

  @Test("without a command, standard input is a script")
  func script() throws {
    let run = try Piped.run([], input: "let x = 2\nx\nprint(x)\n")
    #expect(run.output == "2\n")
    #expect(run.status == 0)
  }

  @Test("an entry that is never completed is shown to be so")
  func unfinished() throws {
    let run = try Piped.run(["repl"], input: "fn f() {\n")
    #expect(run.errors.contains("error[P0010]"))
    #expect(run.status == 1)
  }

  @Test("input() reads the lines after its statement")
  func input() throws {
    let run = try Piped.run(["repl"], input: "let name = input()\nAda\nname\n")
    #expect(run.output == "\"Ada\"\n")
  }

  @Test("a script is loaded first, and its names stay")
  func loading() throws {
    let folder = try Prompt.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appendingPathComponent("a.imgflow")
    try "#!/usr/bin/env imgflow\n//! About.\nparam n = 3\nfn f() => n * 2\nprint(\"run\")\n"
      .write(to: script, atomically: true, encoding: .utf8)
    let run = try Piped.run(["repl", "--load", script.path], input: "f()\nn\n")
    #expect(run.output == "run\n6\n3\n")
    let missing = try Piped.run(["repl", "--load", "/nowhere.imgflow"], input: "1\n")
    #expect(missing.output == "1\n")
    #expect(missing.errors.contains("/nowhere.imgflow"))
  }

  @Test(
    "flags that are wrong are told",
    arguments: [
      (["repl", "--laod", "x"], "did you mean `--load`?"),
      (["repl", "x.imgflow"], "imgflow repl --load x.imgflow"),
      (["repl", "--profile", "nobody"], "unknown profile `nobody`"),
    ])
  func flags(_ words: [String], _ message: String) throws {
    let run = try Piped.run(words, input: "")
    #expect(run.errors.contains(message))
    #expect(run.status == 2 || run.status == 1)
  }
}

/// The program without a terminal.
enum Piped {
  static func run(
    _ words: [String], input: String, in folder: URL? = nil
  ) throws -> (output: String, errors: String, status: Int32) {
    var variables = ProcessInfo.processInfo.environment
    variables["XDG_CONFIG_HOME"] = "/nowhere"
    variables["NO_COLOR"] = "1"
    let run = try ProgramRun(
      BuiltPrograms.imgflow, words, in: folder, environment: variables, input: input)
    return (run.output, run.errors, run.status)
  }
}
