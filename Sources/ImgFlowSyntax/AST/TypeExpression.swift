/// A type annotation: `int`, `T?`, `[T]`, `{name: T, other?: T}`, `"a" | "b"`, `int(1...100)`.
public struct TypeExpression: Sendable {
  public let kind: Kind
  public let range: SourceRange

  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public indirect enum Kind: Sendable {
    /// `int`, `expoze.Job`: one or more names joined by dots.
    case named([Name])
    /// `int(1...100)`, `float(0...1)`, `[T](1...)`: the type and the bounds of its value or length.
    case bounded(TypeExpression, lower: Expression?, upper: Expression?, isClosed: Bool)
    case optional(TypeExpression)
    case list(TypeExpression)
    /// `{name: T, other?: T, ...}`; open objects have further fields.
    case object([Field], isOpen: Bool)
    /// `"a"`, `200`.
    case literal(Expression)
    /// `A | B`.
    case union([TypeExpression])
  }

  public struct Field: Sendable {
    public let name: Name
    public let type: TypeExpression
    /// `name?: T`: the field may be absent.
    public let isOptional: Bool
    public let documentation: String?

    public init(name: Name, type: TypeExpression, isOptional: Bool, documentation: String? = nil) {
      self.name = name
      self.type = type
      self.isOptional = isOptional
      self.documentation = documentation
    }
  }
}
