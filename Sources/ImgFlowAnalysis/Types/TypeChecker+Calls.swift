import ImgFlowSyntax
import ImgFlowValues

// Calls: what their arguments must be, and what they give.
extension TypeChecker {
  func call(_ callee: Expression, _ arguments: [Argument], _ call: Expression) -> Type {
    switch callee.kind {
    case .name(let name):
      return checkArguments(arguments, of: signature(of: name), at: call.range)
    case .member(let base, let member, let isOptional):
      if let signature = signature(of: member, in: base) {
        return checkArguments(arguments, of: signature, at: call.range)
      }
      if isNamespace(base) { return checkArguments(arguments, of: nil) }
      return method(member, of: base, isOptional: isOptional, arguments, call)
    default:
      let function = type(of: callee)
      let result = checkArguments(arguments, of: nil)
      if case .function(let type) = function.core.form { return type.result }
      return result
    }
  }

  // MARK: - Signatures

  private func signature(of name: Name) -> CallSignature? {
    if let variable = variable(name) { return variable.signature }
    return path(name).flatMap(outer.signature)
  }

  /// The signature of what a module, vendor or other namespace has under a name.
  private func signature(of member: Name, in base: Expression) -> CallSignature? {
    guard case .name(let owner) = base.kind else { return nil }
    if let variable = variable(owner) { return variable.interface?.signatures[member.text] }
    return outer.signature(of: [owner.text, member.text])
  }

  private func isNamespace(_ base: Expression) -> Bool {
    guard case .name(let name) = base.kind else { return false }
    if let variable = variable(name) { return variable.kind == .module }
    return outer.members(of: name.text) != nil
  }

  // MARK: - Methods

  private func method(
    _ member: Name, of base: Expression, isOptional: Bool, _ arguments: [Argument],
    _ call: Expression
  ) -> Type {
    let whole = type(of: base)
    let receiver = isOptional ? whole.withoutNull : whole
    // The chain ends at a null, and at what a plain object does not have.
    if isOptional, whole.kinds == .null || receiver.kinds == .object && receiver.resource == nil {
      checkArguments(arguments, of: nil)
      return .any
    }
    let members = receiver.members
    let found = members.map { method(member.text, of: $0) }
    if let first = found.first, case .method(let signature) = first, members.count == 1 {
      return checkArguments(
        arguments, of: signature, receiver: receiver.withoutNull, at: call.range)
    }
    let isMissing = found.allSatisfy { if case .missing = $0 { true } else { false } }
    if isMissing, !receiver.isUnknown {
      report(problem(withMethod: member, of: members[0], base, in: call.range))
    }
    return checkArguments(arguments, of: nil)
  }

  private enum Method {
    case method(CallSignature)
    /// There may be one, of which nothing is known.
    case unknown
    case missing
  }

  private func method(_ name: String, of type: Type) -> Method {
    guard !type.isUnknown, let kind = type.onlyKind else {
      let kinds = ValueType.allCases.filter { type.kinds.contains(TypeSet($0)) }
      let isKnown = kinds.contains { outer.method(name, of: $0) != nil || $0.holdsFunctions }
      return isKnown || type.isUnknown ? .unknown : .missing
    }
    if let fields = type.fields, let field = fields.first(where: { $0.name == name }) {
      // That a constant cannot be changed is said where names are.
      if Resolver.mutatingMethods.contains(name) { return .unknown }
      return field.type.mayTake(.function, by: .test) ? .unknown : .missing
    }
    if let signature = outer.method(name, of: kind) { return .method(signature) }
    guard kind.holdsFunctions else { return .missing }
    switch type.core.form {
    case .resource: return .missing
    case .object(let object): return object.isOpen ? .unknown : .missing
    default: return .unknown
    }
  }

  private func problem(
    withMethod member: Name, of type: Type, _ base: Expression, in range: SourceRange
  ) -> Diagnostic {
    if let field = type.field(member.text) {
      return .fieldIsNotAFunction(member, field.type)
    }
    if let fields = type.fields {
      let owner = type.resource.map { "`\($0.qualifiedName)`" } ?? "this object"
      return .unknownField(member, of: owner, known: fields.map(\.name), base: nil)
    }
    let kind = type.onlyKind ?? .null
    return .unknownMethod(member, of: kind, known: outer.methodNames(of: kind), in: range)
  }

  // MARK: - Arguments

