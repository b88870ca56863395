import ImgFlowSyntax

/// Makes a `Type` of one that is written in a source. A type that conforms determines what names mean, and what
/// is done about those that mean nothing.
package protocol TypeBuilder {
  /// The type of a name that is no scalar: `expoze.Job`, or a type that a vendor declares.
  mutating func type(named names: [Name], in expression: TypeExpression) -> Type
  /// The value of a bound or a literal.
  mutating func constant(_ expression: Expression) -> Value?
}

extension TypeBuilder {
  /// The type that an annotation means.
  package mutating func type(_ expression: TypeExpression) -> Type {
    switch expression.kind {
    case .named(let names):
      if names.count == 1 {
        if names[0].text == "any" { return .any }
        if let scalar = ScalarType(rawValue: names[0].text) { return Type(.scalar(scalar)) }
      }
      return type(named: names, in: expression)
    case .bounded(let inner, let lower, let upper, let isClosed):
      let bounds = Bounds(
        lower: lower.flatMap { constant($0) }, upper: upper.flatMap { constant($0) },
        isClosed: isClosed)
      return Type(.bounded(type(inner), bounds))
    case .optional(let inner): return .optional(type(inner))
    case .list(let element): return .list(of: type(element))
    case .map(let value): return .map(of: type(value))
    case .object(let fields, let isOpen):
      let fields = fields.map { field in
        ObjectField(
          name: field.name.text, type: type(field.type), isRequired: !field.isOptional,
          documentation: field.documentation)
      }
      return Type(.object(ObjectType(fields: fields, isOpen: isOpen)))
    case .literal(let value): return .literal(constant(value) ?? .null)
    case .union(let members): return .union(members.map { type($0) })
    }
  }
}

/// The types of annotations in a script whose names have been resolved. A name that is neither a scalar type nor
/// declared refers to a vendor's resource, of which only the name counts when the script runs.
private struct AnnotationTypes: TypeBuilder {
  let declared: [String: NamedType]

  func type(named names: [Name], in expression: TypeExpression) -> Type {
    if let known = declared[names.joinedText] { return .named(known) }
    return .resource(
      ResourceReference(
        vendor: names.dropLast().map(\.text).joined(separator: "."), name: names.last?.text ?? ""))
  }

  func constant(_ expression: Expression) -> Value? { expression.constantValue }
}

extension Type {
  /// The type that an annotation of a script means, once its names have been resolved.
  ///
  /// - Parameter declared: the types that the file declares or imports, by their names as written.
  package static func annotation(
    _ expression: TypeExpression, declared: [String: NamedType]
  ) -> Type {
    var types = AnnotationTypes(declared: declared)
    return types.type(expression)
  }
}
