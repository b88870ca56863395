import ImgFlowAnalysis
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// A script with everything it needs to be checked and run.
///
///     let script = try Script(path: "report.imgflow")
///     let outcome = script.run(parameters: ["folder": .text("creatives")])
///     if case .failed(let error) = outcome {
///       print(DiagnosticRenderer().render(error.diagnostic))
///     }
///
/// `host` is the world that it sees; a program that embeds ImgFlow may hand in one of its own.
public struct Script: Sendable {
  package let source: ParsedScript
  public let host: any Host
  package let library: any Library

  package init(
    _ source: ParsedScript, host: any Host, library: any Library = ImgFlowLibrary()
  ) {
    self.source = source
    self.host = host
    self.library = library
  }

  public init(_ file: SourceFile, host: any Host = SystemHost()) {
    self.init(ParsedScript(file), host: host)
  }

  package init(_ file: SourceFile, host: any Host = SystemHost(), library: any Library) {
    self.init(ParsedScript(file), host: host, library: library)
  }

  /// Reads a script from a file of the host.
  ///
  /// - Throws: `ValueError` of kind `io` or `parse`.
  public init(path: String, host: any Host = SystemHost()) throws {
    self.init(try SourceFile(reading: path, from: host.files), host: host)
  }

  /// What a check has found.
  public struct Check: Sendable {
    /// Errors, or else warnings.
    public let problems: [Diagnostic]
    /// What is known of the names that the script declares; empty if there are errors.
    package let types: [DeclaredName]
    /// What the script reaches, as far as that is known; nil if there are errors.
    package let uses: PermissionUses?
  }

  /// Finds what is wrong with the script, and what is known of it, without running any of it.
  ///
  /// - Throws: what keeps the check itself from being made, such as `SetupError`.
  public func check() throws -> Check {
    // What the host masks already stays masked: it may belong to a session, or to scripts before.
    let redactor = host.machine?.secrets ?? Redactor()
    let interpreter = Interpreter(host: host, library: library, redactor: redactor)
    host.machine?.mask(with: redactor)
    do {
      let program = try prepare(interpreter)
      return Check(
        problems: program.warnings, types: program.types, uses: interpreter.uses(of: program))
    } catch let failure as CheckFailure {
      return Check(problems: failure.diagnostics, types: [], uses: nil)
    }
  }

  /// Runs the script on its own thread and waits for its end.
  ///
  /// - Parameters:
  ///   - parameters: the values of its parameters; those without a default are required.
  ///   - options: limits and wishes; its own `parameters` are ignored.
  ///   - cancellation: stops the run when it is cancelled.
  ///   - warn: is given what the checks found that does not keep the script from running.
  ///   - finish: is given the value of the last expression, null if there is none.
  public func run(
    parameters: [String: Interpreter.ParameterValue] = [:],
    options: Interpreter.Options = Interpreter.Options(),
    cancellation: Cancellation = Cancellation(),
    warn: @escaping @Sendable ([Diagnostic]) -> Void = { _ in },
    finish: @escaping @Sendable (Value, Redactor) -> Void = { _, _ in }
  ) -> Outcome {
    run(
      parameters: parameters, options: options, cancellation: cancellation, warn: warn,
      start: { _ in }, finish: finish)
  }

  /// As above.
  ///
  /// - Parameter start: is given the program before its first statement runs; what it throws ends the run.
  package func run(
    parameters: [String: Interpreter.ParameterValue], options: Interpreter.Options,
    cancellation: Cancellation, warn: @escaping @Sendable ([Diagnostic]) -> Void,
    start: @escaping @Sendable (Program) throws -> Void,
    finish: @escaping @Sendable (Value, Redactor) -> Void
  ) -> Outcome {
    var options = options
    options.parameters = parameters
    return onThread(options) { interpreter, stackFloor in
      let program = try prepare(interpreter, cancellation)
      try source.parameters.requireAll(given: parameters, host: host)
      warn(program.warnings)
      try start(program)
      let value = try interpreter.run(program, cancellation: cancellation, stackFloor: stackFloor)
      finish(value, interpreter.redactor)
    }
  }

  /// Runs `body` with a fresh interpreter, on a thread with a large stack, and reports how it ended.
  func onThread(
    _ options: Interpreter.Options,
    _ body: @escaping @Sendable (Interpreter, _ stackFloor: UInt) throws -> Void
  ) -> Outcome {
    let interpreter = Interpreter(host: host, library: library, options: options)
    host.machine?.mask(with: interpreter.redactor)
    let outcome = EvaluatorThread.run { stackFloor in
      Outcome.catching {
        try body(interpreter, stackFloor)
        return .finished
      }
    }
    host.machine?.markArtefacts()
    return outcome ?? .unable(SetupError("the system has no thread available to run the script"))
  }

  /// - Throws: `CheckFailure`, `CancellationError`.
  func prepare(
    _ interpreter: Interpreter, _ cancellation: Cancellation = Cancellation()
  ) throws -> Program {
    let check = {
      if let reason = cancellation.reason { throw CancellationError(reason: reason) }
    }
    let program = try StopCheck.during(check) { try interpreter.prepare(source.result) }
    let problems = source.parameters.reservedNames + source.parameters.ambiguousFlags
    guard problems.isEmpty else { throw CheckFailure(diagnostics: problems) }
    return program
  }
}

extension SourceFile {
  /// Reads a script from standard input, to its end.
  ///
  /// - Throws: `ValueError` of kind `io`, or `parse` if it is not text.
  public static func standardInput() throws -> SourceFile {
    let text = try text(of: DiskFiles().read("-"), named: "standard input")
    return SourceFile(name: "<stdin>", text: text)
  }
}
