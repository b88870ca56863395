import CReadline

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The line editor on GNU Readline, for a terminal that can move its cursor. There is only one.
final class ReadlineEditor: LineEditor {
  weak var delegate: (any LineEditorDelegate)?
  let isInteractive = true
  /// How many statements Up can go back to.
  private let historySize: Int
  /// What was offered last, for its drawing.
  private var offered = Completions(start: 0)

  init(historySize: Int) {
    self.historySize = historySize
    var questions = LineEditorQuestions(
      context: Unmanaged.passUnretained(self).toOpaque(),
      isComplete: { context, text in
        ReadlineEditor.of(context)?.delegate?.isComplete(string(text)) ?? true
      },
      indentation: { context, text in
        Int32(ReadlineEditor.of(context)?.delegate?.indentation(behind: string(text)) ?? 0)
      },
      complete: { context, text, offset in
        Int32(ReadlineEditor.of(context)?.offer(string(text), at: Int(offset)) ?? Int(offset))
      },
      list: { context in
        ReadlineEditor.of(context).flatMap { editor in
          editor.delegate.flatMap { strdup($0.list(editor.offered)) }
        }
      },
      documentation: { context, text, offset in
        ReadlineEditor.of(context)?.delegate?.documentation(in: string(text), at: Int(offset))
          .flatMap { strdup($0) }
      })
    lineEditorPrepare(&questions)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> ReadlineEditor? {
    context.map { Unmanaged<ReadlineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Offers what could stand at an offset; returns where that which it replaces begins.
  private func offer(_ text: String, at offset: Int) -> Int {
    guard let found = delegate?.completions(in: text, at: offset) else { return offset }
    offered = found
    let isOnly = found.candidates.count == 1
    for candidate in found.candidates {
      lineEditorOffer(isOnly ? candidate.text + candidate.suffix : candidate.text)
    }
    return found.start
  }

  func read(prompt: String, text: String) -> LineEditorInput {
    var line: UnsafeMutablePointer<CChar>?
    switch lineEditorRead(Self.marked(prompt), text, &line) {
    case lineEditorText:
      defer { free(line) }
      return .text(line.map { String(cString: $0) } ?? "")
    case lineEditorInterrupted: return .interrupted
    default: return .end
    }
  }

  func remember(_ entry: String) { lineEditorRemember(entry, Int32(historySize)) }

  func notice(_ text: String) { lineEditorNotice(text) }

  /// A prompt with its escape sequences marked, which take no columns.
  private static func marked(_ prompt: String) -> String {
    var result = ""
    var isInEscape = false
    for scalar in prompt.unicodeScalars {
      if scalar == "\u{1B}" {
        result += "\u{1}"
        isInEscape = true
      }
      result.unicodeScalars.append(scalar)
      if isInEscape, scalar == "m" {
        result += "\u{2}"
        isInEscape = false
      }
    }
    return result
  }
}

private func string(_ text: UnsafePointer<CChar>?) -> String {
  text.map { String(cString: $0) } ?? ""
}
