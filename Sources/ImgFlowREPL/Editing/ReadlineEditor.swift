import CReadline
import ImgFlow

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
        Int32(ReadlineEditor.of(context)?.delegate?.indentation(after: string(text)) ?? 0)
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

  /// Offers what could appear at an offset; returns the start of what it replaces.
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
    // What is typed ahead belongs to the statement that runs, as long as that wants it.
    Self.typeAhead(StandardInput.shared.takeReadAhead())
    defer {
      let ahead = Self.takeTypeAhead()
      if !StandardInput.shared.giveBack(ahead) { Self.typeAhead(ahead) }
    }
    switch lineEditorRead(Self.marked(prompt), text, &line) {
    case lineEditorText:
      defer { free(line) }
      return .text(line.map { String(cString: $0) } ?? "")
    case lineEditorInterrupted: return .interrupted
    default: return .end
    }
  }

  private static func typeAhead(_ bytes: [UInt8]) {
    lineEditorTypeAhead(bytes.map(CChar.init(bitPattern:)), bytes.count)
  }

  /// What was typed after the statement that was read last.
  private static func takeTypeAhead() -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let part = [CChar](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = lineEditorTakeTypeAhead(buffer.baseAddress, buffer.count)
      }
      if part.isEmpty { return bytes }
      bytes += part.map(UInt8.init(bitPattern:))
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
