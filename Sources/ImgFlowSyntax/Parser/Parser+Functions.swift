// Functions, lambdas, their parameters and bodies.
extension Parser {
  /// function = "fn" name "(" parameters ")" ("->" type)? (block | "=>" arrow-body)
  mutating func parseFunction() throws(ParseFailure) -> Function {
    let start = advance()
    let name = try parseName("a name after `fn`")
    guard at(.leftParen), !isAtLineEnd else {
      throw unexpected(
        "`(` after the function's name", help: "write `fn \(name.text)() { … }`")
    }
    let parameters = try parseParameterList()
    let result = try accept(.arrow) == nil ? nil : parseTypeExpression()
    let body = try parseFunctionBody(name)
    return Function(
      name: name, parameters: parameters, result: result, body: body,
      range: range(from: start.start), id: makeID())
  }

  private mutating func parseFunctionBody(_ name: Name) throws(ParseFailure) -> Block {
    if at(.fatArrow), !isAtLineEnd {
      advance()
      return try parseArrowBody()
    }
    guard at(.leftBrace) else {
      throw unexpected("`{` or `=>` before the body of `\(name.text)`", help: bodyHelp())
    }
    return try parseBlock("before the body of `\(name.text)`")
  }

  /// parameters = "(" (parameter ("," parameter)* ","?)? ")"
  mutating func parseParameterList() throws(ParseFailure) -> [Parameter] {
    var parameters: [Parameter] = []
    try parseList(orClose: "`,` or `)` after a parameter") { parser throws(ParseFailure) in
      if let last = parameters.last, last.isRest { parser.report(.restNotLast(last.range)) }
      parameters.append(try parser.parseParameter())
    }
    return parameters
  }

  /// parameter = "..."? binding-pattern (":" type)? ("=" expression)?
  mutating func parseParameter() throws(ParseFailure) -> Parameter {
    let start = current.start
    let isRest = accept(.ellipsis) != nil
    let pattern = try parseBindingPattern("the name of a parameter")
    let type = try accept(.colon) == nil ? nil : parseTypeExpression()
    let value = try accept(.equal) == nil ? nil : parseValue("a value after `=`")
    if isRest, let value { report(.restWithDefault(value.range)) }
    return Parameter(
      pattern: pattern, type: type, defaultValue: value, isRest: isRest, range: range(from: start))
  }

  // MARK: - Lambdas

  /// Whether a lambda begins here: `name =>` or `( … ) =>`.
  var isAtLambda: Bool {
    guard context.allowsLambda else { return false }
    if at(.leftParen) { return tokenAfterBrackets(at: index)?.kind == .fatArrow }
    return peek().kind == .fatArrow
  }

  /// lambda = (name | "(" parameters ")") "=>" arrow-body
  mutating func parseLambda() throws(ParseFailure) -> Expression {
    let outer = try enter(context)
    defer { leave(outer) }
    let start = current.start
    let parameters = try at(.leftParen) ? parseParameterList() : [parseParameter()]
    try expect(.fatArrow, "after the parameters")
    let body = try parseArrowBody()
    let range = range(from: start)
    let function = Function(
      name: nil, parameters: parameters, result: nil, body: body, range: range, id: makeID())
    return Expression(.function(function), at: range)
  }

  /// arrow-body = block | expression | assignment | jump
  ///
  /// What follows `=>` in a function, a lambda or an arm of a `match`.
  mutating func parseArrowBody() throws(ParseFailure) -> Block {
    let start = current.start
    let kind: Statement.Kind
    if current.kind.isJump {
      kind = try parseJump()
    } else {
      guard startsOperand(current) else { throw operandMissing("a value after `=>`") }
      if let mistake = ambiguousBraces() { report(mistake) }
      kind = try parseExpressionOrAssignment()
    }
    if case .expression(let value) = kind, case .block(let block) = value.kind { return block }
    let range = range(from: start)
    return Block(statements: [Statement(kind, at: range)], range: range)
  }
}
