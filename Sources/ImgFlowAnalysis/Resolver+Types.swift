import ImgFlowSyntax

// Type annotations, and what they and vendors' declarations say about values.
extension Resolver {
  /// The types that have a name of their own.
  private static let typeNames: Set<String> = [
    "null", "bool", "int", "float", "number", "string", "bytes", "list", "object", "duration",
    "time", "function", "range", "stream", "error", "any", "secret", "path", "file",
  ]

  /// Reports types that do not exist.
  func resolve(_ type: TypeExpression) {
    switch type.kind {
    case .named(let names): resolve(names, type)
    case .bounded(let inner, _, _, _), .optional(let inner), .list(let inner): resolve(inner)
    case .object(let fields, _): for field in fields { resolve(field.type) }
    case .union(let members): for member in members { resolve(member) }
    case .literal: break
    }
  }

  private func resolve(_ names: [Name], _ type: TypeExpression) {
    if names.count == 2, let resources = outer.resources(of: names[0].text) {
      guard resources[names[1].text] == nil else { return }
      return report(
        .unknownResource(names[1], of: names[0].text, known: resources.keys.sorted()))
    }
    guard names.count != 1 || !Self.typeNames.contains(names[0].text) else { return }
    let owners = outer.vendorNames.filter { vendor in
      names.count == 1 && outer.resources(of: vendor)?[names[0].text] != nil
    }
    report(.unknownType(type, known: Self.typeNames.sorted(), owners: owners))
  }

  // MARK: - What is known of values

  /// What an annotation says about the values that pass it.
  func knownType(_ type: TypeExpression) -> KnownType? {
    switch type.kind {
    case .named(let names) where names.count == 2:
      outer.resources(of: names[0].text)?[names[1].text].map(KnownType.resource)
    case .optional(let inner), .bounded(let inner, _, _, _): knownType(inner)
    case .list(let element): knownType(element).map(KnownType.sequence)
    default: nil
    }
  }

  /// What declarations say about the value of an expression.
  func knownType(of expression: Expression) -> KnownType? {
    switch expression.kind {
    case .name(let name): return lookUp(name.text)?.type
    case .call(let callee, let arguments): return knownType(ofCall: callee, arguments)
    case .pipe(let value, let callee, let arguments):
      let first = Argument(label: nil, value: value, isSpread: false)
      return knownType(ofCall: callee, [first] + arguments)
    case .member(let base, let member, _):
      guard case .resource(let resource) = knownType(of: base) else { return nil }
      return resource.typeOfField(member.text)
    case .index(let base, let index, _):
      guard case .sequence(let element) = knownType(of: base) else { return nil }
      if case .range = index.kind { return .sequence(element) }
      return element
    default: return nil
    }
  }

  /// What is known about each of the items that a loop goes through.
  func knownTypeOfItems(_ head: LoopHead) -> KnownType? {
    guard case .sequence(let element) = knownType(of: head.sequence) else { return nil }
    return element
  }

  private func knownType(ofCall callee: Expression, _ arguments: [Argument]) -> KnownType? {
    if case .name(let name) = callee.kind, name.text == "waitFor", lookUp(name.text) == nil {
      // With `onError` it may give errors beside what it waited for.
      let isOpen = arguments.contains { $0.isSpread || $0.label?.text == "onError" }
      return isOpen ? nil : arguments.first.flatMap { knownType(of: $0.value)?.whenDone }
    }
    return signature(ofCallee: callee)?.result
  }

  private func signature(ofCallee callee: Expression) -> CallSignature? {
    switch callee.kind {
    case .name(let name):
      if let variable = lookUp(name.text) { return variable.signature }
      return outerPath(of: name.text).flatMap(outer.signature)
    case .member(let base, let member, _):
      guard case .name(let owner) = base.kind else { return nil }
      if let variable = lookUp(owner.text) { return variable.interface?.signatures[member.text] }
      return outer.signature(of: [owner.text, member.text])
    default: return nil
    }
  }

  /// What calls of a function of the script must fit.
  func signature(of function: Function, named name: String? = nil) -> CallSignature {
    CallSignature(function, named: name, result: function.result.flatMap(knownType))
  }
}
