import ImgFlowSyntax

extension Resolver {
  /// Resolves the use of a name; `call` holds the arguments when it is called.
  func use(_ name: Name, call: [Argument]? = nil, at callRange: SourceRange? = nil) {
    let callRange = callRange ?? name.range
    if let variable = lookUp(name.text) {
      use(variable, as: name)
      if let call, let signature = variable.signature {
        check(call, against: signature, at: callRange)
      }
    } else if function === moduleFunction, isOuter(name) {
      useOuter(name, call: call, at: callRange)
    } else {
      pending.append(
        PendingName(name: name, function: function, block: block, call: call, callRange: callRange))
    }
  }

  private func isOuter(_ name: Name) -> Bool {
    provided.contains(name.text) || used[name.text] != nil || outer.contains(name.text)
  }

  private func use(_ variable: Variable, as name: Name) {
    variable.isUsed = true
    if variable.owner != nil { function.capture(variable) }
    uses.append((name.id, variable, function))
  }

  /// A name that no scope knew yet: the top level may have declared it by now, which is early enough
  /// for functions.
  func resolvePending(_ pending: PendingName) {
    if let variable = moduleBlock.variables[pending.name.text] {
      if pending.function === moduleFunction {
        return report(.usedTooEarly(pending.name, declaration: variable.name))
      }
      variable.isUsed = true
      uses.append((pending.name.id, variable, pending.function))
      if let call = pending.call, let signature = variable.signature {
        check(call, against: signature, at: pending.callRange)
      }
    } else {
      useOuter(pending.name, in: pending.block, call: pending.call, at: pending.callRange)
    }
  }

  private func useOuter(
    _ name: Name, in block: BlockScope? = nil, call: [Argument]?, at callRange: SourceRange
  ) {
    resolution.references[name.id] = .outer
    if provided.contains(name.text) { return }
    if let vendors = used[name.text] {
      if vendors.count > 1 { report(.ambiguous(name, vendors: vendors)) }
      resolution.usedFrom[name.id] = vendors[0]
      if let call, let signature = outer.signature(of: [vendors[0], name.text]) {
        check(call, against: signature, at: callRange)
      }
    } else if outer.contains(name.text) {
      if let call, let signature = outer.signature(of: [name.text]) {
        check(call, against: signature, at: callRange)
      }
    } else {
      reportUnknown(name, in: block)
    }
  }

  private func reportUnknown(_ name: Name, in block: BlockScope?) {
    var candidates: [String] = []
    var lines: [String: SourceRange] = [:]
    var scope: BlockScope? = block
    while let current = scope {
      for variable in current.declared {
        candidates.append(variable.name.text)
        lines[variable.name.text] = variable.name.range
      }
      scope = current.parent
    }
    candidates += used.keys.sorted() + outer.names
    let near = NearNames.nearest(to: name.text, in: candidates)
    report(
      .unknownName(
        name, near: near, declaration: near.flatMap { lines[$0] },
        ownersOfMember: outer.vendorNames.filter {
          outer.members(of: $0)?.contains(name.text) == true
        }))
  }

  /// Resolves the place on the left of an assignment.
  func assign(to place: Expression) {
    switch place.kind {
    case .name(let name):
      checkAssignable(name, isWhole: true)
      use(name)
    case .member(let base, _, _):
      assignInside(base)
    case .index(let base, let index, _):
      if case .range = index.kind { report(.sliceNotAssignable(place)) }
      assignInside(base)
      resolve(index)
    default:
      resolve(place)
    }
  }

  private func assignInside(_ base: Expression) {
    if case .name(let name) = base.kind {
      checkAssignable(name, isWhole: false)
      use(name)
    } else {
      assign(to: base)
    }
  }

  /// Reports an assignment to, or a change of a part of, something that may not change.
  func checkAssignable(_ name: Name, isWhole: Bool, method: String? = nil) {
    let change = Change(name: name, function: function, isWhole: isWhole, method: method)
    guard let variable = lookUp(name.text) else { return changes.append(change) }
    check(change, of: variable)
  }

  /// A change of a name that no scope knew: of a later top-level name, or of the outermost scope.
  func resolvePending(_ change: Change) {
    if let variable = moduleBlock.variables[change.name.text] {
      check(change, of: variable)
    } else if isOuter(change.name), change.method == nil {
      report(.builtInNotAssignable(change.name, isWhole: change.isWhole))
    }
  }

  private func check(_ change: Change, of variable: Variable) {
    // A module may export a function of that name.
    if variable.kind == .module, change.method != nil { return }
    guard variable.kind.isAssignable else {
      return report(
        .notAssignable(change.name, variable, isWhole: change.isWhole, method: change.method))
    }
    var scope: FunctionScope? = change.function
    while let current = scope, current !== variable.owner {
      if current.isParallelBody {
        return report(.assignedInParallel(change.name, declaration: variable.name))
      }
      scope = current.parent
    }
  }
}