  /// Follows the arguments of a call, and holds them against its signature, if there is one.
  ///
  /// - Parameter receiver: what a method is called on. Which arguments a function takes is checked where
  ///   names are.
  /// - Returns: what the call gives.
  @discardableResult
  func checkArguments(
    _ arguments: [Argument], of signature: CallSignature?, receiver: Type? = nil,
    at range: SourceRange? = nil
  ) -> Type {
    guard let signature else {
      for argument in arguments { _ = follow(argument) }
      return .any
    }
    var matching = ArgumentMatching(signature)
    for argument in arguments { matching.add(argument) }
    if let range, receiver != nil {
      for problem in matching.problems(given: arguments.count, at: range) { report(problem) }
    }
    var call = DerivedCall(receiver: receiver ?? .any)
    var matched = matching.matched[...]
    for argument in arguments {
      // They are matched in their order.
      guard let next = matched.first, next.argument.range.start == argument.range.start else {
        _ = follow(argument)
        continue
      }
      matched = matched.dropFirst()
      let type = check(argument, for: next.parameter, of: signature, call)
      if let name = next.parameter.name { call.arguments[name] = type }
    }
    call.isOpen = matching.isOpen || signature.parameters.contains(where: \.isRest)
    if let range { checkRequirements(signature, matching, at: range) }
    if let range, let problem = checkWaiting(signature, matching, call, at: range) {
      report(problem)
    }
    return call.type(signature.result)
  }

  private func check(
    _ argument: Argument, for parameter: CallSignature.Parameter, of signature: CallSignature,
    _ call: DerivedCall
  ) -> Type {
    let found: Type
    if case .function(let function) = parameter.type.core.form {
      found = type(of: argument.value, taking: function.parameters.map(call.type))
    } else {
      found = follow(argument)
    }
    if parameter.takesNull, found.kinds == .null { return found }
    require(
      parameter.type, of: argument.value, found, as: signature.phrase(for: parameter),
      by: signature.rules)
    return found
  }

  /// Follows an argument of which the call says nothing. A function that is given away may be called where its
  /// failing does no harm.
  private func follow(_ argument: Argument) -> Type {
    guard case .function = argument.value.kind else { return type(of: argument.value) }
    return attempting { type(of: argument.value) }
  }

  private func checkRequirements(
    _ signature: CallSignature, _ matching: ArgumentMatching, at range: SourceRange
  ) {
    guard !matching.isOpen else { return }
    for requirement in signature.requirements {
      let given = requirement.parameters.filter { matching.hasArgument(at: $0) }
      let isMet =
        requirement.needsAll
        ? given.count == requirement.parameters.count : !given.isEmpty
      guard !isMet else { continue }
      let names = requirement.parameters.compactMap { signature.parameters[$0].name }
      report(.missingAlternatives(names, all: requirement.needsAll, of: signature.name, at: range))
    }
  }

  /// What is wrong with waiting for something that has nothing to wait for.
  private func checkWaiting(
    _ signature: CallSignature, _ matching: ArgumentMatching, _ call: DerivedCall,
    at range: SourceRange
  ) -> Diagnostic? {
    guard case .derived(.done(.argument(let name))) = signature.result.form, !matching.isOpen,
      let target = matching.matched.first(where: { $0.parameter.name == name }),
      !matching.matched.contains(where: { $0.parameter.name == "until" })
    else { return nil }
    let type = call.arguments[name] ?? .any
    guard let resource = type.resource ?? type.element?.resource, resource.whenDone == nil else {
      return nil
    }
    return .nothingToWaitFor(resource, at: target.argument.value.range)
  }
}

extension ValueType {
  /// Whether values of the kind may hold functions under names.
  fileprivate var holdsFunctions: Bool { self == .object || self == .module || self == .error }
}

/// One call of a built-in, for types that are derived from its arguments.
package struct DerivedCall {
  let receiver: Type
  var arguments: [String: Type] = [:]
  /// Whether more may be given than is known.
  var isOpen = false

  package init(receiver: Type) { self.receiver = receiver }

  /// A type in terms of this call.
  package func type(_ type: Type) -> Type {
    type.replacing { part in
      switch part.form {
      case .derived(let derived): self.type(derived)
      case .optional(let inner): .common([self.type(inner), .null])
      case .union(let members): .common(members.map(self.type))
      default: nil
      }
    }
  }

  private func type(_ derived: DerivedType) -> Type {
    switch derived {
    case .receiver: return receiver.widened.isAny ? .any : receiver
    case .argument(let name): return arguments[name] ?? .any
    case .item(let whole): return type(whole).itemOfLoop
    case .value(let whole): return type(whole).valueOfKeys
    case .list(let item): return .list(of: type(item))
    case .stream(let item): return .stream(of: type(item))
    case .optional(let part): return .common([type(part), .null])
    case .result(let name):
      guard case .function(let function) = arguments[name]?.core.form else { return .any }
      return function.result
    case .done(let part):
      // With `onError` it may give errors besides what it waited for.
      if isOpen || arguments["onError"] != nil { return .any }
      return done(type(part))
    }
  }

  private func done(_ type: Type) -> Type {
    if let resource = type.resource { return resource.whenDone ?? .any }
    if let element = type.element { return .list(of: done(element)) }
    return .any
  }
}
