import Foundation
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite("The walkthrough in docs/repl.md", .blocking, .timeLimit(.minutes(15)))
struct WalkthroughTests {
  @Test("happens as it is told")
  func walkthrough() async throws {
    let root = Repository.root
    let text = try String(contentsOf: root.appendingPathComponent("docs/repl.md"), encoding: .utf8)
    let steps = Walkthrough(text).steps
    #expect(steps.count > 12)
    let folder = try Prompt.makeFolder()
    try FileManager.default.copyItem(
      at: root.appendingPathComponent("scripts/creatives"),
      to: folder.appendingPathComponent("creatives"))
    let prompt = try await Prompt(["--sandbox"], columns: 110, rows: 60, in: folder)
    for step in steps {
      switch step.sign {
      case "$" where step.statement == "imgflow --sandbox":
        #expect(Walkthrough.fits(prompt.terminal.lines.dropLast(), step.output))
      case "$": try shell(step, folder)
      default: try await take(step, prompt)
      }
    }
    #expect(try await prompt.terminal.end() == 0)
  }

  private func take(_ step: Walkthrough.Step, _ prompt: Prompt) async throws {
    let before = prompt.terminal.text.components(separatedBy: "\n").count
    prompt.terminal.paste(step.statement)
    prompt.terminal.type("\r")
    if step.statement == ":quit" { return }
    let echo = step.statement.components(separatedBy: "\n").count
    try await prompt.terminal.wait("the prompt after `\(step.statement)`") { screen in
      let lines = screen.text.components(separatedBy: "\n")
      return lines.count > before + echo - 1 && lines.last == "sandbox>"
    }
    let shown = prompt.terminal.text.components(separatedBy: "\n").dropFirst(before + echo - 1)
      .filter { !ScreenModel.isTime($0) }
    #expect(
      Walkthrough.fits(Array(shown.dropLast()), step.output), "\(step.statement): \(shown)")
  }

  private func shell(_ step: Walkthrough.Step, _ folder: URL) throws {
    let words = step.statement.split(separator: " ").map(String.init)
    let output: String
    if words[0] == "cat" {
      output = try String(
        contentsOf: folder.appendingPathComponent(words[1]), encoding: .utf8)
    } else {
      let run = try Piped.run(Array(words.dropFirst()), input: "", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      output = run.output
    }
    let lines = output.components(separatedBy: "\n").dropLast()
    #expect(Walkthrough.fits(Array(lines), step.output), "\(step.statement): \(output)")
  }
}

/// The steps that a text shows: what is typed, and what comes of it. `…` stands for anything in a line, and
/// alone on a line for any lines.
struct Walkthrough {
  struct Step {
    /// `$` for the shell, else the name in the prompt.
    let sign: String
    var statement: String
    var output: [String] = []
  }

  private(set) var steps: [Step] = []

  init(_ text: String) {
    for (index, block) in text.components(separatedBy: "```").enumerated() where index % 2 == 1 {
      guard block.hasPrefix("console\n") else { continue }
      for line in block.components(separatedBy: "\n").dropFirst().dropLast() { add(line) }
    }
  }

  private mutating func add(_ line: String) {
    for (sign, mark) in [("$", "$ "), ("sandbox", "sandbox> ")] where line.hasPrefix(mark) {
      return steps.append(Step(sign: sign, statement: String(line.dropFirst(mark.count))))
    }
    let last = steps.count - 1
    if steps[last].sign != "$", !StatementText(steps[last].statement).isComplete {
      steps[last].statement += "\n" + line
    } else {
      steps[last].output.append(line)
    }
  }

  /// Whether lines are what is expected.
  static func fits(_ lines: some Collection<String>, _ expected: some Collection<String>) -> Bool {
    guard let first = expected.first else { return lines.isEmpty }
    if first == "…" {
      if fits(lines, expected.dropFirst()) { return true }
      return !lines.isEmpty && fits(lines.dropFirst(), expected)
    }
    guard let line = lines.first, fits(line: line, first) else { return false }
    return fits(lines.dropFirst(), expected.dropFirst())
  }

  private static func fits(line: String, _ expected: String) -> Bool {
    let parts = expected.components(separatedBy: "…")
    guard parts.count > 1 else { return line == expected }
    guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else { return false }
    var rest = line[...]
    for part in parts where !part.isEmpty {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
