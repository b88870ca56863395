// What is wrong with declarations, assignments and constructs, and what to write instead.
extension Parser {
  // MARK: - Assignment

  /// What is wrong with the left side of an assignment; nil for a variable or a place in one.
  func assignmentMistake(_ place: Expression) -> Diagnostic? {
    var root = place
    while true {
      switch root.kind {
      case .name: return nil
      case .member(let base, _, isOptional: false), .index(let base, _, isOptional: false):
        root = base
      default: return badTarget(place, root)
      }
    }
  }

  private func badTarget(_ place: Expression, _ root: Expression) -> Diagnostic {
    let (what, help): (String, String) =
      switch root.kind {
      case .call: ("the result of a call", "keep it in a `var` first")
      case .chain: ("a place after `?.`", "test it first, then write `.` or `[ ]`")
      case .list, .object:
        (
          "a list or object literal",
          "`[a, b] = …` assigns to several variables, `let` declares new ones"
        )
      case .binary, .unary, .typeTest: ("the result of an operator", "compare with `==`")
      case .null, .bool, .integer, .float, .duration, .string, .interpolation:
        ("a literal", "compare with `==`")
      case .name, .member, .index, .range, .pipe, .function, .block, .ifElse, .match, .tryCatch,
        .tryOptional, .parallel, .guarded:
        ("this", "assign to a `var`, or to a field or item in one")
      }
    return Diagnostic(
      .badAssignmentTarget, "\(what) cannot be assigned to", at: place.range, help: help)
  }

  func assignmentInCondition(_ condition: Expression) -> Diagnostic {
    Diagnostic(
      .assignmentAsValue, "`=` assigns and has no value", at: range(current),
      help: "write `==` to compare")
  }

  func assignmentAsValue() -> Diagnostic {
    Diagnostic(
      .assignmentAsValue, "`=` assigns and has no value", at: range(current),
      help: "write `==` to compare, or assign in a separate statement")
  }

  func argumentWithEqual() -> Diagnostic {
    Diagnostic(
      .badArguments, "a named argument is written with `:`", at: range(peek()),
      help: "write `\(text(current)): …`")
  }

  func positionalAfterNamed() -> Diagnostic {
    Diagnostic(
      .badArguments, "a positional argument cannot follow a named one", at: range(current),
      help: "name it too, or move it to the front")
  }

  /// - Parameter opener: the index of the parenthesis before it.
  func tuple(after opener: Int) -> Diagnostic {
    let isAssertion = opener > 0 && tokens[opener - 1].kind == .assert
    return
      Diagnostic(
        .unexpectedToken, "expected `)`, found `,`", at: range(current),
        help: isAssertion
          ? "write `assert condition, \"message\"`, without parentheses"
          : "put several values in a list: `[a, b]`")
  }

  // MARK: - Pipes

  /// Reports what comes after `|>` and is not the name of a function; to be thrown.
  mutating func pipeMistake() -> ParseFailure {
    guard startsOperand(current) else { return operandMissing("a function after `|>`") }
    return failure(
      Diagnostic(
        .badPipe, "`|>` needs a function", at: range(current),
        help: isAtLambda
          ? "put the lambda in parentheses: `x |> (y => …)`"
          : "write `x |> f`, `x |> module.f(y)`, `x |> .method()` or `x |> (y => …)`"))
  }

  func pipedProperty(_ member: Name) -> Diagnostic {
    Diagnostic(
      .badPipe, "`|> .\(member.text)` needs the arguments of the method", at: member.range,
      help: "write `x |> .\(member.text)()`; a property is read with `(x).\(member.text)`")
  }

  mutating func rejectPostfixAfterPipe() throws(ParseFailure) {
    let isPostfix =
      [.dot, .questionDot].contains(current.kind)
      || [.leftParen, .leftBracket, .questionBracket].contains(current.kind) && !isAtLineEnd
    guard isPostfix else { return }
    throw failure(
      Diagnostic(
        .badPipe, "`|>` ends at the function's arguments", at: range(current),
        help: "put the pipe in parentheses: `(x |> f(y)).name`"))
  }

  // MARK: - Declarations

  func missingInitializer(_ keyword: Token, _ pattern: Pattern) -> Diagnostic {
    let word = keyword.kind.rawValue
    if at(.colon) || isAtLineEnd || current.kind.isCloser || at(.semicolon) {
      return Diagnostic(
        .missingInitializer, "this `\(word)` has no value", at: pattern.range,
        help: "write `\(word) \(pattern.range.text) = …`, with `null` if you do not have one yet")
    }
    return Diagnostic(
      .unexpectedToken, "expected `=` after the name, found \(describe(current))",
      at: range(current),
      help: at(.comma)
        ? "declare them one by one, or write `\(word) [a, b] = …`" : foreignTypeHelp())
  }

  func importMistake() -> Diagnostic {
    Diagnostic(
      .badImport, "`import` needs the path of a module, a string", at: range(current),
      help: "write `import \"std/csv\" as csv` or `import {mean} from \"std/math\"`")
  }

  func importWithoutName(_ path: String, _ range: SourceRange) -> Diagnostic {
    let file = path.split(separator: "/").last ?? "module"
    let name = file.split(separator: ".").first ?? "module"
    return Diagnostic(
      .badImport, "this import has no name", at: range,
      help: "write `import \"\(path)\" as \(name)`")
  }

