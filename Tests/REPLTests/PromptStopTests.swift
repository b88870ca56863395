import Foundation
import TestSupport
import Testing

@Suite("Stopping at the prompt", .blocking, .timeLimit(.minutes(10)))
struct PromptStopTests {
  @Test("Ctrl-C discards what is typed, of several lines too")
  func discarding() async throws {
    let prompt = try await Prompt()
    prompt.terminal.type("nonsense")
    try await prompt.terminal.seeLast("> nonsense")
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.seeLast(["> nonsense^C", ">"])
    prompt.enter("fn f() {")
    try await prompt.terminal.wait("the second line") { $0.cursor.row == $0.lines.count }
    prompt.terminal.type("sleep(1s)")
    try await prompt.terminal.seeLast("  sleep(1s)")
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.seeLast(["> fn f() {", "  sleep(1s)^C", ">"])
    try await prompt.enter("1 + 1", shows: ["2"])
  }

  @Test(
    "Ctrl-C stops loops and waits, and loses no name",
    arguments: [
      "while true {}", "sleep(1h)", "waitFor(() => 1, until: x => false, timeout: 1h)",
      "parallel for i in 1...4 { sleep(1h) }", "input(\"name? \")",
    ])
  func stopping(_ statement: String) async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let kept = 12", shows: [])
    prompt.enter("print(\"be\" + \"gun\"); \(statement)")
    try await prompt.terminal.see("begun")
    try await prompt.interrupt()
    try await prompt.enter("kept", shows: ["12"])
  }

  @Test("Ctrl-C stops a request that is not answered")
  func stoppingRequests() async throws {
    let server = try SilentServer()
    let prompt = try await Prompt()
    try await prompt.enter("let kept = 12", shows: [])
    prompt.enter("http.get(\"http://127.0.0.1:\(server.port)/\")")
    try await server.waitForConnection()
    try await prompt.interrupt()
    try await prompt.enter("kept", shows: ["12"])
  }

  @Test("what is deferred runs when a statement is stopped")
  func deferred() async throws {
    let prompt = try await Prompt()
    prompt.enter(
      "fn f() { defer { print(\"tidied\" + \" up\") }; print(\"be\" + \"gun\"); sleep(1h) }")
    prompt.enter("f()")
    try await prompt.terminal.see("begun")
    try await prompt.interrupt()
    #expect(prompt.terminal.text.contains("tidied up"))
  }

  @Test("a second Ctrl-C asks whether to leave when a statement does not stop")
  func leaving() async throws {
    let prompt = try await Prompt()
    prompt.enter(
      "fn f() { defer { print(\"st\" + \"uck\"); sleep(9s) }; print(\"be\" + \"gun\"); sleep(1h) }")
    prompt.enter("f()")
    try await prompt.terminal.see("begun")
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.see("stuck")
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.see("[y/N]")
    prompt.enter("y")
    #expect(try await prompt.terminal.end() == 130)
  }

  @Test("Ctrl-D leaves on an empty line only")
  func leavingByEnd() async throws {
    let prompt = try await Prompt()
    prompt.terminal.type("ab" + Key.left + Key.left + Key.control("d"))
    try await prompt.terminal.seeLast("> b")
    prompt.terminal.type(Key.control("d") + Key.control("d"))
    #expect(try await prompt.terminal.end() == 0)
  }

  @Test("Ctrl-Z stops the program, and fg draws the prompt again")
  func stoppingTheProgram() async throws {
    let prompt = try await Prompt(shell: true)
    try await prompt.enter("let kept = 12", shows: [])
    prompt.terminal.type("kept + ")
    try await prompt.terminal.seeLast("> kept +")
    prompt.terminal.type(Key.control("z"))
    try await prompt.terminal.seeLast("$")
    prompt.enter("fg")
    try await prompt.terminal.seeLast("> kept +")
    prompt.enter("1")
    try await prompt.terminal.seeLast(["13", ">"])
  }

  @Test("a terminal that is closed ends the program", arguments: ["", "sleep(1h)", "1 + "])
  func hangingUp(_ text: String) async throws {
    let prompt = try await Prompt()
    if !text.isEmpty { prompt.enter(text) }
    prompt.terminal.hangUp()
    #expect(try await prompt.terminal.end() == 129)
  }

  @Test("exit(3) leaves with its status; words for leaving are understood")
  func exiting() async throws {
    let prompt = try await Prompt()
    prompt.enter("exit")
    try await prompt.terminal.see("use `:quit` or Ctrl-D to quit")
    prompt.enter("exit(3)")
    #expect(try await prompt.terminal.end() == 3)
    let other = try await Prompt()
    other.enter(":quit")
    #expect(try await other.terminal.end() == 0)
  }
}
