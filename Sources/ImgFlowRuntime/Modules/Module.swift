import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A source file on its way from text to values: parsed and resolved once, run once.
///
/// Sendable: `hasRun` and `isDone` change only on the script's own thread, which runs modules one after
/// another.
final class Module: @unchecked Sendable {
  let tree: SyntaxTree
  let resolution: Resolution
  let scope: OuterValues
  let globals: [Box]
  /// What it shows to those that import it; nil when mistakes in it keep that from being known.
  let interface: ModuleInterface?
  /// The modules it imports, in the order of its `import`s.
  let imports: [(declaration: Import, module: Module)]
  private(set) var hasRun = false
  /// Whether all of it has run.
  private(set) var isDone = false

  init(
    tree: SyntaxTree, resolution: Resolution, scope: OuterValues, isDamaged: Bool,
    imports: [(declaration: Import, module: Module)]
  ) {
    self.tree = tree
    self.resolution = resolution
    self.scope = scope
    self.imports = imports
    self.interface = isDamaged ? nil : resolution.interface
    var globals = resolution.globals.map { _ in Box(Uninitialised.value, owner: 0) }
    for (declaration, module) in imports {
      for (alias, box) in module.variables(named: declaration) {
        if case .global(let index) = resolution.references[alias.id] { globals[index] = box }
      }
    }
    self.globals = globals
  }

  /// Whether mistakes keep vendors from being known that importing it would bring in.
  var hidesVendors: Bool {
    interface == nil
      && (resolution.interface.bringsVendors || imports.contains { $0.module.hidesVendors })
  }

  /// Whether it is part of ImgFlow.
  var isLibrary: Bool { tree.file.isLibrary }

  /// What other modules see of it.
  var exports: Namespace {
    let variables = resolution.exports.filter { resolution.interface.variables.contains($0.key) }
    let constants = resolution.exports.filter { variables[$0.key] == nil }
    return Namespace(
      name: Paths.name(of: tree.file.name), constants: constants.mapValues { globals[$0].value },
      variables: variables.mapValues { globals[$0] })
  }

  /// Runs the module's statements, after those of the modules it imports; once. Returns the value of the last
  /// one, null if that is not an expression.
  @discardableResult
  func run(_ e: Evaluator) throws -> Value {
    guard !hasRun else { return .null }
    let value = try run(tree.statements, e)
    isDone = true
    return value
  }

  /// Runs the test at an index of the statements, after the declarations that it needs.
  func run(testAt index: Int, _ e: Evaluator) throws {
    guard case .test(_, let body) = tree.statements[index].kind else { return }
    try run(needs(of: index).map { tree.statements[$0] }, e)
    let range = tree.statements[index].range
    let builder = Builder(e.interpreter, resolution, globals: globals, scope: scope)
    let test = builder.build(
      Function(
        name: nil, parameters: [], result: nil, body: body, range: range, id: .test(at: range)))
    _ = try e.run(Closure(test.code), e.top, at: range)
  }

  /// The declarations that a statement names, and those that they name in turn.
  private func needs(of index: Int) -> [Int] {
    var found: Set<Int> = []
    var open = resolution.needs[index]
    while let next = open.popLast() {
      if found.insert(next).inserted { open += resolution.needs[next] }
    }
    return found.sorted()
  }

  /// Runs statements of the module, after the modules it imports.
  @discardableResult
  private func run(_ statements: [Statement], _ e: Evaluator) throws -> Value {
    hasRun = true
    for (declaration, module) in imports {
      try module.run(e)
      if case .module(let name) = declaration.binding,
        case .global(let index) = resolution.references[name.id]
      {
        globals[index].value = .heap(module.exports)
      }
    }
    let builder = Builder(e.interpreter, resolution, globals: globals, scope: scope)
    let body = builder.build(
      Block(statements: statements, range: SourceRange(file: tree.file, start: 0, end: 0)))
    if let failure = scope.failures.first { throw failure }
    return try run(body, frameSize: builder.frameSize, e)
  }

  private func run(_ body: Node, frameSize: Int, _ e: Evaluator) throws -> Value {
    let base = e.top
    guard e.reserve(to: base + frameSize) else {
      throw failure("the module has more variables than the value stack can hold")
    }
    e.top = base + frameSize
    defer {
      for index in 0..<frameSize { base[index] = .null }
      e.top = base
    }
    do { return try body.evaluate(e, base) } catch let escape as Escape {
      throw StrayJump(escape, out: body.range)
    }
  }

  /// The variables of this module that an `import` names, by the names that it gives them: importing a name
  /// makes no copy, so that changes by the module are visible.
  func variables(named declaration: Import) -> [(alias: Name, box: Box)] {
    guard case .names(let names) = declaration.binding else { return [] }
    return names.compactMap { name, alias in
      resolution.exports[name.text].map { (alias, globals[$0]) }
    }
  }

  private func failure(_ message: String) -> RuntimeError {
    RuntimeError(
      ValueError(.limit, message), at: SourceRange(file: tree.file, start: 0, end: 0))
  }
}

/// A script that cannot run: what the parser and the checks before running found.
package struct CheckFailure: Error, Sendable {
  package let diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// The modules of a run by path, each loaded once.
final class ModuleRegistry: Sendable {
  private let modules = Mutex<[String: Module]>([:])

  /// All of them, to be taken back to when loading more of them has failed.
  var all: [String: Module] {
    get { modules.withLock { $0 } }
    set { modules.withLock { $0 = newValue } }
  }

  subscript(path: String) -> Module? {
    get { modules.withLock { $0[path] } }
    set { modules.withLock { $0[path] = newValue } }
  }
}
