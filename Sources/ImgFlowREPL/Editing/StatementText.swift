import ImgFlowSyntax

/// What the parser says about a text that is being typed.
struct StatementText {
  private let text: String

  init(_ text: String) { self.text = text }

  /// Whether it begins with something other than a statement: a command, a question, nothing.
  private var isNoStatement: Bool {
    guard let first = text.first(where: { !$0.isWhitespace }) else { return true }
    return first == ":" || first == "?"
  }

  /// Whether nothing is missing at its end. A string that no further line can complete is complete too: Enter
  /// shows what is wrong with it.
  var isComplete: Bool {
    if isNoStatement { return true }
    let parsed = Parser.parse(SourceFile(name: "", text: text))
    return !parsed.isIncomplete
      || parsed.diagnostics.contains { problem in
        problem.code == "P0004" && !problem.range.text.hasPrefix("\"\"\"")
      }
  }

  /// The columns by which a line after the text is indented: two for each line with a bracket that is still
  /// open; without one, the statement continues after an operator.
  var indentation: Int {
    let file = SourceFile(name: "", text: text)
    var openLines: [Int] = []
    for token in Lexer.tokenize(file).tokens {
      switch token.kind {
      case .leftBrace, .leftBracket, .questionBracket, .leftParen:
        openLines.append(file.position(at: token.start).line)
      case .rightBrace, .rightBracket, .rightParen: _ = openLines.popLast()
      default: break
      }
    }
    return 2 * max(1, Set(openLines).count)
  }
}
