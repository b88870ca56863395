// Strings: `'raw'`, `"one line"` and `"""` over several lines, with their interpolations.
extension Lexer {
  /// raw-string = "'" (any character but "'" and the line end | "''")* "'"
  mutating func lexRawString() {
    let start = position
    position += 1
    while position < bytes.count, !isAtLineEnd {
      if bytes[position] != UInt8(ascii: "'") {
        position += 1
      } else if peek(1) == UInt8(ascii: "'") {
        position += 2
      } else {
        position += 1
        return add(.rawString, from: start)
      }
    }
    report(.unterminatedRawString(range(start, start + 1)))
    add(.rawString, from: start)
  }

  /// string = '"' text '"' | '"""' line-end text '"""'
  mutating func lexStringStart() {
    let start = position
    let isMultiline = has("\"\"\"", at: position)
    position += isMultiline ? 3 : 1
    add(.stringStart, from: start)
    strings.append(OpenString(start: range(start, position), isMultiline: isMultiline))
    if isMultiline { skipOpeningLine() }
    lexStringText()
  }

  /// Reads text up to the end of the innermost string, or to an interpolation in it.
  mutating func lexStringText() {
    guard let string = strings.last else { return }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        if peek(1) == UInt8(ascii: "(") { return lexInterpolationStart(textFrom: start) }
        position = min(position + 1, bytes.count)
        // The line end is left to be found: it ends a string of one line even after a `\`.
        if position < bytes.count, !isAtLineEnd { position += width(at: position) }
      } else if string.isMultiline ? has("\"\"\"", at: position) : byte == UInt8(ascii: "\"") {
        return lexStringEnd(textFrom: start, length: string.isMultiline ? 3 : 1)
      } else if !string.isMultiline, isAtLineEnd {
        break
      } else {
        position += 1
      }
    }
    addText(from: start)
    let index = strings.firstIndex { !$0.isMultiline } ?? 0
    abandonStrings(from: index, inInterpolation: index < strings.count - 1)
  }

  /// Closes the strings from `index` on, in which the line or the file ended; blames the outermost.
  mutating func abandonStrings(from index: Int, inInterpolation: Bool) {
    guard index < strings.count else { return }
    let string = strings[index]
    if string.isMultiline { endsInsideOpenText = true }
    report(
      .unterminatedString(
        string.start, isMultiline: string.isMultiline, inInterpolation: inInterpolation,
        open: inInterpolation ? openBrackets(in: string) : []))
    for _ in index..<strings.count { add(.stringEnd, from: position) }
    strings.removeSubrange(index...)
  }

  /// The brackets that are open where a string with an interpolation is cut off, from the outside in.
  private func openBrackets(in string: OpenString) -> [SourceRange] {
    let first = tokens.lastIndex { $0.start <= string.start.start } ?? 0
    var open: [Token] = []
    for token in tokens[first...] where token.kind != .stringStart {
      if token.kind.closer != nil {
        open.append(token)
      } else if token.kind.isCloser, open.last?.kind.closer == token.kind {
        open.removeLast()
      }
    }
    return open.map { range($0.start, $0.end) }
  }

  private var isAtLineEnd: Bool {
    bytes[position] == UInt8(ascii: "\n")
      || bytes[position] == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n")
  }

  /// Moves after the line end that must follow an opening `"""`.
  private mutating func skipOpeningLine() {
    let start = position
    while position < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[position]) { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
      position += 1
    } else if position < bytes.count {
      report(.textAfterOpeningQuotes(range(start - 3, start)))
      position = start
    }
  }

  private mutating func lexInterpolationStart(textFrom start: Int) {
    addText(from: start)
    let opening = position
    position += 2
    add(.interpolationStart, from: opening)
  }

  private mutating func lexStringEnd(textFrom start: Int, length: Int) {
    addText(from: start)
    let closing = position
    position += length
    add(.stringEnd, from: closing)
    strings.removeLast()
  }

  private mutating func addText(from start: Int) {
    if position > start { add(.stringText, from: start) }
  }
}
