// What separates tokens: white space, comments, the byte-order mark and the `#!` line.
extension Lexer {
  mutating func skipByteOrderMark() {
    if has("\u{FEFF}", at: 0) { position = 3 }
  }

  /// Skips a first line that names the interpreter, such as `#!/usr/bin/env imgflow`.
  mutating func skipInterpreterLine() {
    if has("#!", at: position) { skipToLineEnd() }
  }

  /// Skips white space and comments, noting line ends and documentation in `gap`.
  mutating func skipTrivia() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "\n"):
        noteLineEnd()
        position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
        skipLineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
        skipBlockComment()
      default:
        return
      }
    }
  }

  /// Moves to the next line end, or the end of the file.
  mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipLineComment() {
    let start = position
    skipToLineEnd()
    let end = peek(-1) == UInt8(ascii: "\r") ? position - 1 : position
    let kind: Comment.Kind =
      if has("///", at: start), !has("////", at: start) {
        .documentation
      } else if has("//!", at: start) {
        .fileDocumentation
      } else {
        .line
      }
    if kind == .documentation { gap.insert(.documentation) }
    comments.append(Comment(kind: kind, range: range(start, max(end, start + 2))))
  }

  private mutating func skipBlockComment() {
    let start = position
    var depth = 0
    repeat {
      if has("/*", at: position) {
        depth += 1
        position += 2
      } else if has("*/", at: position) {
        depth -= 1
        position += 2
      } else if position < bytes.count {
        if bytes[position] == UInt8(ascii: "\n") { noteLineEnd() }
        position += 1
      } else {
        endsInsideOpenText = true
        report(.unterminatedComment(range(start, start + 2)))
        break
      }
    } while depth > 0
    comments.append(Comment(kind: .block, range: range(start, position)))
  }

  /// A line end inside the interpolation of a string that must stay on one line ends that string.
  private mutating func noteLineEnd() {
    if !strings.isEmpty, let first = strings.firstIndex(where: { !$0.isMultiline }) {
      abandonStrings(from: first, inInterpolation: true)
    }
    gap.insert(.lineEnd)
  }
}
