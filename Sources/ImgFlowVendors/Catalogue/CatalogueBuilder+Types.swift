import ImgFlowSyntax
import ImgFlowValues

// Types, and the names that stand for them.
extension CatalogueBuilder {
  mutating func resolve(_ type: TypeExpression) -> FieldType {
    switch type.kind {
    case .named(let names): return resolve(names)
    case .optional(let inner): return .optional(resolve(inner))
    case .list(let element): return .list(resolve(element))
    case .literal(let expression): return .literal(literal(expression) ?? .null)
    case .union(let members): return .union(members.map { resolve($0) })
    case .bounded(let inner, let lower, let upper, let isClosed):
      let bounds = Bounds(
        lower: lower.flatMap { number($0) }, upper: upper.flatMap { number($0) }, isClosed: isClosed
      )
      return .bounded(resolve(inner), bounds)
    case .object(let fields, let isOpen):
      return .object(
        ObjectType(
          fields: fields.map { field in
            ObjectField(
              name: field.name.text, type: resolve(field.type), isRequired: !field.isOptional,
              documentation: field.documentation)
          }, isOpen: isOpen))
    }
  }

  private mutating func resolve(_ names: [Name]) -> FieldType {
    guard let name = names.first, names.count == 1 else {
      if let first = names.first, let last = names.last {
        report("a vendor knows only its own types", at: first.range.through(last.range))
      }
      return .any
    }
    if name.text == "any" { return .any }
    if let scalar = ScalarType(rawValue: name.text) { return .scalar(scalar) }
    if resourceNames.contains(name.text) { return .resource(name.text) }
    return resolveNamed(name).map(FieldType.named) ?? unknownType(name)
  }

  /// The declared type of a name, resolved once; nil when there is none.
  mutating func resolveNamed(_ name: Name) -> NamedType? {
    if let known = parts.types[name.text] { return known }
    guard let pending = pendingTypes.removeValue(forKey: name.text) else { return nil }
    let definition = resolve(pending.type.definition)
    let type = NamedType(
      name: name.text, definition: matching(definition, pending.type.pattern),
      alsoAccepted: pending.type.alsoAccepted.map { resolve($0) },
      read: pending.type.read.flatMap { repair($0) }, documentation: pending.documentation)
    parts.types[name.text] = type
    return type
  }

  /// The type restricted to strings that match a pattern.
  mutating func matching(_ type: FieldType, _ pattern: VendorText?) -> FieldType {
    guard let pattern else { return type }
    do { return .matching(type, try TextPattern(pattern.text)) } catch {
      report(error.message, at: pattern.range)
      return type
    }
  }

  private mutating func repair(_ expression: Expression) -> Function? {
    if case .function(let function) = expression.kind, function.parameters.count == 1 {
      return function
    }
    report(
      "`read` takes a function of one parameter", at: expression.range,
      help: "write `read text => …`")
    return nil
  }

  private mutating func unknownType(_ name: Name) -> FieldType {
    let declared = declaration.clauses.compactMap { clause -> String? in
      if case .type(let type) = clause.kind { type.name.text } else { nil }
    }
    if declared.contains(name.text) {
      report(
        "type `\(name.text)` is defined by itself", at: name.range,
        help: "make it a `resource`, which may hold others of its kind")
    } else {
      let known = ScalarType.allCases.map(\.rawValue) + ["any"] + declared + resourceNames.sorted()
      report(
        "unknown type `\(name.text)`", at: name.range,
        help: NearNames.nearest(to: name.text, in: known).map { "did you mean `\($0)`?" })
    }
    return .any
  }

  mutating func number(_ expression: Expression) -> Double? {
    guard let value = literal(expression) else { return nil }
    if let number = value.asDouble { return number }
    report("a bound must be a number", at: expression.range)
    return nil
  }
}
