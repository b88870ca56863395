import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// A script that has been checked and can run.
package struct Program: Sendable {
  let module: Module
  /// What the checks found that does not keep it from running.
  package let warnings: [Diagnostic]

  /// What is known of the names that it declares, in the order of the source.
  package var types: [DeclaredName] { module.resolution.types }

  /// The syntax tree, for its parameters and documentation.
  package var tree: SyntaxTree { module.tree }
}

extension Interpreter {
  /// Checks a script and everything it imports.
  ///
  /// - Throws: `CheckFailure`.
  package func prepare(_ script: ParseResult) throws -> Program {
    let (module, warnings) = try ModuleLoader.load(script, self)
    return Program(module: module, warnings: warnings)
  }

  /// Runs a script to its end and returns the value of its last expression, null if its last statement is not
  /// an expression.
  ///
  /// Must be called on a thread whose stack begins at least `stackFloor` bytes below: see
  /// `EvaluatorThread.run`.
  /// - Throws: `RuntimeError`, `CancellationError`, `ExitRequest`, `MissingParameter`, `CheckFailure`.
  @discardableResult
  package func run(
    _ program: Program, cancellation: Cancellation, stackFloor: UInt
  ) throws -> Value {
    let evaluator = Evaluator(
      interpreter: self, permissions: Permissions.of(program, self), cancellation: cancellation,
      stackFloor: stackFloor)
    if let journal = options.journal { try evaluator.enter(journal.task(.main)) }
    return try evaluator.leavingTask {
      try withinLimits(evaluator, cancellation, in: program.tree.file) {
        try program.module.run(evaluator)
      }
    }
  }

  /// Runs one test of a program: the declarations that its block names, directly or indirectly, and then the
  /// block. Other statements are left out.
  ///
  /// - Parameter index: of the test among the statements of the file.
  /// - Throws: as `run` does.
  package func run(
    testAt index: Int, of program: Program, cancellation: Cancellation, stackFloor: UInt
  ) throws {
    let evaluator = Evaluator(
      interpreter: self, permissions: Permissions.of(program, self), cancellation: cancellation,
      stackFloor: stackFloor)
    do {
      try withinLimits(evaluator, cancellation, in: program.tree.file) {
        try program.module.run(testAt: index, evaluator)
      }
    } catch let parameter as MissingParameter {
      throw RuntimeError(
        ValueError(
          .validation, "the test needs `\(parameter.name)`, but tests have no parameters",
          help: "give the parameter a default, or pass the value to what is tested as an argument"),
        at: parameter.range)
    }
  }

  /// Runs work of the program itself after a script, with what the user may do.
  package func withEvaluator(
    _ cancellation: Cancellation, stackFloor: UInt, _ body: (Evaluator) throws -> Void
  ) throws {
    let evaluator = Evaluator(
      interpreter: self, permissions: nil, cancellation: cancellation, stackFloor: stackFloor)
    try evaluator.withCheckpoints { try body(evaluator) }
  }

  // MARK: - Pieces of declarations

  /// Compiles functions that see each other and the `scope` besides the built-ins; returns them by name.
  ///
  /// - Throws: `CheckFailure`.
  package func compile(functions: [Function], scope: [String: Value]) throws -> [String: Value] {
    guard let file = functions.first?.range.file else { return [:] }
    let outer = OuterValues(self, file: file, provided: scope)
    let (resolution, diagnostics) = Resolver.resolve(
      functions: functions, outer: outer, provided: Set(scope.keys))
    guard diagnostics.isEmpty else { throw CheckFailure(diagnostics: diagnostics) }
    let globals = resolution.globals.map { _ in Box(Uninitialised.value, owner: 0) }
    let builder = Builder(self, resolution, globals: globals, scope: outer)
    var values: [String: Value] = [:]
    for function in functions {
      let value = Value.heap(Closure(builder.build(function).code))
      guard let name = function.name else {
        values[""] = value
        continue
      }
      if case .global(let index) = resolution.references[name.id] { globals[index].value = value }
      values[name.text] = value
    }
    return values
  }

  /// Compiles one function that sees the `scope` besides the built-ins.
  ///
  /// - Throws: `CheckFailure`.
  package func compile(function: Function, scope: [String: Value]) throws -> Value {
    let values = try compile(functions: [function], scope: scope)
    return values[function.name?.text ?? ""] ?? .null
  }

  /// Compiles an expression as a function of the named parameters.
  ///
  /// - Throws: `CheckFailure`.
  package func compile(
    expression: Expression, parameters: [String], scope: [String: Value]
  ) throws -> Value {
    // Ids of the file's own names count up from 0; these count down from -1.
    let list = parameters.enumerated().map { index, name in
      Parameter(
        pattern: Pattern(
          .binding(
            Name(text: name, range: expression.range, id: NodeID(rawValue: Int32(-2 - index)))),
          at: expression.range),
        type: nil, defaultValue: nil, isRest: false, range: expression.range)
    }
    let body = Block(
      statements: [Statement(.expression(expression), at: expression.range)],
      range: expression.range)
    return try compile(
      function: Function(
        name: nil, parameters: list, result: nil, body: body, range: expression.range,
        id: NodeID(rawValue: -1)),
      scope: scope)
  }
}
