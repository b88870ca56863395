// Brackets, separators, operators, and anything else.
extension Lexer {
  /// Reads a token that begins with an ASCII character other than a letter, digit or quote.
  mutating func lexPunctuation(_ byte: UInt8) {
    let start = position
    switch byte {
    case UInt8(ascii: "("):
      if !strings.isEmpty { strings[strings.count - 1].openParens += 1 }
      take(.leftParen, 1)
    case UInt8(ascii: ")"): lexRightParen()
    case UInt8(ascii: "["): take(.leftBracket, 1)
    case UInt8(ascii: "]"): take(.rightBracket, 1)
    case UInt8(ascii: "{"): take(.leftBrace, 1)
    case UInt8(ascii: "}"): take(.rightBrace, 1)
    case UInt8(ascii: ","): take(.comma, 1)
    case UInt8(ascii: ";"): take(.semicolon, 1)
    case UInt8(ascii: ":"): take(.colon, 1)
    case UInt8(ascii: "."): lexDots()
    case UInt8(ascii: "?"): lexQuestion()
    case UInt8(ascii: "|"): lexBar()
    case UInt8(ascii: "&"): take(.ampersand, or: .andAnd, before: UInt8(ascii: "&"))
    case UInt8(ascii: "="): lexEqual()
    case UInt8(ascii: "!"): lexExclamation()
    case UInt8(ascii: "<"): take(.less, or: .lessOrEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: ">"): take(.greater, or: .greaterOrEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: "+"): take(.plus, or: .plusEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: "-"): lexMinus()
    case UInt8(ascii: "*"): take(.star, or: .starEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: "/"): take(.slash, or: .slashEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: "%"): take(.percent, or: .percentEqual, before: UInt8(ascii: "="))
    case UInt8(ascii: "#"):
      skipToLineEnd()
      report(.hashComment(range(start, start + 1)))
    default: lexUnknown()
    }
  }

  private mutating func take(_ kind: Token.Kind, _ length: Int) {
    let start = position
    position += length
    add(kind, from: start)
  }

  /// Takes `longer`, of two characters, when `next` follows, else `shorter`, of one.
  private mutating func take(
    _ shorter: Token.Kind, or longer: Token.Kind, before next: UInt8
  ) {
    if peek(1) == next { take(longer, 2) } else { take(shorter, 1) }
  }

  private mutating func lexQuestion() {
    switch peek(1) {
    case UInt8(ascii: "."): take(.questionDot, 2)
    case UInt8(ascii: "["): take(.questionBracket, 2)
    case UInt8(ascii: "?"):
      if peek(2) == UInt8(ascii: "=") { take(.coalesceEqual, 3) } else { take(.coalesce, 2) }
    default: take(.question, 1)
    }
  }

  private mutating func lexBar() {
    switch peek(1) {
    case UInt8(ascii: ">"): take(.pipe, 2)
    case UInt8(ascii: "|"): take(.orOr, 2)
    default: take(.bar, 1)
    }
  }

  private mutating func lexMinus() {
    switch peek(1) {
    case UInt8(ascii: ">"): take(.arrow, 2)
    case UInt8(ascii: "="): take(.minusEqual, 2)
    default: take(.minus, 1)
    }
  }

  /// A `)` that closes no parenthesis of an interpolation closes the interpolation.
  private mutating func lexRightParen() {
    guard let string = strings.last else { return take(.rightParen, 1) }
    if string.openParens > 0 {
      strings[strings.count - 1].openParens -= 1
      take(.rightParen, 1)
    } else {
      take(.interpolationEnd, 1)
      lexStringText()
    }
  }

  private mutating func lexDots() {
    if has("...", at: position) {
      take(.ellipsis, 3)
    } else if has("..<", at: position) {
      take(.halfOpenRange, 3)
    } else if has("..", at: position) {
      report(.unknownOperator(range(position, position + 2), write: "`..<` or `...`"))
      take(.halfOpenRange, 2)
    } else {
      take(.dot, 1)
    }
  }

  private mutating func lexEqual() {
    if has("===", at: position) {
      report(.unknownOperator(range(position, position + 3), write: "`==`"))
      take(.equalEqual, 3)
    } else if has("=>", at: position) {
      take(.fatArrow, 2)
    } else {
      take(.equal, or: .equalEqual, before: UInt8(ascii: "="))
    }
  }

  /// `!in` and `!is` are operators only when no identifier character follows.
  private mutating func lexExclamation() {
    if has("!==", at: position) {
      report(.unknownOperator(range(position, position + 3), write: "`!=`"))
      take(.notEqual, 3)
    } else if has("!in", at: position), !isIdentifierCharacter(at: position + 3, first: false) {
      take(.notIn, 3)
    } else if has("!is", at: position), !isIdentifierCharacter(at: position + 3, first: false) {
      take(.notIs, 3)
    } else {
      take(.not, or: .notEqual, before: UInt8(ascii: "="))
    }
  }

  /// Takes one character that belongs to no token, and those like it that follow at once.
  mutating func lexUnknown() {
    let start = position
    let first = scalar(at: position)
    if first == "`", let end = endOfBackquotes {
      position = end
      report(.unknownCharacter(first, range(start, end)))
      return add(.unknown, from: start)
    }
    repeat {
      position += width(at: position)
    } while position < bytes.count && isUnknown(at: position)
      && HiddenCharacter.isHidden(first) == HiddenCharacter.isHidden(scalar(at: position))
    if !HiddenCharacter.isHidden(first) { report(.unknownCharacter(first, range(start, position))) }
    add(.unknown, from: start)
  }

  /// The offset after a backquote that closes the one here on the same line.
  private var endOfBackquotes: Int? {
    let line = bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    return line.firstIndex(of: UInt8(ascii: "`")).map { $0 + 1 }
  }

  private func isUnknown(at offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x80...: !isIdentifierCharacter(at: offset, first: true)
    case UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "~"), 0x7F:
      true
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): false
    case 0..<0x20: true
    default: false
    }
  }
}
