import ImgFlowSyntax
import ImgFlowValues

// Type annotations.
extension Resolver {
  /// Reports types that do not exist.
  func resolve(_ type: TypeExpression) {
    switch type.kind {
    case .named(let names): resolve(names, type)
    case .bounded(let inner, let lower, let upper, _):
      resolve(inner)
      for bound in [lower, upper].compactMap({ $0 }) where bound.constantValue == nil {
        report(.badBound(bound))
      }
    case .optional(let inner), .list(let inner), .map(let inner): resolve(inner)
    case .object(let fields, _): for field in fields { resolve(field.type) }
    case .union(let members): for member in members { resolve(member) }
    case .literal: break
    }
  }

  private func resolve(_ names: [Name], _ type: TypeExpression) {
    let text = names.joinedText
    if types.named[text] != nil {
      types.used.insert(text)
      if names.count == 2, let variable = lookUp(names[0].text) { variable.isRead = true }
      return
    }
    guard !types.unknown.contains(names[0].text) else { return }
    if names.count == 2, let interface = lookUp(names[0].text)?.interface {
      return report(.unknownModuleType(names[1], of: names[0].text, interface))
    }
    if names.count == 2, let resources = outer.resources(of: names[0].text) {
      guard resources[names[1].text] == nil else { return }
      return report(
        .unknownResource(names[1], of: names[0].text, known: resources.keys.sorted()))
    }
    guard names.count != 1 || !Self.languageTypes.contains(text) else { return }
    let owners = outer.vendorNames.filter { vendor in
      names.count == 1 && outer.resources(of: vendor)?[names[0].text] != nil
    }
    let known = Self.languageTypes + types.named.keys.sorted()
    report(.unknownType(type, known: known, owners: owners))
  }

  /// Follows the types of values through the module, and reports uses that always fail.
  func checkTypes(of statements: [Statement]) {
    guard checksTypes, !statements.isEmpty else { return }
    let variables = Dictionary(
      uses.map { ($0.id, $0.variable) }, uniquingKeysWith: { first, _ in first })
    let checker = TypeChecker(
      outer: outer, variables: variables, outerPath: outerPath, annotation: type)
    resolution.lastType = checker.check(statements)
    resolution.types = checker.declared.sorted { $0.name.range.start < $1.name.range.start }
    // What is wrong with a name is said once.
    let known = Set(errors.map(\.range.start))
    for problem in checker.problems where !known.contains(problem.range.start) { report(problem) }
  }

  /// What calls of a function of the script must fit.
  func signature(of function: Function, named name: String? = nil) -> CallSignature {
    CallSignature(function, named: name, type: type)
  }

  /// The type that an annotation means.
  func type(_ annotation: TypeExpression) -> Type {
    var types = AnnotationTypes(outer: outer, declared: types.named)
    return types.type(annotation)
  }
}

/// The types of annotations: what they name beyond the language's own are the types that the module knows, and
/// the resources of vendors.
private struct AnnotationTypes: TypeBuilder {
  let outer: any OuterScope
  let declared: [String: NamedType]

  func type(named names: [Name], in expression: TypeExpression) -> Type {
    declared[names.joinedText].map(Type.named) ?? outer.resource(named: names)
  }

  func constant(_ expression: Expression) -> Value? { expression.constantValue }
}
