import ImgFlowAnalysis
import ImgFlowSyntax

// What the checks before running know of a vendor's resources.
extension Vendor {
  func declared(_ resource: ResourceDeclaration) -> DeclaredResource {
    DeclaredResource(
      name: "\(name).\(resource.name)", fields: resource.fields.map(\.name),
      typeOfField: { field in resource.field(field).flatMap { self.knownType($0.type) } },
      typeWhenDone: { resource.wait.flatMap { self.knownType(ofCall: $0.poll) } })
  }

  /// What an operation gives, if that is all that an expression calls.
  private func knownType(ofCall expression: Expression) -> KnownType? {
    guard case .call(let callee, _) = expression.kind, case .name(let name) = callee.kind else {
      return nil
    }
    return operation(name.text)?.result.flatMap { knownType($0) }
  }

  func knownType(_ type: FieldType) -> KnownType? {
    switch type {
    case .resource(let name): resources[name].map { .resource(declared($0)) }
    case .list(let element), .stream(let element): knownType(element).map(KnownType.sequence)
    case .optional(let inner), .bounded(let inner, _): knownType(inner)
    case .named(let named): knownType(named.definition)
    case .any, .scalar, .literal, .matching, .object, .union: nil
    }
  }
}
