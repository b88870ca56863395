import Foundation
import TestSupport
import Testing

@Suite("At the prompt", .blocking, .timeLimit(.minutes(10)))
struct PromptTests {
  @Test("values are shown, and names stay")
  func evaluating() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let x = 20 + 1", shows: [])
    try await prompt.enter("x * 2", shows: ["42"])
    try await prompt.enter("_ + 1", shows: ["43"])
    try await prompt.enter("let x = 5", shows: [])
    try await prompt.enter("x;", shows: [])
    #expect(try await prompt.leave() == 0)
  }

  @Test("an error shows the statement with a caret, and loses nothing")
  func errors() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("let x = 7", shows: [])
    try await prompt.enter(
      "let x = 1 / 0",
      shows: [
        "error[arithmetic]: cannot divide by zero (`1` / `0`)", "1 | let x = 1 / 0",
        "  |         ^^^^^",
      ])
    try await prompt.enter("x", shows: ["7"])
    try await prompt.enter("_error.kind", shows: ["\"arithmetic\""])
  }

  @Test("Enter goes to a new line until the statement is complete")
  func severalLines() async throws {
    let prompt = try await Prompt()
    prompt.enter("fn add(a, b) {")
    try await prompt.terminal.seeLast(["> fn add(a, b) {", ""].dropLast())
    prompt.enter("if a > b {")
    prompt.enter("a")
    prompt.enter("} else {")
    prompt.enter("b")
    prompt.enter("}")
    prompt.enter("}")
    try await prompt.terminal.seeLast([
      "> fn add(a, b) {", "  if a > b {", "    a", "  } else {", "    b", "  }", "}", ">",
    ])
    try await prompt.enter("add(3, 2)", shows: ["3"])
    prompt.enter("let text = \"\"\"")
    prompt.enter("one")
    prompt.enter("\"\"\"")
    try await prompt.enter("text", shows: ["\"one\""])
    prompt.enter("1 +")
    prompt.enter("2")
    try await prompt.terminal.seeLast(["> 1 +", "  2", "3", ">"])
  }

  @Test("a statement that no line can complete is submitted as it is")
  func hopeless() async throws {
    let prompt = try await Prompt()
    prompt.enter("print(\"abc")
    try await prompt.terminal.see("error[P0004]")
    try await prompt.terminal.seeLast(">")
    prompt.terminal.type("f(1" + Key.control("x") + "\r")
    try await prompt.terminal.see("error[P0010]")
  }
}
