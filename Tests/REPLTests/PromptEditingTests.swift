import Foundation
import TestSupport
import Testing

@Suite("Editing at the prompt", .blocking, .timeLimit(.minutes(10)))
struct PromptEditingTests {
  @Test("Up and Down move inside a statement, then through the history of whole ones")
  func moving() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let x = 1", shows: [])
    prompt.enter("fn f() {")
    prompt.enter("x")
    prompt.enter("}")
    try await prompt.enter("f()", shows: ["1"])
    prompt.terminal.type(Key.up + Key.up)
    try await prompt.terminal.seeLast(["> fn f() {", "  x", "}"])
    // To the line of `x`, and its end.
    prompt.terminal.type(Key.up + Key.control("e") + " + 1\r")
    try await prompt.terminal.seeLast(["> fn f() {", "  x + 1", "}", ">"])
    try await prompt.enter("f()", shows: ["2"])
  }

  @Test("a closing bracket goes back to the line that opens")
  func outdenting() async throws {
    let prompt = try await Prompt()
    prompt.enter("let list = [")
    prompt.enter("{")
    prompt.enter("a: 1")
    prompt.terminal.type("},")
    try await prompt.terminal.seeLast(["> let list = [", "  {", "    a: 1", "  },"])
    prompt.terminal.type("\r]\r")
    try await prompt.enter("list.length", shows: ["1"])
  }

  @Test("Alt-Enter goes to a new line in a complete statement")
  func newline() async throws {
    let prompt = try await Prompt()
    prompt.terminal.type("let x = 1" + Key.alt("\r"))
    prompt.terminal.type("x + 1\r")
    try await prompt.terminal.seeLast(["  x + 1", "2", ">"])
  }

  @Test("the history outlives the session, each statement as it was")
  func history() async throws {
    let first = try await Prompt()
    let block = "fn f() {\n  // #5 é 日本\n  \"a\\\\b\"\n}"
    first.terminal.paste(block)
    first.terminal.type("\r")
    try await first.terminal.seeLast(">")
    try await first.enter("1 + 1", shows: ["2"])
    #expect(try await first.leave() == 0)
    let file = first.folder.appendingPathComponent("state/imgflow/history")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)

    let second = try await Prompt(in: first.folder)
    second.terminal.type(Key.up + Key.up)
    try await second.terminal.seeLast(["> fn f() {", "  // #5 é 日本", "  \"a\\\\b\"", "}"])
    second.terminal.type(Key.control("c"))
    try await second.terminal.seeLast(">")
    second.terminal.type(Key.control("r") + "1 +")
    try await second.terminal.see("1 + 1")
    second.terminal.type("\r")
    try await second.terminal.seeLast(["2", ">"])
  }

  @Test("what becomes a secret later is taken out of the history")
  func secretsOfLater() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let a = \"k9f3-canary\"", shows: [])
    try await prompt.enter("let b = \"short\"", shows: [])
    try await prompt.enter("let c = b", shows: [])
    try await prompt.enter("let shown = 1", shows: [])
    try await prompt.enter("let s: secret = a", shows: [])
    try await prompt.enter("let headers = {Authorization: c}", shows: [])
    prompt.enter(":save saved")
    try await prompt.terminal.see("saved.imgflow contains a secret, so only you can read it")
    #expect(try await prompt.leave() == 0)
    let history = try #require(prompt.file("state/imgflow/history"))
    #expect(!history.contains("canary") && !history.contains("short"))
    #expect(history.contains("let shown = 1") && history.contains("let headers"))
    let saved = prompt.folder.appendingPathComponent("saved.imgflow")
    let attributes = try FileManager.default.attributesOfItem(atPath: saved.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(prompt.file("saved.imgflow")?.contains("// This script contains a secret") == true)
  }

  @Test("secrets, and what begins with a space, are not kept")
  func secretsInHistory() async throws {
    let prompt = try await Prompt()
    let canary = "k9f3-canary"
    try await prompt.enter(" let hidden = 1", shows: [])
    try await prompt.enter("let {password} = {password: \"\(canary)\"}", shows: [])
    try await prompt.enter("let s: secret = \"second-\(canary)\"", shows: [])
    try await prompt.enter("let shown = 1", shows: [])
    #expect(try await prompt.leave() == 0)
    let history = try #require(prompt.file("state/imgflow/history"))
    #expect(history == "{\"text\":\"let shown = 1\"}\n")
  }

  @Test("IMGFLOW_HISTORY moves the history, and no name turns it off")
  func movedHistory() async throws {
    let moved = try await Prompt(environment: ["IMGFLOW_HISTORY": "mine"])
    try await moved.enter("1", shows: ["1"])
    #expect(try await moved.leave() == 0)
    #expect(moved.file("mine") == "{\"text\":\"1\"}\n")
    let off = try await Prompt(environment: ["IMGFLOW_HISTORY": ""])
    try await off.enter("1", shows: ["1"])
    #expect(try await off.leave() == 0)
    #expect(off.file("state/imgflow/history") == nil)
  }

  @Test(
    "a history that cannot be used is told once, and the session goes on",
    arguments: [
      ("/dev/full", "No space left on device"), ("/", "it is not a file"),
      ("/proc/1/nothing/here", "No such file or directory"),
    ])
  func unusableHistory(_ path: String, _ reason: String) async throws {
    let prompt = try await Prompt(environment: ["IMGFLOW_HISTORY": path], columns: 120)
    prompt.enter("let kept = 1")
    try await prompt.terminal.see("the history in \(path) is not used: \(reason)")
    try await prompt.enter("kept", shows: ["1"])
    #expect(prompt.terminal.text.components(separatedBy: "is not used").count == 2)
  }

  @Test("a history that is a link to somewhere else is left alone")
  func linkedHistory() async throws {
    let folder = try Prompt.makeFolder()
    let target = folder.appendingPathComponent("target")
    try "precious\n".write(to: target, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("history"), withDestinationURL: target)
    let prompt = try await Prompt(
      environment: ["IMGFLOW_HISTORY": "history"], in: folder)
    try await prompt.terminal.see("it is a link")
    try await prompt.enter("1 + 1", shows: ["2"])
    #expect(prompt.file("target") == "precious\n")
  }

  @Test("a pasted script is one entry, submitted by Enter")
  func pasting() async throws {
    let prompt = try await Prompt(rows: 50)
    let lines = (1...200).map { "let v\($0) = \($0)\($0 % 3 == 0 ? " // é" : "")" }
    prompt.terminal.paste(lines.joined(separator: "\n"))
    // Readline draws as much of it as the screen has lines.
    try await prompt.terminal.wait("the end of the text") {
      $0.lines.last?.hasPrefix("let v200 = 200") ?? false
    }
    prompt.terminal.type("\r")
    try await prompt.enter("v1 + v200", shows: ["201"])
    #expect(try await prompt.leave() == 0)
    let history = try #require(prompt.file("state/imgflow/history"))
    #expect(history.split(separator: "\n").count == 2)
  }

  @Test("~/.inputrc is respected: keys as in vi, and keys of one's own")
  func vi() async throws {
    let inputrc = """
      set editing-mode vi
      $if imgflow
      "\\C-t": "1 + 2"
      $endif
      """
    let prompt = try await Prompt(files: [".inputrc": inputrc])
    prompt.terminal.type(Key.control("t") + "\r")
    try await prompt.terminal.seeLast(["3", ">"])
    // In vi's command mode: to the start, delete a word.
    prompt.terminal.type("let x = 5" + Key.escape)
    prompt.terminal.type("0dwiconst ")
    try await prompt.terminal.seeLast("> const x = 5")
    // What has not been read yet goes with Ctrl-C.
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.seeLast(["> const x = 5^C", ">"])
    prompt.enter("fn f() {")
    prompt.enter("7")
    prompt.enter("}")
    try await prompt.enter("f()", shows: ["7"])
    prompt.terminal.type(Key.escape + "kk")
    try await prompt.terminal.seeLast(["> fn f() {", "  7", "}"])
    prompt.terminal.type("\r")
    try await prompt.terminal.seeLast(["}", ">"])
  }

  @Test("Tab completes names, and lists what could be meant")
  func completing() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let creativeCount = 3", shows: [])
    try await prompt.enter("let creativeNames = [\"é\"]", shows: [])
    prompt.terminal.type("creat\t")
    try await prompt.terminal.see("creativeNames  list of 1")
    try await prompt.terminal.seeLast("> creative")
    prompt.terminal.type("C\t\r")
    try await prompt.terminal.seeLast(["> creativeCount", "3", ">"])
  }

  @Test(
    "wide characters, accents and long lines keep the cursor where it belongs", arguments: [40, 80])
  func widths(_ columns: Int) async throws {
    let prompt = try await Prompt(columns: columns)
    prompt.terminal.type("\"日本語 é\"" + Key.left + Key.left + Key.left + "x")
    try await prompt.terminal.seeLast("> \"日本語x é\"")
    #expect(prompt.terminal.cursor.column == 10)
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.seeLast(">")
    let long = "\"" + String(repeating: "ab", count: 30) + "\""
    prompt.terminal.type(long + Key.control("a") + "1; ")
    let all = "> 1; " + long
    try await prompt.terminal.wait("a wrapped line") {
      $0.lines.suffix((all.count + columns - 1) / columns).joined() == all
    }
    prompt.terminal.type("\r")
    try await prompt.terminal.seeLast(">")
  }

  @Test("a window that is resized keeps the statement")
  func resizing() async throws {
    let prompt = try await Prompt()
    let long = "\"" + String(repeating: "ab", count: 30) + "\".length"
    prompt.terminal.type(long)
    try await prompt.terminal.seeLast("> \(long)")
    prompt.terminal.resize(columns: 40, rows: 20)
    prompt.terminal.type(" + 1\r")
    try await prompt.terminal.seeLast(["61", ">"])
  }
}
