import ImgFlowSyntax
import ImgFlowValues

extension Builder {
  /// The check for a type annotation.
  func check(_ type: TypeExpression) -> TypeCheck {
    let text = type.range.text
    switch type.kind {
    case .named(let names): return namedCheck(names, type)
    case .bounded(let inner, let lower, let upper, let isClosed):
      return BoundedTypeCheck(
        check(inner), lower: lower.flatMap(constant), upper: upper.flatMap(constant),
        isClosed: isClosed, text)
    case .optional(let inner): return OptionalTypeCheck(check(inner), text)
    case .list(let element): return ListTypeCheck(check(element), text)
    case .object(let fields, _):
      return ObjectTypeCheck(
        fields.map {
          ObjectTypeCheck.Field(
            key: Symbols.key($0.name.text), check: check($0.type), isOptional: $0.isOptional)
        }, text)
    case .literal(let value): return LiteralTypeCheck(constant(value) ?? .null, text)
    case .union(let members): return UnionTypeCheck(members.map(check), text)
    }
  }

  private func constant(_ expression: Expression) -> Value? {
    (build(expression) as? ConstantNode)?.value
  }

  private static let simpleTypes: [String: TypeSet] = [
    "null": .null, "bool": .bool, "int": .int, "number": .number, "string": .string,
    "bytes": .bytes, "list": .list, "object": .object, "duration": .duration, "time": .time,
    "function": .function, "range": .range, "stream": .stream, "error": .error, "any": .any,
  ]

  private func namedCheck(_ names: [Name], _ type: TypeExpression) -> TypeCheck {
    let name = names.map(\.text).joined(separator: ".")
    if let types = Self.simpleTypes[name] { return SetTypeCheck(types, name) }
    switch name {
    case "float": return FloatTypeCheck(name)
    case "secret": return SecretTypeCheck(name)
    case "path": return PathTypeCheck(mustExist: false)
    case "file": return PathTypeCheck(mustExist: true)
    default: return ResourceTypeCheck(name)
    }
  }
}
