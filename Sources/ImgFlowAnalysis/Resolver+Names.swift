import ImgFlowSyntax

extension Resolver {
  /// Resolves a name that is read, called or assigned to.
  func use(_ name: Name, as access: Access = .read) {
    if let variable = lookUp(name.text) {
      use(variable, as: name, in: function, access)
    } else if function === moduleFunction, isOuter(name) {
      useOuter(name, access)
    } else {
      pending.append(PendingName(name: name, function: function, block: block, access: access))
    }
  }

  private func isOuter(_ name: Name) -> Bool {
    provided.contains(name.text) || used[name.text] != nil || outer.contains(name.text)
  }

  private func use(
    _ variable: Variable, as name: Name, in function: FunctionScope, _ access: Access
  ) {
    if variable.owner != nil {
      function.capture(variable)
    } else if function !== moduleFunction {
      variable.isShared = true
    }
    uses.append((name.id, variable, function))
    if case .assignment = access { variable.isAssigned = true } else { variable.isRead = true }
    if let signature = variable.signature { check(access, against: signature) }
  }

  /// A name that no scope knew yet. The top level may have declared it by now, which is early enough for
  /// functions.
  func resolvePending(_ pending: PendingName) {
    if let variable = moduleBlock.variables[pending.name.text] {
      if pending.function === moduleFunction {
        return report(.usedTooEarly(pending.name, declaration: variable.name))
      }
      use(variable, as: pending.name, in: pending.function, pending.access)
    } else {
      useOuter(pending.name, in: pending.block, pending.access)
    }
  }

  private func useOuter(_ name: Name, in block: BlockScope? = nil, _ access: Access) {
    resolution.references[name.id] = .outer
    guard let path = outerPath(of: name.text) else {
      return reportUnknown(name, in: block, access)
    }
    if path.count == 2 {
      if let vendors = used[name.text], vendors.count > 1 {
        report(.ambiguous(name, vendors: vendors))
      }
      resolution.usedFrom[name.id] = path[0]
      for index in usedVendors.indices where usedVendors[index].name.text == path[0] {
        usedVendors[index].isNeeded = true
      }
    }
    if let signature = outer.signature(of: path) { check(access, against: signature) }
  }

  /// How a name of the outermost scope is found there: by itself, or in the vendor it was `use`d from.
  func outerPath(of name: String) -> [String]? {
    if provided.contains(name) { return [name] }
    if let vendor = used[name]?.first { return [vendor, name] }
    return outer.contains(name) ? [name] : nil
  }

  private func reportUnknown(_ name: Name, in block: BlockScope?, _ access: Access) {
    if types.named[name.text] != nil {
      types.used.insert(name.text)
      return report(.typeAsValue(name))
    }
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
    candidates += earlier?.names ?? []
    let isAssigned = if case .assignment = access { true } else { false }
    // What the library has cannot be assigned to.
    let library = isAssigned ? [] : used.keys.sorted() + outer.names
    // Of two that are as near, the script's own is meant.
    let near =
      NearNames.nearest(to: name.text, in: candidates + library)
      ?? NearNames.nearest(to: name.text, in: candidates)
    if isAssigned, near == nil { return report(.assignedUndeclared(name)) }
    let declaration = near.flatMap { lines[$0] }
    report(
      .unknownName(
        name, near: near, declaration: declaration,
        foreign: foreignHelp(for: name, access, isNearDeclared: declaration != nil),
        ownersOfMember: outer.vendorNames.filter {
          outer.members(of: $0)?.contains(name.text) == true
        }, module: outer.standardModuleNames.first { $0 == "std/\(name.text)" },
        isMethod: outer.isPureMethod(name.text)))
  }

  /// Resolves the place on the left of an assignment.
  func assign(to place: Expression) {
    switch place.kind {
    case .name(let name):
      checkAssignable(name, isWhole: true)
      use(name, as: .assignment)
      lookUp(name.text)?.isReplaced = true
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
      use(name, as: .assignment)
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
    if change.isWhole, let method = change.method,
      variable.kind == .module || variable.holdsFunction(method)
    {
      return
    }
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
