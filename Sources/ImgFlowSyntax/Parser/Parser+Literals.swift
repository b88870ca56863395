// Numbers and strings.
extension Parser {
  /// number = integer | float | duration | period | size
  mutating func parseNumber() throws(ParseFailure) -> Expression {
    let token = advance()
    let text = text(token)
    do throws(NumberLiteral.Problem) {
      let kind: Expression.Kind =
        switch try NumberLiteral(text[...]) {
        case .integer(let digits): .integer(digits: digits)
        case .float(let value): .float(value)
        case .duration(let length): .duration(length)
        }
      return Expression(kind, at: range(token))
    } catch {
      report(.badNumber(range(token), error.message, help: error.help))
      return Expression(.integer(digits: "0"), at: range(token))
    }
  }

  /// raw-string = "'" (character | "''")* "'"
  mutating func parseRawString() -> Expression {
    let token = advance()
    let text = text(token)
    let isClosed = text.utf8.count > 1 && text.utf8.last == UInt8(ascii: "'")
    let inside = text.dropFirst().dropLast(isClosed ? 1 : 0)
    return Expression(.string(Self.undoubled(inside)), at: range(token))
  }

  private static func undoubled(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "'")) else { return String(text) }
    var bytes: [UInt8] = []
    var isSecond = false
    for byte in text.utf8 {
      isSecond = byte == UInt8(ascii: "'") && !isSecond
      if byte != UInt8(ascii: "'") || isSecond { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// string = string-start (text | "\(" expression ")")* string-end
  mutating func parseString() throws(ParseFailure) -> Expression {
    let opener = index
    let start = advance()
    var decoder = StringDecoder(file: file, closing: closing(of: opener))
    var parts: [Expression.StringPart] = []
    while !at(.stringEnd), !at(.endOfFile) {
      if at(.stringText) {
        let text = decodeText(with: &decoder)
        if !text.isEmpty { parts.append(.text(text)) }
      } else {
        parts.append(.expression(try parseInterpolation()))
      }
    }
    if at(.stringEnd) { advance() }
    for diagnostic in decoder.diagnostics { report(diagnostic) }
    return Expression(Self.string(parts), at: range(from: start.start))
  }

  private static func string(_ parts: [Expression.StringPart]) -> Expression.Kind {
    guard let first = parts.first else { return .string("") }
    if parts.count == 1, case .text(let text) = first { return .string(text) }
    return .interpolation(parts)
  }

  private mutating func decodeText(with decoder: inout StringDecoder) -> String {
    let token = advance()
    return decoder.decode(
      from: token.start, to: token.end, isFirst: tokens[index - 2].kind == .stringStart,
      isLast: at(.stringEnd))
  }

  /// interpolation = "\(" expression ")"
  private mutating func parseInterpolation() throws(ParseFailure) -> Expression {
    let opener = index
    guard at(.interpolationStart) else { throw ParseFailure() }
    let outer = try enter(.brackets)
    defer { leave(outer) }
    advance()
    let value = try parseValue("a value in `\\( )`")
    try expectClose(opener, "`)` after the interpolated value")
    return value
  }

  /// Finds the `"""` that closes the string at `opener`, and the indentation before it.
  private mutating func closing(
    of opener: Int
  ) -> (quotes: SourceRange, indentation: ArraySlice<UInt8>)? {
    guard tokens[opener].end - tokens[opener].start == 3, let closer = closer(of: opener) else {
      return nil
    }
    let quotes = tokens[closer]
    // A string that the file ends in has been reported by the lexer.
    guard quotes.end > quotes.start else { return nil }
    let before = file.bytes[tokens[opener].end..<quotes.start]
    let indentation = before.suffix(
      from: (before.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? before.startIndex - 1) + 1)
    if before.isEmpty || indentation.startIndex == before.startIndex
      || file.bytes[indentation.startIndex - 1] != UInt8(ascii: "\n")
    {
      report(.closingQuotesNotAlone(range(quotes)))
      return (range(quotes), [])
    }
    return (range(quotes), indentation)
  }
}
