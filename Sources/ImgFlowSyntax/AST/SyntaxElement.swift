/// A part of a syntax tree that has parts of its own, for whatever walks over a tree.
///
/// `children` is the one list of what contains what. A walk handles the elements that concern it and
/// continues with the children of all others, so that it cannot miss a place; the switches there have no
/// `default`, so that a new construct cannot be left out.
package enum SyntaxElement: Sendable {
  case statement(Statement)
  case block(Block)
  case expression(Expression)
  case pattern(Pattern)
  /// A function with its parameters; also a vendor's.
  case function(Function)
  /// What runs as a separate function for every item of a `parallel`: its head's pattern and its body.
  case parallelBody(Parallel)

  /// The elements in this one, in the order of the source, without the elements in those.
  ///
  /// Types hold only constants, and the clauses of a vendor's declaration are not part of a script; they are
  /// left out, except for a vendor's functions.
  package var children: [SyntaxElement] {
    switch self {
    case .statement(let statement): statement.children
    case .block(let block): block.statements.map(SyntaxElement.statement)
    case .expression(let expression): expression.children
    case .pattern(let pattern): pattern.children
    case .function(let function): function.children
    case .parallelBody(let construct): [.pattern(construct.head.pattern), .block(construct.body)]
    }
  }

  /// Whether this element, or one in it, satisfies the condition; `entering` says which elements to look into.
  package func contains(
    where isWanted: (SyntaxElement) -> Bool, entering: (SyntaxElement) -> Bool
  ) -> Bool {
    if isWanted(self) { return true }
    guard entering(self) else { return false }
    return children.contains { $0.contains(where: isWanted, entering: entering) }
  }
}

extension Statement {
  fileprivate var children: [SyntaxElement] {
    switch kind {
    case .expression(let value), .throwError(let value): [.expression(value)]
    case .assertion(let condition, let message):
      [.expression(condition)] + (message.map { [.expression($0)] } ?? [])
    case .variable(let pattern, _, let value, _): [.pattern(pattern), .expression(value)]
    case .function(let function): [.function(function)]
    case .assignment(let place, _, let value): [.expression(place), .expression(value)]
    case .patternAssignment(let pattern, let value): [.pattern(pattern), .expression(value)]
    case .forIn(let head, let body):
      [.pattern(head.pattern), .expression(head.sequence), .block(body)]
    case .whileLoop(let condition, let body, _): [.expression(condition), .block(body)]
    case .returnValue(let value): value.map { [.expression($0)] } ?? []
    case .deferBlock(let body), .test(_, let body): [.block(body)]
    case .parameter(let parameter): parameter.defaultValue.map { [.expression($0)] } ?? []
    case .vendor(let declaration):
      declaration.clauses.compactMap { clause in
        if case .function(let function) = clause.kind { .function(function) } else { nil }
      }
    case .breakLoop, .continueLoop, .importModule, .useVendor, .permit, .type: []
    }
  }
}

extension Expression {
  fileprivate var children: [SyntaxElement] {
    switch kind {
    case .null, .bool, .integer, .float, .duration, .string, .name: []
    case .interpolation(let parts): parts.compactMap(\.value).map(SyntaxElement.expression)
    case .list(let elements): elements.map { .expression($0.value) }
    case .object(let entries): entries.flatMap(\.values).map(SyntaxElement.expression)
    case .member(let base, _, _): [.expression(base)]
    case .index(let base, let index, _): [.expression(base), .expression(index)]
    case .call(let callee, let arguments): [.expression(callee)] + arguments.elements
    case .chain(let inner), .unary(_, let inner), .typeTest(let inner, _, _),
      .tryOptional(let inner):
      [.expression(inner)]
    case .binary(let left, _, _, let right): [.expression(left), .expression(right)]
    case .range(let lower, let upper, _):
      [lower, upper].compactMap { $0 }.map(SyntaxElement.expression)
    case .pipe(let value, let callee, let arguments):
      [.expression(value), .expression(callee)] + arguments.elements
    case .function(let function): [.function(function)]
    case .block(let block): [.block(block)]
    case .ifElse(let construct):
      [.expression(construct.condition)] + (construct.binding.map { [.pattern($0)] } ?? [])
        + [.block(construct.then)]
        + (construct.otherwise.map { [.block($0)] } ?? [])
    case .match(let construct):
      [.expression(construct.subject)]
        + construct.arms.flatMap { Self.arm($0.pattern, $0.condition, $0.body) }
    case .tryCatch(let construct):
      [.block(construct.body)]
        + construct.catches.flatMap { Self.arm($0.pattern, $0.condition, $0.body) }
    case .parallel(let construct):
      construct.arguments.elements
        + [.expression(construct.head.sequence), .parallelBody(construct)]
    case .guarded(let construct): construct.arguments.elements + [.block(construct.body)]
    }
  }

  private static func arm(
    _ pattern: Pattern?, _ condition: Expression?, _ body: Block
  ) -> [SyntaxElement] {
    (pattern.map { [.pattern($0)] } ?? []) + (condition.map { [.expression($0)] } ?? [])
      + [.block(body)]
  }
}

extension Expression.StringPart {
  fileprivate var value: Expression? {
    switch self {
    case .text: nil
    case .expression(let value): value
    }
  }
}

extension Expression.ListElement {
  fileprivate var value: Expression {
    switch self {
    case .item(let value), .spread(let value): value
    }
  }
}

extension Expression.ObjectEntry {
  fileprivate var values: [Expression] {
    switch self {
    case .pair(_, let value), .spread(let value): [value]
    case .computed(let key, let value): [key, value]
    case .shorthand: []
    }
  }
}

extension [Argument] {
  fileprivate var elements: [SyntaxElement] { map { .expression($0.value) } }
}

extension Pattern {
  fileprivate var children: [SyntaxElement] {
    switch kind {
    case .wildcard, .binding, .type: []
    case .literal(let value), .place(let value): [.expression(value)]
    case .range(let lower, let upper, _): [.expression(lower), .expression(upper)]
    case .alternatives(let patterns): patterns.map(SyntaxElement.pattern)
    case .object(let fields, let rest):
      fields.flatMap { Self.part($0.pattern, $0.defaultValue) } + Self.target(of: rest)
    case .list(let elements, let rest, let after):
      elements.flatMap { Self.part($0.pattern, $0.defaultValue) } + Self.target(of: rest)
        + after.flatMap { Self.part($0.pattern, $0.defaultValue) }
    }
  }

  private static func part(_ pattern: Pattern, _ defaultValue: Expression?) -> [SyntaxElement] {
    [.pattern(pattern)] + (defaultValue.map { [.expression($0)] } ?? [])
  }

  private static func target(of rest: Rest?) -> [SyntaxElement] {
    rest?.target.map { [.pattern($0)] } ?? []
  }
}

extension Function {
  fileprivate var children: [SyntaxElement] {
    parameters.flatMap { parameter -> [SyntaxElement] in
      [.pattern(parameter.pattern)] + (parameter.defaultValue.map { [.expression($0)] } ?? [])
    } + [.block(body)]
  }
}
