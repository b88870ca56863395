import ImgFlowSyntax
import ImgFlowValues

// Members of values: fields and properties. Methods are calls.
extension TypeChecker {
  func member(_ member: Name, of base: Expression, isOptional: Bool) -> Type {
    // What modules and vendors have is checked where names are.
    if case .name(let name) = base.kind {
      if let interface = variable(name)?.interface { return interface.types[member.text] ?? .any }
      if variable(name) == nil { return .any }
    }
    let whole = type(of: base)
    // The chain ends at a null, and at a field that a plain object does not have.
    if isOptional, whole.kinds == .null { return .never }
    let owner = isOptional ? whole.withoutNull : whole
    let found = owner.members.map { field(member.text, of: $0) }
    guard found.allSatisfy({ $0 == nil }), !owner.isUnknown else {
      return .common(found.map { $0 ?? .any })
    }
    if isOptional, owner.members.allSatisfy({ $0.resource == nil }),
      whole.allowsNull || owner.kinds == .object
    {
      return .any
    }
    report(problem(with: member, of: owner, base, isOptional: isOptional))
    return .any
  }

  /// What a value has under a name; nil when it certainly has nothing.
  private func field(_ name: String, of type: Type) -> Type? {
    if type.isUnknown || type.kinds == .null { return type.isUnknown ? .any : nil }
    switch type.core.form {
    case .resource(let reference): return reference.field(name)?.readType
    case .object(let object):
      return object.field(name)?.readType ?? (object.isOpen ? .any : nil)
    case .map(let value): return value
    default: break
    }
    if !type.kinds.isDisjoint(with: [.object, .error, .range.union(.function)]) {
      return type.kinds == .range && name != "length" ? nil : .any
    }
    let measured: TypeSet = [.string, .list, .bytes]
    return name == "length" && !type.kinds.isDisjoint(with: measured) ? .int : nil
  }

  private func problem(
    with member: Name, of owner: Type, _ base: Expression, isOptional: Bool
  ) -> Diagnostic {
    let type = owner.members.first { $0.kinds != .null } ?? owner
    if let reference = type.resource {
      return .unknownField(
        member, of: "`\(reference.qualifiedName)`", known: reference.fields.map(\.name), base: base)
    }
    if case .object(let object) = type.core.form {
      return .unknownField(
        member, of: "this object", known: object.fields.map(\.name), base: nil)
    }
    let kind = type.onlyKind ?? .null
    return .unknownProperty(
      member, of: kind, isMethod: outer.method(member.text, of: kind) != nil,
      in: base.range.through(member.range))
  }

  /// What an operator or a method meets, where that is only one kind.
  func kind(of type: Type) -> ValueType? { type.withoutNull.onlyKind }
}

extension Type {
  /// The kind that all its values have; nil where there are several.
  package var onlyKind: ValueType? {
    if case .literal(let value) = core.form { return value.type }
    return ValueType.allCases.first { kinds == TypeSet($0) } ?? (kinds == .number ? .float : nil)
  }
}
