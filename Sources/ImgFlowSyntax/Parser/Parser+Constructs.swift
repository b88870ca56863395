// Constructs with a value: `if`, `match`, `try`, `parallel … for`, `retry`, `timeout`, `step`, `once`.
extension Parser {
  // MARK: - Heads

  /// Reads an expression in a head, where `retry(…) {` and the like are calls and a block.
  mutating func parseHead(_ expected: String) throws(ParseFailure) -> Expression {
    let outer = context
    defer { context = outer }
    context.isHead = true
    return try parseOperand(expected)
  }

  /// Reads a condition; `=` in it is reported and read as `==`.
  mutating func parseCondition(_ expected: String) throws(ParseFailure) -> Expression {
    let condition = try parseHead(expected)
    guard at(.equal) else { return condition }
    report(assignmentInCondition(condition))
    advance()
    return try parseHead("a value after `=`")
  }

  // MARK: - If

  /// if = "if" ("let" binding-pattern "=")? expression block ("else" (if | block))?
  ///
  /// A long `else if` chain is read in a loop, so that it costs no stack.
  mutating func parseIf() throws(ParseFailure) -> Expression {
    var branches: [Branch] = []
    var otherwise: Block?
    repeat {
      let start = advance().start
      let binding = try at(.let) ? parseConditionalBinding() : nil
      let condition =
        try binding == nil
        ? parseCondition("a condition after `if`") : parseHead("a value after `=`")
      branches.append((start, binding, condition, try parseBlock("after the `if` condition")))
      guard accept(.else) != nil else { break }
      try addLink()
      if !at(.if) { otherwise = try parseBlock("after `else`") }
    } while at(.if) && otherwise == nil
    return nest(branches, otherwise)
  }

  private typealias Branch = (start: Int, binding: Pattern?, condition: Expression, then: Block)

  /// The pattern of `if let pattern = value`.
  private mutating func parseConditionalBinding() throws(ParseFailure) -> Pattern {
    advance()
    let pattern = try parseBindingPattern("a name after `let`")
    try expect(.equal, "after the name", help: "write `if let x = value { … }`")
    return pattern
  }

  private func nest(_ branches: [Branch], _ otherwise: Block?) -> Expression {
    var otherwise = otherwise
    var result = Expression(.null, at: endOfPrevious)
    for branch in branches.reversed() {
      let range = range(from: branch.start)
      let construct = If(
        binding: branch.binding, condition: branch.condition, then: branch.then,
        otherwise: otherwise)
      result = Expression(.ifElse(construct), at: range)
      otherwise = Block(statements: [Statement(.expression(result), at: range)], range: range)
    }
    return result
  }

  // MARK: - Match

  /// match = "match" expression "{" (arm ("," | line-end))* "}"
  mutating func parseMatch() throws(ParseFailure) -> Expression {
    let start = advance().start
    let subject = try parseHead("a value after `match`")
    guard at(.leftBrace) else { throw unexpected("`{` after the value to match") }
    if isAtLineEnd { report(braceOnNextLine()) }
    let opener = index
    let outer = try enter(.block)
    defer { leave(outer) }
    advance()
    var arms: [Match.Arm] = []
    while !at(.rightBrace), !at(.endOfFile), closer(of: opener) != index {
      arms.append(try parseArm())
      guard accept(.comma) == nil, !isAtLineEnd, !at(.rightBrace) else { continue }
      throw unexpected("`,` or a line end after an arm of `match`")
    }
    try expectClose(opener, "`}` after the arms of `match`")
    return Expression(.match(Match(subject: subject, arms: arms)), at: range(from: start))
  }

  /// arm = pattern ("if" expression)? "=>" arrow-body
  private mutating func parseArm() throws(ParseFailure) -> Match.Arm {
    let pattern = try parsePattern()
    var condition: Expression?
    if accept(.if) != nil {
      let outer = context
      defer { context = outer }
      context.allowsLambda = false
      condition = try parseCondition("a condition after `if`")
    }
    try expect(.fatArrow, "after the pattern", help: armHelp())
    return Match.Arm(pattern: pattern, condition: condition, body: try parseArrowBody())
  }

  // MARK: - Try

  /// try = "try" block ("catch" (pattern ("if" expression)?)? block)+
  mutating func parseTry() throws(ParseFailure) -> Expression {
    let start = advance()
    guard at(.leftBrace) else { throw failure(tryWithoutBlock(start)) }
    let body = try parseBlock("after `try`")
    guard at(.catch) else { throw tryWithoutCatch(start) }
    var catches: [TryCatch.Catch] = []
    while accept(.catch) != nil { catches.append(try parseCatch()) }
    return Expression(
      .tryCatch(TryCatch(body: body, catches: catches)), at: range(from: start.start))
  }

  private mutating func parseCatch() throws(ParseFailure) -> TryCatch.Catch {
    if at(.leftParen) { throw failure(catchInParentheses()) }
    var pattern: Pattern?
    var condition: Expression?
    if !at(.leftBrace) || isCatchPattern {
      pattern = try parsePattern()
      if accept(.if) != nil { condition = try parseCondition("a condition after `if`") }
    }
    return TryCatch.Catch(
      pattern: pattern, condition: condition, body: try parseBlock("after `catch`"))
  }

  /// Whether the `{` after `catch` opens an object pattern: a block, a guard or an alternative follows it.
  private var isCatchPattern: Bool {
    guard let next = tokenAfterBrackets(at: index), !next.isFirstOnLine else { return false }
    return next.kind == .leftBrace || next.kind == .if || next.kind == .bar
  }

  // MARK: - Contextual words

  /// contextual = parallel | ("retry" | "timeout" | "step" | "once") arguments block
  ///
  /// Nil where the word is an ordinary name.
  mutating func parseContextualConstruct() throws(ParseFailure) -> Expression? {
    guard !context.isHead else { return nil }
    if peek().kind == .for || isCallBefore(.for) {
      return atWord("parallel") ? try parseParallel() : nil
    }
    guard isCallBefore(.leftBrace), let kind = Guarded.Kind(rawValue: text(current)) else {
      return nil
    }
    let start = advance().start
    let arguments = try parseArguments()
    let body = try parseBlock("after `\(kind.rawValue)(…)`")
    return Expression(
      .guarded(Guarded(kind: kind, arguments: arguments, body: body)), at: range(from: start))
  }

  /// Whether `word(…)` is next, and after it, on the same line, a token of the given kind.
  private func isCallBefore(_ kind: Token.Kind) -> Bool {
    guard peek().kind == .leftParen, !peek().isFirstOnLine else { return false }
    guard let next = tokenAfterBrackets(at: index + 1) else { return false }
    return next.kind == kind && !next.isFirstOnLine
  }

  /// parallel = "parallel" arguments? "for" loop-head block
  private mutating func parseParallel() throws(ParseFailure) -> Expression {
    let start = advance().start
    let arguments = try at(.leftParen) ? parseArguments() : []
    try expect(.for, "after `parallel`")
    let head = try parseLoopHead()
    let body = try parseBlock("after the `for` head")
    let parallel = Parallel(arguments: arguments, head: head, body: body, id: makeID())
    return Expression(.parallel(parallel), at: range(from: start))
  }
}