  func importOfNothing() -> Diagnostic {
    Diagnostic(
      .badImport, "this import has no names", at: range(current),
      help: "write `import {name} from …`, or `import … as _name` only to run the module")
  }

  // MARK: - Constructs

  func loopInParentheses() -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "expected a name after `for`, found `(`", at: range(current),
      help: "write `for x in xs { … }`, or `for i in 0..<n { … }` to count")
  }

  func catchInParentheses() -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "expected a name or `{` after `catch`, found `(`", at: range(current),
      help: "write `catch e { … }`")
  }

  func tryWithoutBlock(_ start: Token) -> Diagnostic {
    Diagnostic(
      .incompleteConstruct, "`try` needs a block", at: range(start),
      help: "write `try { … } catch e { … }`, or `try? …` for null on an error")
  }

  /// Reports a `try` without `catch`, which further lines may still bring; to be thrown.
  mutating func tryWithoutCatch(_ start: Token) -> ParseFailure {
    if let mistake = foreignInfix() { return failure(mistake) }
    if at(.endOfFile), diagnostics.isEmpty { needsMore = true }
    return failure(
      Diagnostic(
        .incompleteConstruct, "this `try` has no `catch`", at: range(start),
        help: "add `catch e { … }`, or write `try? …` for null on an error"))
  }

  func armHelp() -> String? {
    if at(.comma) { return "join alternatives with `|`: `1 | 2 => …`" }
    return at(.colon) || at(.arrow) ? "an arm of `match` is `pattern => value`" : nil
  }

  /// What to write where a block is missing.
  func blockHelp() -> String? {
    at(.colon) || at(.fatArrow) || startsOperand(current) && !isAtLineEnd
      ? "put the block in braces: `{ … }`" : nil
  }

  /// What to write where the body of a function is missing.
  func bodyHelp() -> String? {
    switch current.kind {
    case .colon: "the type of the result comes after `->`: `fn f(x) -> int { … }`"
    default: "write `=> value` or `{ … }`; the type of the result comes after `->`"
    }
  }

  /// `=> {name}` could be meant as a block.
  func ambiguousBraces() -> Diagnostic? {
    guard at(.leftBrace), peek().kind == .identifier, peek(2).kind == .rightBrace else {
      return nil
    }
    let name = text(peek())
    return Diagnostic(
      .ambiguousBraces, "`=> {\(name)}` could be a block or an object",
      at: range(current).through(range(peek(2))),
      help: "write `{\(name): \(name)}` for an object, or drop the braces")
  }

  /// Reports something in an object that is not an entry; to be thrown.
  mutating func entryMistake() -> ParseFailure {
    let help: String? =
      switch current.kind {
      case .number: "keys are words or strings: write `\"\(text(current))\": …`"
      case .leftBracket: "write a computed key as a string: `\"\\(\(computedKey))\": …`"
      default: nil
      }
    return unexpected("a key", help: help)
  }

  /// What is between the brackets here.
  private var computedKey: String {
    let next = peek()
    return next.kind == .identifier && peek(2).kind == .rightBracket ? text(next) : "key"
  }

  // MARK: - Patterns

  func literalInBinding(_ expected: String) -> Diagnostic {
    Diagnostic(
      .badPattern, "expected \(expected), found \(describe(current))", at: range(current),
      help: "values are compared in `match`, not here")
  }

  func valueInPattern(_ name: Name) -> Diagnostic {
    Diagnostic(
      .badPattern, "a pattern cannot compute a value", at: name.range,
      help: "bind it and compare in a guard: `x if x == \(name.text)…`")
  }

  func elseInPattern() -> Diagnostic {
    Diagnostic(
      .keywordAsName, "`else` is a keyword and cannot be a pattern", at: range(current),
      help: "write `_ => …` for all other values")
  }

  /// What is wrong with alternatives of which one binds a name that another does not.
  static func unevenNames(_ alternatives: [Pattern]) -> Diagnostic? {
    let bound = alternatives.map(\.boundNames)
    let uneven = bound.joined().first { name in
      !bound.allSatisfy { names in names.contains { $0.text == name.text } }
    }
    return uneven.map { name in
      Diagnostic(
        .badPattern, "`\(name.text)` is not bound by every alternative", at: name.range,
        help: "bind the same names on both sides of `|`, or write an arm for each side")
    }
  }
}

extension Diagnostic {
  static func repeatedKey(_ key: Name, earlier: SourceRange) -> Diagnostic {
    Diagnostic(
      .repeatedKey, "the key `\(key.text)` is written twice", at: key.range,
      labels: [Label(earlier, "first here")], help: "remove one of them")
  }

  static func elseMustLeave(_ block: Block) -> Diagnostic {
    Diagnostic(
      .elseMustLeave, "the `else` of a `let` must leave the block that the `let` is in",
      at: block.range,
      help: "end it with `return`, `throw`, `break` or `continue`; `??` gives another value")
  }

  static func restNotLast(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badParameters, "`\(range.text)` takes all that is left, so it must be last", at: range,
      help: "move it to the end")
  }

  static func secondRest(_ range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .badPattern, "a list pattern has at most one `...`", at: range,
      labels: [Label(first, "first here")])
  }

  static func restWithDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badParameters, "a rest parameter has no default", at: range,
      help: "without further arguments it is an empty list")
  }

  static func doubledOptional(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badType, "the type is marked as optional twice", at: range, help: "write one `?`")
  }
}
