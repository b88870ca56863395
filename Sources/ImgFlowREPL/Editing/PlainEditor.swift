import ImgFlow

/// Reads statements line by line, without editing: from a file or a pipe, and from terminals that cannot
/// move their cursor.
final class PlainEditor: LineEditor {
  weak var delegate: (any LineEditorDelegate)?
  /// Whether a person types; prompts are for them only.
  let isInteractive: Bool
  private let input: StandardInput
  private let console: Console

  init(input: StandardInput, console: Console, isInteractive: Bool) {
    self.input = input
    self.console = console
    self.isInteractive = isInteractive
  }

  func read(prompt: String, text: String) -> LineEditorInput {
    var lines = text.isEmpty ? [] : [text]
    while true {
      if isInteractive { console.write(lines.isEmpty ? prompt : "… ") }
      do {
        guard let line = try input.readLine(check) else {
          if isInteractive { console.write("\n") }
          return lines.isEmpty ? .end : .text(lines.joined(separator: "\n"))
        }
        if isInteractive { console.noteLineEnd() }
        lines.append(line)
      } catch {
        if isInteractive { console.write("\n") }
        return error is Interruption ? .interrupted : .end
      }
      let text = lines.joined(separator: "\n")
      if delegate?.isComplete(text) ?? true { return .text(text) }
    }
  }

  private struct Interruption: Error {}
  private struct Ending: Error {}

  private func check() throws {
    if Signals.ending != nil { throw Ending() }
    if Signals.takeInterrupt() { throw Interruption() }
  }

  func remember(_ entry: String) {}

  func notice(_ text: String) { console.write(text) }
}
