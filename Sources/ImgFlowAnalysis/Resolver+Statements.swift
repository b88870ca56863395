import ImgFlowSyntax

extension Resolver {
  func resolve(_ block: Block) {
    inBlock(start: block.range.start) {
      declareFunctions(in: block.statements)
      resolve(block.statements)
    }
  }

  func resolve(_ statements: [Statement]) {
    var lastUses = LastUses(in: block)
    for statement in statements {
      if block === moduleBlock { statementStarts.append((uses.count, pending.count)) }
      lastUses.begin(statement, uses.count)
      resolve(statement)
    }
    if block !== moduleBlock { resolution.releases.merge(lastUses.found(in: uses)) { $0 + $1 } }
    checkReachable(statements)
    for case .expression(let expression) in statements.dropLast().map(\.kind) {
      checkResultIsUsed(expression)
    }
  }

  func resolve(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression):
      ignoreComment(after: expression)
      resolve(expression)
    case .variable(let pattern, let type, let value, let isMutable):
      if let type { resolve(type) }
      if case .binding(let name) = pattern.kind {
        foreign.initialized = (name.text, value.range)
      }
      resolve(value)
      declareVariables(pattern, type, value, isMutable: isMutable, statement)
    case .function(let function): resolve(function, isHoisted: true)
    case .assignment(let place, _, let value):
      resolve(value)
      assign(to: place)
    case .patternAssignment(let pattern, let value):
      resolve(value)
      declare(pattern, .mutable)
    case .forIn(let head, let body): resolveLoop(head, body)
    case .whileLoop(let condition, let body, let label):
      resolve(condition)
      inLoop(label) { resolve(body) }
    case .breakLoop(let label), .continueLoop(let label): resolveJump(statement, label)
    case .returnValue(let value):
      checkReturn(statement)
      if let value { resolve(value) }
    case .throwError(let value): resolve(value)
    case .assertion(let condition, let message):
      resolve(condition)
      if let message { resolve(message) }
    case .deferBlock(let body):
      let outer = (function.loops, function.isInDefer)
      (function.loops, function.isInDefer) = ([], true)
      resolve(body)
      (function.loops, function.isInDefer) = outer
    case .importModule(let declaration): declareImport(declaration)
    case .useVendor(let name): use(vendor: name)
    case .parameter(let parameter): declare(parameter)
    case .permit(let permit): check(permit)
    case .test(_, let body): inFunction(.test(at: statement.range)) { resolve(body) }
    case .vendor: bringsVendors = true
    case .type(let declaration): resolve(declaration.definition)
    }
  }

  private func declareVariables(
    _ pattern: Pattern, _ type: TypeExpression?, _ value: Expression, isMutable: Bool,
    _ statement: Statement
  ) {
    let first = block.declared.count
    declare(
      pattern, isMutable ? .mutable : .constant, isExported: statement.isExported)
    let variables = block.declared[first...]
    for variable in variables { variable.isDeclaredConstant = !isMutable }
    if isMutable, let type { annotate(pattern, type) }
    if case .binding = pattern.kind { variables.first?.initialValue = value }
    if !isMutable, case .binding = pattern.kind, let variable = variables.first {
      variable.value = value
      if case .function(let function) = value.kind {
        variable.signature = signature(of: function, named: variable.name.text)
      }
    }
    if !statement.isExported, !pattern.leavesOut {
      watched += variables.map { ($0, .variable) }
    }
  }

  /// Notes the types of the names in a pattern, as far as its own type says them.
  private func annotate(_ pattern: Pattern, _ type: TypeExpression) {
    switch (pattern.kind, type.kind) {
    case (.binding(let name), _): block.variables[name.text]?.annotation = type
    case (.object, .optional(let inner)), (.object, .bounded(let inner, _, _, _)),
      (.list, .optional(let inner)), (.list, .bounded(let inner, _, _, _)):
      annotate(pattern, inner)
    case (.object(let fields, _), .object(let types, _)):
      for field in fields {
        guard let type = types.first(where: { $0.name.text == field.key.text }) else { continue }
        annotate(field.pattern, type.type)
      }
    case (.list(let elements, let rest, let after), .list(let element)):
      for part in elements + after { annotate(part.pattern, element) }
      if let name = rest?.name {
        block.variables[name.text]?.annotation = TypeExpression(.list(element), at: type.range)
      }
    default: break
    }
  }

  private func checkReturn(_ statement: Statement) {
    if function.isInDefer {
      report(.misplacedReturn(statement, "cannot leave a `defer`"))
    } else if function.isParallelBody {
      report(.misplacedReturn(statement, "cannot leave the body of a `parallel`"))
    } else if function === moduleFunction {
      report(.misplacedReturn(statement, "is only allowed inside a function"))
    }
  }

  private func use(vendor name: Name) {
    guard let names = outer.usedNames(of: name.text) else {
      return report(.unknownVendor(name, known: outer.vendorNames))
    }
    usedVendors.append((name, false))
    for member in names where !used[member, default: []].contains(name.text) {
      used[member, default: []].append(name.text)
    }
  }

  private func declare(_ parameter: ScriptParameter) {
    if let type = parameter.type {
      resolve(type)
      for part in type.parts {
        if case .named(let names) = part.kind, isImportedType(names) {
          report(.importedParameterType(part))
        }
      }
    }
    if let value = parameter.defaultValue { resolve(value) }
    let variable = declare(parameter.name, .constant)
    variable.isDeclaredConstant = true
    watched.append((variable, .parameter))
  }

  private func declareImport(_ declaration: Import) {
    let interface = imports[declaration.path]
    let isForVendors = interface?.bringsVendors ?? false
    bringsVendors = bringsVendors || isForVendors
    switch declaration.binding {
    case .module(let name):
      let variable = declare(name, .module)
      variable.interface = interface
      if !isForVendors { watched.append((variable, .module)) }
    case .names(let names):
      for (name, alias) in names {
        if interface?.namedTypes[name.text] != nil, interface?.exports.contains(name.text) == false
        {
          continue
        }
        let signature = interface?.signatures[name.text]
        let variable = declare(alias, .constant, signature: signature)
        variable.isDeclaredConstant = signature == nil
        variable.isShared = true
        variable.type = interface?.types[name.text]
        watched.append((variable, .imported))
      }
    }
  }

  private func resolveLoop(_ head: LoopHead, _ body: Block) {
    resolve(head.sequence)
    inBlock(start: head.pattern.range.start) {
      if let index = head.index { declare(index, .constant) }
      declare(head.pattern, .constant)
      inLoop(head.label) { resolve(body) }
    }
  }

  private func inLoop(_ label: Name?, _ body: () -> Void) {
    function.loops.append(label?.text)
    body()
    function.loops.removeLast()
  }

  private func resolveJump(_ jump: Statement, _ label: Name?) {
    guard let label else {
      if function.loops.isEmpty { report(.outsideLoop(jump)) }
      return
    }
    guard let index = function.loops.lastIndex(of: label.text) else {
      return report(.unknownLoop(label, known: function.loops.compactMap { $0 }))
    }
    resolution.jumps[jump.range.start] = function.loops.count - 1 - index
  }

  // MARK: - Patterns

  /// Declares the names that a pattern binds, in order, and resolves its defaults and the places in it.
  func declare(
    _ pattern: Pattern, _ kind: Variable.Kind, isExported: Bool = false
  ) {
    switch pattern.kind {
    case .wildcard: break
    case .type(let name, let type):
      resolve(type)
      if let name { _ = bind(name, kind) }
    case .place(let place): assign(to: place)
    case .binding(let name):
      let variable = bind(name, kind)
      if isExported { resolution.exports[name.text] = variable.index }
    case .literal(let value): resolve(value)
    case .range(let lower, let upper, _):
      resolve(lower)
      resolve(upper)
    case .alternatives(let patterns):
      let outer = isInLaterAlternative
      for pattern in patterns {
        if isInLaterAlternative { checkNamesDiffer(pattern.boundNames) }
        declare(pattern, kind)
        isInLaterAlternative = true
      }
      isInLaterAlternative = outer
    case .object(let fields, let rest):
      for field in fields {
        if let value = field.defaultValue { resolve(value) }
        declare(field.pattern, kind, isExported: isExported)
      }
      declare(rest, kind, isExported: isExported)
    case .list(let elements, let rest, let after):
      for element in elements { declare(element, kind, isExported: isExported) }
      declare(rest, kind, isExported: isExported)
      for element in after { declare(element, kind, isExported: isExported) }
    }
  }

  private func declare(_ element: Pattern.Element, _ kind: Variable.Kind, isExported: Bool) {
    if let value = element.defaultValue { resolve(value) }
    declare(element.pattern, kind, isExported: isExported)
  }

  private func declare(_ rest: Pattern.Rest?, _ kind: Variable.Kind, isExported: Bool) {
    if let target = rest?.target { declare(target, kind, isExported: isExported) }
  }

  private func checkNamesDiffer(_ names: [Name]) {
    var earlier: [String: Name] = [:]
    for name in names {
      if let known = earlier.updateValue(name, forKey: name.text) {
        report(.redeclared(name, earlier: known))
      }
    }
  }

  /// Declares a name in a pattern. In alternatives all of the same name are one variable.
  private func bind(_ name: Name, _ kind: Variable.Kind) -> Variable {
    guard isInLaterAlternative, let variable = block.variables[name.text] else {
      return declare(name, kind)
    }
    uses.append((name.id, variable, function))
    return variable
  }
}
