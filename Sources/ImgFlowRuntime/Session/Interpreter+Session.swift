import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

extension Interpreter {
  /// Evaluates an entry of a session: its imports and functions first, then the other statements in their
  /// order. Declarations remain, even if a later statement fails.
  ///
  /// - Parameter warn: is given, before anything runs, what may be meant otherwise.
  /// - Returns: the value of the last statement; nil if that is not an expression.
  /// - Throws: as `run` does.
  package func evaluate(
    _ file: SourceFile, in topLevel: TopLevel, cancellation: Cancellation, stackFloor: UInt,
    warn: ([Diagnostic]) -> Void = { _ in }
  ) throws -> Value? {
    let known = modules.all
    do {
      let entry = try ModuleLoader.load(entry: file, in: topLevel, self)
      warn(entry.warnings)
      let evaluator = Evaluator(
        interpreter: self, permissions: sessionPermissions, cancellation: cancellation,
        stackFloor: stackFloor)
      return try withinLimits(evaluator, cancellation, in: file) {
        try entry.run(evaluator, topLevel)
      }
    } catch {
      // A module that is damaged, or did not run to its end, is read again when it is imported again.
      modules.all = modules.all.filter { known[$0.key] === $0.value || $0.value.isDone }
      throw error
    }
  }

  /// What is known, without running it, of the value of an entry.
  ///
  /// - Parameter typeOfValue: says what the values of variables are, of which declarations say nothing.
  /// - Throws: `CheckFailure`.
  package func type(
    of file: SourceFile, in topLevel: TopLevel, typeOfValue: (Value) -> Type
  ) throws -> Type {
    var names = topLevel.names
    for name in names.names { names.values[name] = topLevel.value(of: name).map(typeOfValue) }
    return try ModuleLoader.load(entry: file, in: topLevel, names: names, self).resolution.lastType
  }

  /// Forgets the modules that were read from files, so that importing them reads them again.
  package func forgetModules() { modules.all = modules.all.filter { $0.value.isLibrary } }
}

extension ModuleLoader {
  /// Parses and resolves an entry of a session, and loads what it imports.
  ///
  /// - Parameter names: what is known of the names of the top level, if that is more than it knows itself.
  /// - Throws: `CheckFailure`.
  static func load(
    entry file: SourceFile, in topLevel: TopLevel, names: SessionNames? = nil,
    _ interpreter: Interpreter
  ) throws -> SessionEntry {
    let parsed = Parser.parse(file)
    var loader = ModuleLoader(interpreter)
    loader.diagnostics = parsed.diagnostics
    try loader.rejectErrors()
    let imports = try loader.imports(of: parsed.tree)
    let declared = try loader.vendors(of: parsed.tree, imports)
    try loader.rejectErrors()
    let vendors = topLevel.vendors.merging(declared) { $1 }
    let scope = OuterValues(interpreter, file: file, vendors: vendors)
    let (resolution, found, names) = Resolver.resolve(
      parsed.tree, outer: scope, imports: interfaces(imports), after: names ?? topLevel.names)
    for text in resolution.secretTexts { interpreter.redactor.register(text) }
    loader.diagnostics += found
    loader.diagnostics += parsed.tree.statements.filter(\.isPermit).map(Diagnostic.permitAtPrompt)
    try loader.rejectErrors()
    if let failure = scope.failures.first { throw failure }
    return SessionEntry(
      tree: parsed.tree, resolution: resolution, names: names, scope: scope, imports: imports,
      warnings: loader.diagnostics.filter { $0.range.file === file })
  }

  private func rejectErrors() throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw CheckFailure(diagnostics: errors) }
  }
}

extension Diagnostic {
  fileprivate static func permitAtPrompt(_ statement: Statement) -> Diagnostic {
    Diagnostic(
      .misplacedPermit, "`permit` has no effect at the prompt", at: statement.range,
      severity: .warning,
      help: "run the script with `imgflow run`, or start the prompt with `--confine`")
  }
}
