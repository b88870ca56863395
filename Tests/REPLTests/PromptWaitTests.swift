import Foundation
import TestSupport
import Testing

@Suite("Waiting at the prompt", .blocking, .timeLimit(.minutes(10)))
struct PromptWaitTests {
  @Test("what is waited for is shown, and gone afterwards")
  func progress() async throws {
    let prompt = try await Prompt()
    prompt.enter("step(\"measuring\") { sleep(1h) }")
    // What is typed has the word too.
    try await prompt.terminal.wait("progress") {
      $0.lines.last.map { $0.contains("measuring") && !$0.contains("step") } ?? false
    }
    prompt.terminal.type(Key.control("c"))
    try await prompt.terminal.seeLast(["interrupted", ">"])
    let below = prompt.terminal.lines.drop { !$0.hasPrefix("> step") }.dropFirst()
    #expect(!below.joined().contains("measuring"))
  }

  @Test("what parallel bodies print stands above the prompt, each line whole")
  func parallel() async throws {
    let prompt = try await Prompt(rows: 40)
    prompt.enter("parallel for i in 1...9 { print(\"line \\(i) of nine\"); i };")
    try await prompt.terminal.wait("the prompt") { $0.lines.count > 10 && $0.lines.last == ">" }
    let lines = prompt.terminal.lines.filter { $0.hasPrefix("line ") }
    #expect(Set(lines) == Set((1...9).map { "line \($0) of nine" }))
    try await prompt.enter("1 + 1", shows: ["2"])
  }

  @Test("output that does not end its line leaves the prompt at the start of one")
  func midLine() async throws {
    let prompt = try await Prompt()
    prompt.enter("input(\"half a line: \")")
    try await prompt.terminal.seeLast("half a line:")
    prompt.enter("x")
    try await prompt.terminal.seeLast(["half a line: x", "\"x\"", ">"])
  }

  @Test("a sandbox that dies is told about, and another one takes its place")
  func lostSandbox() async throws {
    let prompt = try await Prompt(["--sandbox"], columns: 100, rows: 50)
    prompt.enter("use expoze")
    prompt.enter("let kept = login().organization")
    try await prompt.terminal.see("sandbox: vendors are emulated")
    try await prompt.terminal.seeLast("sandbox>")
    let sandbox = try #require(prompt.terminal.children.first)
    kill(sandbox, SIGKILL)
    prompt.enter("login()")
    try await prompt.terminal.see("the sandbox has ended; a new, empty one starts")
    try await prompt.terminal.seeLast("sandbox>")
    prompt.enter("login().organization == kept")
    try await prompt.terminal.wait("another session") {
      $0.lines.suffix(3).contains("true") && $0.lines.last == "sandbox>"
    }
  }

  @Test("the sandbox is turned on and off, and functions follow")
  func moving() async throws {
    let prompt = try await Prompt(environment: ["XDG_CONFIG_HOME": "/nowhere"], rows: 50)
    try await prompt.enter("fn who() => expoze.login().organization", shows: [])
    prompt.enter("who()")
    try await prompt.terminal.see("error[auth]")
    prompt.enter(":sandbox on")
    try await prompt.terminal.seeLast([
      "vendors are emulated from now on", "sandbox>",
    ])
    prompt.enter("who()")
    try await prompt.terminal.wait("an answer") {
      $0.lines.suffix(3).contains("1") && $0.lines.last == "sandbox>"
    }
    prompt.enter(":sandbox off")
    try await prompt.terminal.seeLast(">")
    prompt.enter(":profile nobody")
    try await prompt.terminal.see("unknown profile `nobody`")
  }
}
