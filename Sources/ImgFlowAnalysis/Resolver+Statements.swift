import ImgFlowSyntax

extension Resolver {
  func resolve(_ block: Block) {
    inBlock(start: block.range.start) {
      declareFunctions(in: block.statements)
      for statement in block.statements { resolve(statement) }
    }
  }

  func resolve(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression): resolve(expression)
    case .variable(let pattern, _, let value, let isMutable):
      resolve(value)
      declare(pattern, isMutable ? .mutable : .constant, isExported: statement.isExported)
    case .function(let function): resolve(function, isHoisted: true)
    case .assignment(let place, _, let value):
      resolve(value)
      assign(to: place)
    case .forIn(let head, let body): resolveLoop(head, body)
    case .whileLoop(let condition, let body):
      resolve(condition)
      inLoop { resolve(body) }
    case .breakLoop, .continueLoop:
      if function.loopDepth == 0 { report(.outsideLoop(statement)) }
    case .returnValue(let value):
      checkReturn(statement)
      if let value { resolve(value) }
    case .throwError(let value), .assertion(let value): resolve(value)
    case .deferBlock(let body):
      let outer = (function.loopDepth, function.isInDefer)
      (function.loopDepth, function.isInDefer) = (0, true)
      resolve(body)
      (function.loopDepth, function.isInDefer) = outer
    case .importModule, .useVendor, .parameter, .test, .vendor: resolveTopLevel(statement)
    }
  }

  private func checkReturn(_ statement: Statement) {
    if function.isInDefer {
      report(.misplacedReturn(statement, "cannot leave a `defer`"))
    } else if function.isParallelBody {
      report(.misplacedReturn(statement, "cannot leave the body of a `parallel`"))
    } else if function === moduleFunction {
      report(.misplacedReturn(statement, "stands outside a function"))
    }
  }

  private func resolveTopLevel(_ statement: Statement) {
    switch statement.kind {
    case .importModule(let declaration):
      switch declaration.binding {
      case .module(let name): declare(name, .module)
      case .names(let names): for (_, alias) in names { declare(alias, .constant) }
      }
    case .useVendor(let name):
      guard let names = outer.usedNames(of: name.text) else {
        return report(.unknownVendor(name, known: outer.vendorNames))
      }
      for member in names { used[member, default: []].append(name.text) }
    case .parameter(let parameter):
      if let value = parameter.defaultValue { resolve(value) }
      declare(parameter.name, .constant)
    case .test(_, let body):
      inFunction(NodeID(rawValue: Int32(clamping: -1 - statement.range.start))) { resolve(body) }
    default: break
    }
  }

  private func resolveLoop(_ head: LoopHead, _ body: Block) {
    resolve(head.sequence)
    inBlock(start: head.pattern.range.start) {
      if let index = head.index { declare(index, .constant) }
      declare(head.pattern, .constant)
      inLoop { resolve(body) }
    }
  }

  private func inLoop(_ body: () -> Void) {
    function.loopDepth += 1
    body()
    function.loopDepth -= 1
  }

  // MARK: - Patterns

  /// Declares the names that a pattern binds, in order, and resolves its defaults.
  func declare(_ pattern: Pattern, _ kind: Variable.Kind, isExported: Bool = false) {
    switch pattern.kind {
    case .wildcard, .type: break
    case .binding(let name):
      let variable = declare(name, kind)
      if isExported { resolution.exports[name.text] = variable.index }
    case .literal(let value): resolve(value)
    case .range(let lower, let upper, _):
      resolve(lower)
      resolve(upper)
    case .alternatives(let patterns): for pattern in patterns { declare(pattern, kind) }
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
    guard let name = rest?.name else { return }
    let variable = declare(name, kind)
    if isExported { resolution.exports[name.text] = variable.index }
  }
}
