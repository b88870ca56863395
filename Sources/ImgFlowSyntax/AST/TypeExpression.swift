/// A type annotation: `int`, `T?`, `[T]`, `{name: T, other?: T}`, `"a" | "b"`, `int(1...100)`.
package struct TypeExpression: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// `int`, `expoze.Job`: one or more names joined by dots.
    case named([Name])
    /// `int(1...100)`, `float(0...1)`, `[T](1...)`: the type and the bounds of its value or length.
    case bounded(TypeExpression, lower: Expression?, upper: Expression?, isClosed: Bool)
    case optional(TypeExpression)
    case list(TypeExpression)
    /// `{string: T}`: an object with any keys.
    case map(TypeExpression)
    /// `{name: T, other?: T, ...}`; open objects have further fields.
    case object([Field], isOpen: Bool)
    /// `"a"`, `200`.
    case literal(Expression)
    /// `A | B`.
    case union([TypeExpression])
  }

  /// The type and all types that it is made of.
  package var parts: [TypeExpression] {
    switch kind {
    case .named, .literal: [self]
    case .bounded(let inner, _, _, _), .optional(let inner), .list(let inner), .map(let inner):
      [self] + inner.parts
    case .object(let fields, _): [self] + fields.flatMap(\.type.parts)
    case .union(let members): [self] + members.flatMap(\.parts)
    }
  }

  package struct Field: Sendable {
    package let name: Name
    package let type: TypeExpression
    /// `name?: T`: the field may be absent.
    package let isOptional: Bool
    package let documentation: String?

    package init(name: Name, type: TypeExpression, isOptional: Bool, documentation: String? = nil) {
      self.name = name
      self.type = type
      self.isOptional = isOptional
      self.documentation = documentation
    }
  }
}
