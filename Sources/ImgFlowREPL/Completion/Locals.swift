import ImgFlowSyntax

/// The names that a statement has declared before the cursor, in blocks that are still open.
///
/// The tokens suffice: what comes after `let`, `for`, `fn` and `catch`, and before `=>`.
struct Locals {
  /// Where a name has its value from.
  enum Origin {
    case value(Chain)
    /// An item of what the chain gives.
    case element(Chain)
    case field(Chain, String)
    case error
    case unknown
  }

  /// The names with their origins, the one declared last at the end.
  private(set) var names: [(name: String, origin: Origin)] = []
  private let context: CursorContext

  init(_ context: CursorContext) {
    self.context = context
    for (index, token) in context.tokens.enumerated() where isVisible(index) {
      switch token.kind {
      case .let, .var:
        declareVariable(at: index + 1, isCondition: context.kind(at: index - 1) == .if)
      case .for: declareLoop(at: index + 1)
      case .fn: declareParameters(at: index + (context.kind(at: index + 1) == .identifier ? 2 : 1))
      case .catch: if let name = context.word(at: index + 1) { names.append((name, .error)) }
      case .fatArrow: declareLambda(before: index)
      default: break
      }
    }
  }

  func origin(of name: String) -> Origin? { names.last { $0.name == name }?.origin }

  /// Whether the block that contains a token is still open.
  private func isVisible(_ index: Int) -> Bool {
    context.opener(of: index).map(context.openers.contains) ?? true
  }

  /// - Parameter isCondition: whether it is `if let`, whose block follows.
  private mutating func declareVariable(at index: Int, isCondition: Bool) {
    let isPattern = [.leftBrace, .leftBracket].contains(context.kind(at: index))
    guard let last = isPattern ? context.closer(of: index) : index,
      let sign = ((last + 1)..<max(last + 1, context.tokens.count)).first(where: {
        context.kind(at: $0) == .equal
      }), let end = endOfExpression(from: sign + 1, stopsAtBrace: isCondition)
    else { return }
    let chain = chain(from: sign + 1, to: end)
    for (name, key) in patternNames(in: index..<(last + 1)) {
      if isPattern {
        let isField = context.kind(at: index) == .leftBrace
        names.append((name, isField ? chain.map { .field($0, key) } ?? .unknown : .unknown))
      } else {
        names.append((name, chain.map(Origin.value) ?? .unknown))
      }
    }
  }

  private mutating func declareLoop(at index: Int) {
    guard
      let sign = (index..<max(index, context.tokens.count)).first(where: {
        context.kind(at: $0) == .in
      })
    else { return }
    let chain = endOfExpression(from: sign + 1, stopsAtBrace: true)
      .flatMap { self.chain(from: sign + 1, to: $0) }
    let isSingle = sign == index + 1
    names += patternNames(in: index..<sign).map { name, _ in
      (name, isSingle ? chain.map(Origin.element) ?? .unknown : .unknown)
    }
  }

  /// The index after the expression that begins at `start`; nil if it goes on up to the cursor, where the
  /// names that it is for do not exist yet.
  private func endOfExpression(from start: Int, stopsAtBrace: Bool) -> Int? {
    var index = start
    while index < context.tokens.count {
      let token = context.tokens[index]
      let beginsNew = token.isFirstOnLine && !token.continuesChain || token.kind == .semicolon
      if index > start, beginsNew || token.kind.isCloser { return index }
      if index > start, stopsAtBrace, token.kind == .leftBrace { return index }
      if token.kind.closer != nil {
        guard let closer = context.closer(of: index) else { return nil }
        index = closer
      }
      index += 1
    }
    return index > start && context.startsLine ? index : nil
  }

  /// The chain that all of the tokens from `start` to `end` are; nil if they are something else.
  private func chain(from start: Int, to end: Int) -> Chain? {
    context.chain(endingAt: end - 1).flatMap { $0.start == start ? $0 : nil }
  }

  /// The names of a pattern with the keys that they stand for: `a`, `b: c`, `...rest`.
  private func patternNames(in range: Range<Int>) -> [(name: String, key: String)] {
    range.compactMap { index in
      guard let name = context.word(at: index), context.tokens[index].kind == .identifier,
        context.kind(at: index + 1) != .colon
      else { return nil }
      let key = context.kind(at: index - 1) == .colon ? context.word(at: index - 2) : nil
      return (name, key ?? name)
    }
  }

  /// The parameters between brackets.
  private mutating func declareParameters(at opener: Int) {
    guard context.kind(at: opener) == .leftParen, let end = context.closer(of: opener) else {
      return
    }
    for index in (opener + 1)..<end {
      guard context.kind(at: index) == .identifier, context.opener(of: index) == opener,
        [.leftParen, .comma, .ellipsis].contains(context.kind(at: index - 1))
      else { continue }
      names.append((context.text(of: context.tokens[index]), .unknown))
    }
  }

  private mutating func declareLambda(before arrow: Int) {
    if context.kind(at: arrow - 1) == .rightParen {
      guard let opener = context.opener(of: arrow - 1) else { return }
      return declareParameters(at: opener)
    }
    guard context.kind(at: arrow - 1) == .identifier, let name = context.word(at: arrow - 1) else {
      return
    }
    // `rows.map(row => row.…`: what the method is called on has such items.
    guard context.kind(at: arrow - 2) == .leftParen,
      let call = context.chain(endingAt: arrow - 3), case .member? = call.steps.last
    else { return names.append((name, .unknown)) }
    let receiver = Chain(root: call.root, steps: call.steps.dropLast(), start: call.start)
    names.append((name, .element(receiver)))
  }
}

extension Token {
  /// Whether the chain of the line before goes on with it.
  fileprivate var continuesChain: Bool { kind == .dot || kind == .questionDot || kind == .pipe }
}
