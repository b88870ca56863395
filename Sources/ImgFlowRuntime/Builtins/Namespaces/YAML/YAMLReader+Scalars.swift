import ImgFlowValues

extension YAMLReader {
  /// Reads a scalar or a flow collection, which must be all that its last line holds.
  mutating func scalar(parent: Int) throws -> Value {
    let value: Value
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): value = .string(try quoted())
    case UInt8(ascii: "["), UInt8(ascii: "{"): value = try flow()
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return .string(try block(parent: parent))
    default:
      try refuseIndicator()
      let start = self
      return try YAMLScalar.value(of: plain(parent: parent)) { start.failure($0, help: $1) }
    }
    guard isAtLineEnd else { throw failure("only a comment can follow here") }
    (row, column) = (row + 1, 0)
    return value
  }

  /// Refuses what begins with a character that YAML keeps for other things.
  func refuseIndicator() throws {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "*"):
      throw failure("anchors and aliases are not supported")
    case UInt8(ascii: "!"): throw failure("tags are not supported")
    case UInt8(ascii: "?") where (byte(after: 1) ?? .space).isBlank:
      throw failure("keys that are not scalars are not supported")
    case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"), UInt8(ascii: "#"),
      UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      throw failure("a string cannot begin with this character", help: "put it in quotes")
    default: break
    }
  }

  // MARK: - Plain

  /// Reads a string without quotes, which goes on in lines that are indented deeper than `parent`.
  private mutating func plain(parent: Int) throws -> String {
    var result = try plainLine()
    var breaks = 0
    while true {
      // A comment ends the text.
      let isEnded = column < line.count
      (row, column) = (row + 1, 0)
      guard row < lines.count, !isEnded else { break }
      while byte == .space { column += 1 }
      if column == line.count {
        breaks += 1
        continue
      }
      guard column > parent, byte != UInt8(ascii: "#"), !(parent < 0 && isMarker) else { break }
      result += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
      breaks = 0
      result += try plainLine()
    }
    column = 0
    return result
  }

  var isMarker: Bool { startsDocument || endsDocument }

  private mutating func plainLine() throws -> String {
    let start = column
    while column < line.count {
      if isColon(at: column) {
        throw failure(
          "a string without quotes cannot contain `: `", help: "put the string in quotes")
      }
      if byte == UInt8(ascii: "#"), column > start, line[column - 1].isBlank { break }
      column += 1
    }
    return String(decoding: line[start..<column], as: UTF8.self).trimmingSpaces
  }

  // MARK: - Quoted

  /// Reads a string in quotes. Its line ends are folded: one is a space, several are one less.
  mutating func quoted() throws -> String {
    let quote = line[column]
    let start = (row, column)
    column += 1
    var result: [UInt8] = []
    while true {
      guard let next = byte else {
        guard row + 1 < lines.count else {
          (row, column) = start
          throw failure("this quote is never closed")
        }
        fold(&result)
        continue
      }
      column += 1
      if next == quote {
        guard quote == UInt8(ascii: "'"), byte == quote else { break }
        column += 1
        result.append(quote)
      } else if next == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        try escape(&result)
      } else {
        result.append(next)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func fold(_ result: inout [UInt8]) {
    while result.last?.isBlank == true { result.removeLast() }
    var breaks = 0
    repeat {
      (row, column) = (row + 1, 0)
      skipSpaces()
      breaks += 1
    } while column == line.count && row + 1 < lines.count
    result += breaks == 1 ? [.space] : Array(repeating: UInt8(ascii: "\n"), count: breaks - 1)
  }

  private static let escapes: [UInt8: String] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "t"): "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}",
    UInt8(ascii: " "): " ", UInt8(ascii: "\""): "\"", UInt8(ascii: "/"): "/",
    UInt8(ascii: "\\"): "\\", UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "N"): "\u{85}",
  ]

  private mutating func escape(_ result: inout [UInt8]) throws {
    guard let letter = byte else {
      // A backslash at the end of a line joins it with the next.
      (row, column) = (row + 1, 0)
      return skipSpaces()
    }
    column += 1
    if let text = Self.escapes[letter] {
      result += text.utf8
      return
    }
    let lengths = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8]
    guard let length = lengths[letter], var code = hexadecimal(length) else {
      throw failure("unknown escape")
    }
    if (0xD800..<0xDC00).contains(code), byte == UInt8(ascii: "\\"), byte(after: 1) == letter {
      column += 2
      let low = hexadecimal(length) ?? 0
      code =
        (0xDC00..<0xE000).contains(low) ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xD800
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw failure("this is half of a character (a lone surrogate)")
    }
    result += String(Character(scalar)).utf8
  }

  private mutating func hexadecimal(_ length: Int) -> UInt32? {
    let digits = line.dropFirst(column).prefix(length)
    column += digits.count
    return digits.count == length ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }

  // MARK: - Block scalars

  /// Reads `|` and `>`, the lines below that are indented deeper than `parent`.
  private mutating func block(parent: Int) throws -> String {
    let isFolded = byte == UInt8(ascii: ">")
    column += 1
    var chomping: UInt8?
    var indent: Int?
    while let next = byte, !next.isBlank {
      switch next {
      case UInt8(ascii: "+") where chomping == nil, UInt8(ascii: "-") where chomping == nil:
        chomping = next
      case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil:
        indent = max(parent, 0) + Int(next - 48)
      default: throw failure("expected `+`, `-` or a digit after `|` or `>`")
      }
      column += 1
    }
    guard isAtLineEnd else { throw failure("the text of `|` and `>` begins on the next line") }
    var texts: [[UInt8]] = []
    while row + 1 < lines.count {
      let next = lines[row + 1]
      let spaces = next.prefix { $0 == .space }.count
      if spaces < next.count {
        let least = indent ?? max(spaces, parent + 1, 1)
        if spaces < least { break }
        indent = least
      }
      texts.append(Array(next.dropFirst(indent ?? spaces)))
      row += 1
    }
    (row, column) = (row + 1, 0)
    let text = Self.text(texts, isFolded: isFolded, chomping: chomping)
    // What nothing ends has no line end to keep.
    return row == lines.count && !endsInLineEnd && text.hasSuffix("\n")
      ? String(text.dropLast()) : text
  }

  private static func text(_ lines: [[UInt8]], isFolded: Bool, chomping: UInt8?) -> String {
    let last = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    var result: [UInt8] = []
    for (index, line) in lines[..<last].enumerated() {
      if index > 0 {
        let isInParagraph = isFolded && !line.isEmpty && line.first?.isBlank != true
        let before = lines[index - 1]
        let follows = before.isEmpty || before.first?.isBlank == true
        let isAfterBreak = before.isEmpty && index > 1 && result.last == UInt8(ascii: "\n")
        if isInParagraph, !follows {
          result.append(.space)
        } else if !(isInParagraph && isAfterBreak) {
          result.append(UInt8(ascii: "\n"))
        }
      }
      result += line
    }
    let ends =
      switch chomping {
      case UInt8(ascii: "-"): 0
      case UInt8(ascii: "+"): lines.count - last + (last > 0 ? 1 : 0)
      default: last > 0 ? 1 : 0
      }
    return String(decoding: result, as: UTF8.self) + String(repeating: "\n", count: ends)
  }
}
