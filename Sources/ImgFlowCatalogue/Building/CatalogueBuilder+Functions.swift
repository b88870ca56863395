import ImgFlowSyntax

// The vendor's own functions: plain functions of the language, but for the names of types.
extension CatalogueBuilder {
  /// Returns a function in whose signature the vendor's types are written as in scripts: resources with the
  /// vendor's name, named types as what they are.
  func localised(_ function: Function) -> Function {
    let parameters = function.parameters.map { parameter in
      ImgFlowSyntax.Parameter(
        pattern: parameter.pattern, type: parameter.type.map { localised($0) },
        defaultValue: parameter.defaultValue, isRest: parameter.isRest, range: parameter.range)
    }
    return Function(
      name: function.name, parameters: parameters, result: function.result.map { localised($0) },
      body: function.body, range: function.range, id: function.id)
  }

  private func localised(_ type: TypeExpression) -> TypeExpression {
    switch type.kind {
    case .named(let names):
      guard let name = names.first, names.count == 1 else { return type }
      if references.keys.contains(name.text) {
        let vendor = Name(text: parts.name, range: name.range, id: name.id)
        return TypeExpression(.named([vendor, name]), at: type.range)
      }
      return definition(name.text).map { TypeExpression($0.kind, at: type.range) } ?? type
    case .optional(let inner): return TypeExpression(.optional(localised(inner)), at: type.range)
    case .list(let element): return TypeExpression(.list(localised(element)), at: type.range)
    case .map(let value): return TypeExpression(.map(localised(value)), at: type.range)
    case .union(let members):
      return TypeExpression(.union(members.map { localised($0) }), at: type.range)
    case .bounded, .object, .literal: return type
    }
  }

  /// What a named type stands for.
  private func definition(_ name: String) -> TypeExpression? {
    for clause in declaration.clauses {
      if case .type(let type) = clause.kind, type.name.text == name { return type.definition }
    }
    return nil
  }
}
