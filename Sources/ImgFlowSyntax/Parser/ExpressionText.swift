/// A string that reads as an expression though it is where none is read: in a comment, or in the braces of
/// `"${count}"`.
package struct ExpressionText {
  /// The names in it that are neither members nor called.
  package let names: [String]
  /// Whether it is nothing but numbers, names, members, indexes, calls and arithmetic.
  package let isArithmetic: Bool

  /// Reads `text`; nil if it is not an expression, or is so long that it is meant as prose.
  package init?(_ text: String) {
    guard text.utf8.count <= 60, !text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    let file = SourceFile(name: "", text: text)
    let lexed = Lexer.tokenize(file)
    guard lexed.diagnostics.isEmpty, lexed.comments.isEmpty else { return nil }
    let parsed = Parser.parse(file)
    guard parsed.diagnostics.isEmpty, parsed.tree.statements.count == 1,
      case .expression = parsed.tree.statements[0].kind
    else { return nil }
    names = Self.names(in: lexed)
    isArithmetic = lexed.tokens.dropLast().allSatisfy { Self.isArithmetic($0.kind) }
  }

  private static func names(in lexed: LexedFile) -> [String] {
    let tokens = lexed.tokens
    return tokens.indices.compactMap { index in
      let token = tokens[index]
      guard token.kind == .identifier else { return nil }
      if index > 0, [.dot, .questionDot].contains(tokens[index - 1].kind) { return nil }
      if [.leftParen, .colon].contains(tokens[index + 1].kind) { return nil }
      return lexed.file.text(from: token.start, to: token.end)
    }
  }

  private static func isArithmetic(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .number, .identifier, .dot, .comma, .leftParen, .rightParen, .leftBracket, .rightBracket,
      .plus, .minus, .star, .slash, .percent:
      true
    default: false
    }
  }
}

/// A comment after a value that another language would read on: in `10 // 3` a division.
package struct CommentedOperand: Sendable {
  package let range: SourceRange
  /// `3` in `10 // 3`.
  package let operand: String
  /// The names in the operand.
  package let names: [String]
  /// Whether it is `//=`.
  package let isAssignment: Bool
}

extension Parser {
  /// The comments that look like the right side of a division, by the end of what precedes them.
  func commentedOperands() -> [Int: CommentedOperand] {
    var found: [Int: CommentedOperand] = [:]
    for comment in comments where comment.kind == .line {
      let text = comment.range.text.dropFirst(2)
      guard text.utf8.count <= 60, let before = token(directlyBefore: comment.range) else {
        continue
      }
      let isAssignment = text.first == "="
      var operand = String((isAssignment ? text.dropFirst() : text).drop { $0 == " " })
      while operand.last == " " { operand.removeLast() }
      guard let read = ExpressionText(operand), read.isArithmetic else { continue }
      found[before.end] = CommentedOperand(
        range: comment.range, operand: operand, names: read.names, isAssignment: isAssignment)
    }
    return found
  }

  /// The token before a comment, when it is on the same line and can end a number.
  private func token(directlyBefore comment: SourceRange) -> Token? {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < comment.start { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let token = tokens[low - 1]
    switch token.kind {
    case .identifier, .number, .rightParen, .rightBracket:
      return file.lineStart(at: token.end) == file.lineStart(at: comment.start) ? token : nil
    default: return nil
    }
  }
}
