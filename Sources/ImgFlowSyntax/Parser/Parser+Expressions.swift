// Operators, loosest first: `|>`, `||`, `&&`, comparisons, `??`, ranges, `+ -`, `* / %`, prefix.
extension Parser {
  /// How tightly an operator between two values binds.
  enum Precedence: Int, Comparable {
    case pipe
    case or
    case and
    case comparison
    case coalesce
    case range
    case sum
    case product
    case prefix

    /// The next tighter one.
    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .prefix }

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
  }

  /// expression = or ("|>" callee)*
  mutating func parseExpression() throws(ParseFailure) -> Expression {
    try parseOperators(atLeast: .pipe)
  }

  /// Reads an expression that a word or sign on the same line requires.
  ///
  /// - Parameter expected: What is missing when the line ends first.
  mutating func parseOperand(_ expected: String) throws(ParseFailure) -> Expression {
    guard startsOperand(current), !isAtLineEnd || previous?.kind.expectsMore == true else {
      throw operandMissing(expected)
    }
    return try parseExpression()
  }

  /// Reads operators that bind at least as tightly as `minimum`, and their operands.
  ///
  ///     or = and ("||" and)*                    and = comparison ("&&" comparison)*
  ///     comparison = coalesce (comparator coalesce | ("is" | "!is") type)?
  ///     coalesce = range ("??" (coalesce | jump))?       range = sum (("..<" | "...") sum)?
  ///     sum = product (("+" | "-") product)*    product = prefix (("*" | "/" | "%") prefix)*
  mutating func parseOperators(atLeast minimum: Precedence) throws(ParseFailure) -> Expression {
    let outerHeight = height
    height = 0
    defer { height = max(outerHeight, height) }
    var left = try parsePrefix()
    var last = Precedence.prefix
    while let precedence = infixPrecedence, precedence >= minimum {
      if precedence == last, precedence == .comparison { report(chainedComparison(left)) }
      if precedence == last, precedence == .range { report(chainedRange()) }
      last = precedence
      left = try parseInfix(precedence, after: left)
      try addLink()
    }
    return left
  }

  /// How tightly the operator at the current token binds; nil if the expression ends here.
  private var infixPrecedence: Precedence? {
    if context.lineEndsMatter, current.isFirstOnLine, !current.kind.continuesLine { return nil }
    switch current.kind {
    case .pipe: return .pipe
    case .orOr: return .or
    case .andAnd: return .and
    case .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .notIn, .is,
      .notIs:
      return .comparison
    case .coalesce: return .coalesce
    case .halfOpenRange, .ellipsis: return .range
    case .plus, .minus: return .sum
    case .star, .slash, .percent: return .product
    default: return nil
    }
  }

  private mutating func parseInfix(
    _ precedence: Precedence, after left: Expression
  ) throws(ParseFailure) -> Expression {
    if at(.minus) || at(.ellipsis) { checkLineStart() }
    switch current.kind {
    case .pipe: return try parsePipe(from: left)
    case .is, .notIs: return try parseTypeTest(left)
    case .coalesce: return try parseCoalesce(left)
    case .halfOpenRange, .ellipsis: return try parseRange(from: left)
    default:
      let sign = advance()
      let right = try parseRight(of: sign, atLeast: precedence.tighter)
      return binary(left, sign, right)
    }
  }

  private mutating func parseRight(
    of sign: Token, atLeast precedence: Precedence
  ) throws(ParseFailure) -> Expression {
    guard startsOperand(current) else {
      throw operandMissing("a value after `\(sign.kind.rawValue)`")
    }
    return try parseOperators(atLeast: precedence)
  }

  private func binary(_ left: Expression, _ sign: Token, _ right: Expression) -> Expression {
    guard let operation = BinaryOperator(rawValue: sign.kind.rawValue) else { return left }
    return Expression(
      .binary(left, operation, range(sign), right), at: left.range.through(right.range))
  }

  /// coalesce = range ("??" (coalesce | jump))?, read in a loop so that a long chain costs no stack
  private mutating func parseCoalesce(_ first: Expression) throws(ParseFailure) -> Expression {
    var operands = [first]
    var signs: [Token] = []
    while at(.coalesce) {
      let sign = advance()
      signs.append(sign)
      if current.kind.isJump {
        operands.append(try parseJumpAsValue())
        break
      }
      operands.append(try parseRight(of: sign, atLeast: .range))
      try addLink()
    }
    guard var right = operands.popLast() else { return first }
    for (left, sign) in zip(operands, signs).reversed() { right = binary(left, sign, right) }
    return right
  }

  /// A jump after `??`, which is a block of this one statement.
  private mutating func parseJumpAsValue() throws(ParseFailure) -> Expression {
    let start = current.start
    let jump = Statement(try parseJump(), at: range(from: start))
    return Expression(
      .block(Block(statements: [jump], range: jump.range)), at: jump.range)
  }

  /// type-test = coalesce ("is" | "!is") type
  private mutating func parseTypeTest(_ value: Expression) throws(ParseFailure) -> Expression {
    let isNegated = advance().kind == .notIs
    if let mistake = foreignTypeTest(isNegated: isNegated) { throw failure(mistake) }
    let type = try parseTypeExpression()
    return Expression(
      .typeTest(value, type, isNegated: isNegated), at: value.range.through(type.range))
  }

  /// range = sum (("..<" | "...") sum?)?
  private mutating func parseRange(from lower: Expression) throws(ParseFailure) -> Expression {
    let sign = advance()
    if context.allowsOpenRange, at(.rightBracket) {
      return Expression(
        .range(lower, nil, isClosed: sign.kind == .ellipsis), at: range(from: lower.range.start))
    }
    let upper = try parseRight(of: sign, atLeast: .sum)
    return Expression(
      .range(lower, upper, isClosed: sign.kind == .ellipsis), at: lower.range.through(upper.range))
  }

  /// callee = name ("." word)* ("(" arguments ")")? | "." word "(" arguments ")" | "(" expression ")"
  private mutating func parsePipe(from value: Expression) throws(ParseFailure) -> Expression {
    advance()
    if at(.dot) { return try parsePipedMethod(of: value) }
    if at(.leftParen), !isAtLambda {
      let callee = try parseParenthesized()
      try rejectPostfixAfterPipe()
      return Expression(.pipe(value, into: callee, []), at: range(from: value.range.start))
    }
    guard at(.identifier), !isAtLambda else { throw pipeMistake() }
    let name = makeName(advance())
    var callee = Expression(.name(name), at: name.range)
    while at(.dot) {
      advance()
      let member = try parseWord("a member name after `.`")
      callee = Expression(
        .member(callee, member, isOptional: false), at: callee.range.through(member.range))
      try addLink()
    }
    var arguments: [Argument] = []
    if at(.leftParen), !isAtLineEnd {
      checkLineStart()
      arguments = try parseArguments()
    }
    try rejectPostfixAfterPipe()
    return Expression(
      .pipe(value, into: callee, arguments), at: range(from: value.range.start))
  }

  /// `xs |> .sort()` is `xs.sort()`, whatever `xs` is made of.
  private mutating func parsePipedMethod(of value: Expression) throws(ParseFailure) -> Expression {
    advance()
    let member = try parseWord("a method after `.`")
    let callee = Expression(
      .member(value, member, isOptional: false), at: range(from: value.range.start))
    try addLink()
    guard at(.leftParen), !isAtLineEnd else { throw failure(pipedProperty(member)) }
    let arguments = try parseArguments()
    try rejectPostfixAfterPipe()
    return Expression(.call(callee, arguments), at: range(from: value.range.start))
  }

  /// prefix = ("-" | "!" | "try?") prefix | postfix
  mutating func parsePrefix() throws(ParseFailure) -> Expression {
    guard at(.minus) || at(.not) || at(.tryOptional) else { return try parsePostfix() }
    let outer = try enter(context)
    defer { leave(outer) }
    if let mistake = decrement() { throw failure(mistake) }
    let sign = advance()
    guard startsOperand(current) else {
      throw operandMissing("a value after `\(sign.kind.rawValue)`")
    }
    let value = try parsePrefix()
    let kind: Expression.Kind =
      switch sign.kind {
      case .minus: .unary(.negate, value)
      case .not: .unary(.not, value)
      default: .tryOptional(value)
      }
    return Expression(kind, at: range(sign).through(value.range))
  }
}
