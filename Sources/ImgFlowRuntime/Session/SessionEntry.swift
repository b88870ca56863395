import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// An entry of a session that has been checked and can run.
struct SessionEntry {
  let tree: SyntaxTree
  let resolution: Resolution
  /// What it declares.
  let names: SessionNames
  let scope: OuterValues
  let imports: [(declaration: Import, module: Module)]
  let warnings: [Diagnostic]

  /// Statements that run as one, with what they declare.
  private struct Part {
    var declared: [Name]
    var documentation: String?
    /// The source of a function.
    var text: String?
    var node: Node?
  }

  /// Runs it; returns the value of the last statement, nil if that is not an expression.
  func run(_ e: Evaluator, _ topLevel: TopLevel) throws -> Value? {
    try runImports(e, topLevel)
    topLevel.separate(tree.statements.flatMap(\.declaredNames))
    let variables = topLevel.variables(resolution.globals)
    let builder = Builder(e.interpreter, resolution, globals: variables, scope: scope)
    let parts = parts(builder)
    if let failure = scope.failures.first { throw failure }
    topLevel.names.adoptUses(from: names)
    topLevel.vendors = scope.vendors
    return try withFrame(builder.frameSize, e) { base in
      var value = Value.null
      for part in parts {
        try keeping(part.declared, topLevel) {
          if let node = part.node { value = try Self.evaluate(node, e, base) }
        }
        topLevel.commit(
          part.declared, from: names, documentation: part.documentation, text: part.text)
      }
      guard case .expression = tree.statements.last?.kind else { return nil }
      return value
    }
  }

  private func runImports(_ e: Evaluator, _ topLevel: TopLevel) throws {
    for (declaration, module) in imports {
      try module.run(e)
      if case .module(let name) = declaration.binding {
        topLevel.set(name, to: .heap(module.exports))
        topLevel.commit([name], from: names, documentation: nil, text: nil)
      }
      for (alias, box) in module.variables(named: declaration) {
        topLevel.share(box, as: alias)
        topLevel.commit([alias], from: names, documentation: nil, text: nil)
      }
    }
  }

  // MARK: - Parts

  /// The statements in the order in which they run. A `defer` runs when its block ends, so that an entry
  /// with one is a single part.
  private func parts(_ builder: Builder) -> [Part] {
    let hasDefer = tree.statements.contains {
      if case .deferBlock = $0.kind { true } else { false }
    }
    if hasDefer {
      let body = Block(
        statements: tree.statements, range: SourceRange(file: tree.file, start: 0, end: 0))
      let declared = tree.statements.flatMap(\.declaredNames)
      return [Part(declared: declared, node: builder.build(body))]
    }
    var functions: [Part] = []
    var others: [Part] = []
    for statement in tree.statements {
      if case .importModule = statement.kind { continue }
      var part = Part(
        declared: statement.declaredNames, documentation: statement.documentation,
        node: builder.build([statement]).first)
      if case .function = statement.kind {
        part.text = statement.range.text
        functions.append(part)
      } else {
        others.append(part)
      }
    }
    return functions + others
  }

  /// Runs `body`, which declares names; if it fails, earlier declarations are unchanged.
  private func keeping(
    _ declared: [Name], _ topLevel: TopLevel, _ body: () throws -> Void
  ) throws {
    let before = declared.compactMap { name in
      topLevel.boxes[name.text].map { (box: $0, value: $0.value, function: $0.function) }
    }
    // What was a function may become something else.
    for (box, _, _) in before { box.function = nil }
    do { try body() } catch {
      for (box, value, function) in before { (box.value, box.function) = (value, function) }
      throw error
    }
  }

  // MARK: - Evaluating

  private func withFrame<T>(_ size: Int, _ e: Evaluator, _ body: (Slots) throws -> T) throws -> T {
    let base = e.top
    guard e.reserve(to: base + size) else {
      throw RuntimeError(
        ValueError(.limit, "the code has more variables than the value stack can hold"),
        at: SourceRange(file: tree.file, start: 0, end: 0))
    }
    e.top = base + size
    defer {
      for index in 0..<size { base[index] = .null }
      e.top = base
    }
    return try body(base)
  }

  private static func evaluate(_ node: Node, _ e: Evaluator, _ base: Slots) throws -> Value {
    do { return try node.evaluate(e, base) } catch let escape as Escape {
      throw StrayJump(escape, out: node.range)
    }
  }
}

extension Statement {
  /// The names that it declares at the top level.
  var declaredNames: [Name] {
    switch kind {
    case .variable(let pattern, _, _, _): pattern.boundNames
    case .function(let function): function.name.map { [$0] } ?? []
    case .parameter(let parameter): [parameter.name]
    case .expression, .assignment, .patternAssignment, .forIn, .whileLoop, .breakLoop,
      .continueLoop, .returnValue,
      .throwError, .deferBlock, .importModule, .useVendor, .permit, .test, .assertion, .vendor,
      .type:
      []
    }
  }
}
