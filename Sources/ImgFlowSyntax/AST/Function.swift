/// A function with its parameters and body: a `fn` declaration or a lambda.
package struct Function: Sendable {
  /// The declared name; nil for a lambda.
  package let name: Name?
  package let parameters: [Parameter]
  package let result: TypeExpression?
  /// `=> e` is a block of one expression statement.
  package let body: Block
  package let range: SourceRange
  package let id: NodeID

  package init(
    name: Name?, parameters: [Parameter], result: TypeExpression?, body: Block, range: SourceRange,
    id: NodeID
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.body = body
    self.range = range
    self.id = id
  }
}

/// `a`, `b: int = 2`, `{id, name}`, `...rest`.
package struct Parameter: Sendable {
  package let pattern: Pattern
  package let type: TypeExpression?
  package let defaultValue: Expression?
  package let isRest: Bool
  package let range: SourceRange

  package init(
    pattern: Pattern, type: TypeExpression?, defaultValue: Expression?, isRest: Bool,
    range: SourceRange
  ) {
    self.pattern = pattern
    self.type = type
    self.defaultValue = defaultValue
    self.isRest = isRest
    self.range = range
  }
}
