import ImgFlowSyntax

// Members of what is known before running: modules, vendors and other namespaces, resources.
extension Resolver {
  /// Reports a member that what it is read from does not have.
  func checkMember(_ member: Name, of base: Expression) {
    if case .name(let owner) = base.kind {
      let range = owner.range.through(member.range)
      withOwner(owner) { variable in self.checkMember(member, of: owner, variable, in: range) }
    }
  }

  /// Checks `owner.member(arguments)`.
  func checkCall(
    of member: Name, of owner: Name, _ arguments: [Argument], at range: SourceRange
  ) {
    withOwner(owner) { variable in
      guard self.checkMember(member, of: owner, variable, in: range) else { return }
      let signature =
        variable.map { $0.interface?.signatures[member.text] }
        ?? self.outer.signature(of: [owner.text, member.text])
      if let signature { self.check(arguments, against: signature, at: range) }
    }
  }

  /// Calls `body` with the variable of a name, nil for one of the outermost scope, as soon as it is known.
  private func withOwner(_ name: Name, _ body: @escaping (Variable?) -> Void) {
    if let variable = lookUp(name.text) { return body(variable) }
    postponed.append { [moduleBlock] in body(moduleBlock.variables[name.text]) }
  }

  /// Returns whether there may be such a member.
  @discardableResult
  private func checkMember(
    _ member: Name, of owner: Name, _ variable: Variable?, in range: SourceRange
  ) -> Bool {
    let known: [String]?
    if let variable {
      known = variable.interface?.exports.sorted()
    } else {
      known = outer.members(of: owner.text)
    }
    if let known, known.contains(member.text) { return true }
    if variable?.interface?.namedTypes[member.text] != nil {
      report(.typeAsValue(member))
      return false
    }
    let foreign = ForeignNames.help(
      ForeignNames.named("\(owner.text).\(member.text)"), for: range)
    guard let known else {
      guard variable == nil, let foreign, outer.signature(of: [owner.text]) != nil else {
        return true
      }
      report(.memberOfFunction(member, of: owner.text, foreign: foreign))
      return false
    }
    let isHidden = variable?.interface?.hidden.contains(member.text) ?? false
    report(
      .unknownMember(
        member, of: owner.text, known: known, isHidden: isHidden, foreign: foreign))
    return false
  }
}
