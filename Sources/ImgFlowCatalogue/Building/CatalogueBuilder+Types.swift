import ImgFlowSyntax
import ImgFlowValues

// Types, and the names that stand for them.
extension CatalogueBuilder: TypeBuilder {
  mutating func type(named names: [Name], in expression: TypeExpression) -> Type {
    guard let name = names.first, names.count == 1 else {
      report("a vendor can only use its own types", at: expression.range)
      return .any
    }
    if let reference = references[name.text] { return .resource(reference) }
    return resolveNamed(name).map(Type.named) ?? unknownType(name)
  }

  /// The value of a bound or a literal type.
  mutating func constant(_ expression: Expression) -> Value? {
    if let value = expression.constantValue { return value }
    report("this must be a literal value", at: expression.range)
    return nil
  }

  /// The declared type of a name, resolved once; nil if there is none.
  mutating func resolveNamed(_ name: Name) -> NamedType? {
    if let known = parts.types[name.text] { return known }
    guard let pending = pendingTypes.removeValue(forKey: name.text) else { return nil }
    let definition = self.type(pending.type.definition)
    let type = NamedType(
      name: name.text, definition: matching(definition, pending.type.pattern),
      alsoAccepted: pending.type.alsoAccepted.map { self.type($0) },
      documentation: pending.documentation)
    parts.repairs[name.text] = pending.type.read.flatMap { repair($0) }
    parts.types[name.text] = type
    return type
  }

  /// The type restricted to strings that match a pattern.
  mutating func matching(_ type: Type, _ pattern: VendorText?) -> Type {
    guard let pattern else { return type }
    do { return Type(.matching(type, try TextPattern(pattern.text))) } catch {
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

  private mutating func unknownType(_ name: Name) -> Type {
    let declared = declaration.clauses.compactMap { clause -> String? in
      if case .type(let type) = clause.kind { type.name.text } else { nil }
    }
    if declared.contains(name.text) {
      report(
        "type `\(name.text)` refers to itself", at: name.range,
        help: "make it a `resource`, which may contain others of its kind")
    } else {
      let known =
        ScalarType.allCases.map(\.rawValue) + ["any"] + declared + references.keys.sorted()
      report(
        "unknown type `\(name.text)`", at: name.range,
        help: NearNames.hint(for: name.text, in: known))
    }
    return .any
  }
}
