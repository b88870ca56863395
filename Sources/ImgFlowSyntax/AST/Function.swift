/// A function with its parameters and body: a `fn` declaration or a lambda.
public struct Function: Sendable {
  /// The declared name; nil for a lambda.
  public let name: Name?
  public let parameters: [Parameter]
  public let result: TypeExpression?
  /// `=> e` is a block of one expression statement.
  public let body: Block
  public let range: SourceRange
  public let id: NodeID

  public init(
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
public struct Parameter: Sendable {
  public let pattern: Pattern
  public let type: TypeExpression?
  public let defaultValue: Expression?
  public let isRest: Bool
  public let range: SourceRange

  public init(
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
