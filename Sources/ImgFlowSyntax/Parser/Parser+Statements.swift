// Statements and what separates them.
extension Parser {
  /// statements = (statement? (line-end | ";"))*
  ///
  /// Reads up to the end of the innermost block; mistakes cost the statement that they are in.
  mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    var isFirst = true
    while !isAtBlockEnd {
      // A closer that closes nothing here has been reported by the bracket matcher.
      if at(.semicolon) || current.kind.isCloser {
        advance()
        continue
      }
      let start = index
      do throws(ParseFailure) {
        statements.append(try parseStatement(isFirst: isFirst))
        try expectSeparator()
      } catch {
        recover(from: start)
      }
      isFirst = false
    }
    return statements
  }

  /// Whether the current token ends the innermost block: its `}`, or what closes something around it.
  var isAtBlockEnd: Bool {
    if at(.endOfFile) { return true }
    return current.kind.isCloser && partners[index] >= 0 && Int(partners[index]) <= blockOpener
  }

  /// Statements end at a line end, `;` or `}`.
  private mutating func expectSeparator() throws(ParseFailure) {
    guard !isAtLineEnd, !at(.semicolon), !isAtBlockEnd else { return }
    if current.kind.isCloser, partners[index] < 0 { return }
    // What follows `'it'` in `'it's'` is not a statement: the lexer has explained the line already.
    guard !hasLexicalMistakeOnLine else { throw ParseFailure() }
    throw failure(missingSeparator())
  }

  private var hasLexicalMistakeOnLine: Bool {
    guard let mistake = lexicalMistakes.first(where: { $0 >= current.start }) else { return false }
    return file.lineStart(at: mistake) == file.lineStart(at: current.start)
  }

  /// statement = declaration | for | while | "break" | "continue" | return | throw | defer | assert
  ///           | assignment | expression
  mutating func parseStatement(isFirst: Bool) throws(ParseFailure) -> Statement {
    let outerStart = statementStart
    defer { statementStart = outerStart }
    let start = current.start
    statementStart = start
    let documentation = documentation(before: index)
    let isExported = try parseExport()
    let kind: Statement.Kind
    if let declaration = try parseDeclaration() {
      kind = declaration
    } else {
      kind = try parseControl(isFirst: isFirst)
    }
    return Statement(
      kind, at: range(from: start), documentation: documentation, isExported: isExported)
  }

  /// The statements that are not declarations.
  private mutating func parseControl(isFirst: Bool) throws(ParseFailure) -> Statement.Kind {
    let label = parseLabel()
    switch current.kind {
    case .for: return try parseFor(label)
    case .while: return try parseWhile(label)
    case let kind where kind.isJump: return try parseJump()
    case .defer:
      advance()
      return .deferBlock(try parseBlock("after `defer`"))
    case .assert: return try parseAssertion()
    default:
      if let mistake = statementStartMistake(isFirst: isFirst) { throw failure(mistake) }
      return try parseExpressionOrAssignment()
    }
  }

  /// assertion = "assert" expression ("," expression)?
  private mutating func parseAssertion() throws(ParseFailure) -> Statement.Kind {
    advance()
    let condition = try parseOperand("a condition after `assert`")
    guard !isAtLineEnd, accept(.comma) != nil else { return .assertion(condition, message: nil) }
    return .assertion(condition, message: try parseOperand("a message after `,`"))
  }

  /// jump = ("break" | "continue") name? | "return" expression? | "throw" expression
  mutating func parseJump() throws(ParseFailure) -> Statement.Kind {
    switch advance().kind {
    case .break: return .breakLoop(parseTargetLoop())
    case .continue: return .continueLoop(parseTargetLoop())
    case .throw: return .throwError(try parseOperand("a value after `throw`"))
    default: return .returnValue(isAtJumpEnd ? nil : try parseExpression())
    }
  }

  /// The name after `break` or `continue`.
  private mutating func parseTargetLoop() -> Name? {
    at(.identifier) && !current.isFirstOnLine ? makeName(advance()) : nil
  }

  /// Whether a `return` has no value.
  private var isAtJumpEnd: Bool {
    current.isFirstOnLine || current.kind.isCloser || at(.semicolon) || at(.comma)
      || at(.endOfFile)
  }

  // MARK: - Loops and blocks

  /// label = name ":"
  ///
  /// Nil unless a loop follows.
  private mutating func parseLabel() -> Name? {
    guard at(.identifier), peek().kind == .colon, [.for, .while].contains(peek(2).kind) else {
      return nil
    }
    let label = makeName(advance())
    advance()
    return label
  }

  /// for = label? "for" loop-head block
  private mutating func parseFor(_ label: Name?) throws(ParseFailure) -> Statement.Kind {
    advance()
    let head = try parseLoopHead(label)
    return .forIn(head, try parseBlock("after the `for` head"))
  }

  /// loop-head = (name ",")? binding-pattern "in" expression
  mutating func parseLoopHead(_ label: Name? = nil) throws(ParseFailure) -> LoopHead {
    if at(.leftParen) { throw failure(loopInParentheses()) }
    var index: Name?
    var pattern = try parseBindingPattern("a name after `for`")
    if at(.comma) {
      index = try loopIndex(pattern)
      advance()
      pattern = try parseBindingPattern("the name of the item")
    }
    try expect(.in, "after the loop's name", help: "write `for x in xs { … }`")
    return LoopHead(
      label: label, index: index, pattern: pattern, sequence: try parseHead("a list after `in`"))
  }

  /// The first of two names, which takes the index or key.
  private mutating func loopIndex(_ pattern: Pattern) throws(ParseFailure) -> Name {
    switch pattern.kind {
    case .binding(let name): return name
    case .wildcard: return Name(text: "_", range: pattern.range, id: makeID())
    default:
      throw failure(
        Diagnostic(
          .badPattern, "the index or key of a loop is a plain name", at: pattern.range,
          help: "write `for i, {a, b} in rows`"))
    }
  }

  /// while = label? "while" expression block
  private mutating func parseWhile(_ label: Name?) throws(ParseFailure) -> Statement.Kind {
    advance()
    let condition = try parseCondition("a condition after `while`")
    return .whileLoop(
      condition, try parseBlock("after the `while` condition"), label: label)
  }

  /// block = "{" statements "}"
  ///
  /// - Parameter place: where the block is expected, for the message if there is none.
  mutating func parseBlock(_ place: String) throws(ParseFailure) -> Block {
    guard at(.leftBrace) else { throw unexpected("`{` \(place)", help: blockHelp()) }
    if isAtLineEnd { report(braceOnNextLine()) }
    return try parseBraces()
  }

  /// Reads a block from its `{` on.
  mutating func parseBraces() throws(ParseFailure) -> Block {
    let start = current.start
    let outer = try enter(.block)
    defer { leave(outer) }
    let outerOpener = blockOpener
    defer { blockOpener = outerOpener }
    let opener = index
    blockOpener = opener
    advance()
    let statements = parseStatements()
    // An unclosed block has been reported, and what follows it may be read as usual.
    if closer(of: opener) == index { advance() }
    return Block(statements: statements, range: range(from: start))
  }
}
