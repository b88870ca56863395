import Foundation
import TestSupport
import Testing

/// What a person at a terminal sees of completion, documentation and views.
@Suite("Finding out at the prompt", .blocking, .serialized)
struct PromptInsightTests {
  @Test("a list of candidates fits a narrow screen, and required parameters come first")
  func listing() async throws {
    let prompt = try await Prompt(columns: 40)
    prompt.terminal.type("expoze.fetchImage(\t\t")
    try await prompt.terminal.see("preset          required; One of \"thumb…")
    try await prompt.terminal.see("\"thumb_small\"")
    try await prompt.terminal.seeLast("> expoze.fetchImage(")
    prompt.terminal.type("\"m\t")
    try await prompt.terminal.seeLast("> expoze.fetchImage(\"media_max\"")
  }

  @Test("fields of values, of items and in interpolations are completed without running anything")
  func fields() async throws {
    let prompt = try await Prompt()
    try await prompt.enter("var count = 0", shows: [])
    try await prompt.enter("fn next() { count += 1; {field: count} }", shows: [])
    try await prompt.enter("let rows = [{image: \"日本.png\"}]", shows: [])
    prompt.terminal.type("next().fi\t" + Key.control("u"))
    try await prompt.terminal.seeLast(">")
    prompt.terminal.type("\"\\(rows[0].ima\t.len\t)\"\r")
    try await prompt.terminal.seeLast(["\"6\"", ">"])
    try await prompt.enter("count", shows: ["0"])
  }

  @Test("?name, name? and the key for the word at the cursor explain")
  func documentation() async throws {
    let prompt = try await Prompt()
    try await prompt.enter(
      "?json.parse",
      shows: [
        "json.parse(text: string | bytes) -> any", "",
        "Reads a JSON text; a mistake in it is a `parse` error with its line and column.", "",
        "Example", "  json.parse(\"[1, 2.50, {\\\"a\\\": null}]\")  // [1, 2.5, {\"a\": null}]",
      ])
    try await prompt.enter("let name = 12", shows: [])
    prompt.enter("name?")
    try await prompt.terminal.see("name: int")
    prompt.terminal.type("print(expoze.upload" + Key.escape + "h")
    try await prompt.terminal.see("expoze.upload(file: file) -> Upload")
    try await prompt.terminal.seeLast("> print(expoze.upload")
  }

  @Test("a result fits the screen and says how to see the rest", arguments: [40, 80])
  func results(_ columns: Int) async throws {
    let prompt = try await Prompt(environment: ["PAGER": "tail -n 1"], columns: columns, rows: 16)
    prompt.enter("(1...100).map(n => {id: n, name: \"日本 \\(n)\"})")
    try await prompt.terminal.see("… 93 more rows; :show")
    prompt.enter(":table")
    try await prompt.terminal.see("99  100  日本 100")
  }

  @Test("a picture is shown in characters")
  func picture() async throws {
    let prompt = try await Prompt(columns: 40)
    try await prompt.enter(
      ":image [[1, 2, 3], [1, 2, 3]]", shows: [" ▓", "3 × 2, from 1.0 to 3.0"])
  }
}
