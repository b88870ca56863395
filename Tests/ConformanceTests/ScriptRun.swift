import Foundation
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Testing

/// One run of a script in this process, in a folder of its own that is gone afterwards.
struct ScriptRun {
  /// How long a script may take; one that takes longer hangs.
  static let secondsAllowed = 60

  let source: SourceFile
  let settings: Expectation.Settings

  init(_ source: SourceFile, _ settings: Expectation.Settings = .init()) {
    self.source = source
    self.settings = settings
  }

  /// What comes of the script, and what is found to be of a wrong type before it runs. It is run all the same
  /// when that is found where `expected` says that it fails as it runs.
  ///
  /// - Parameter always: whether it is run also when `expected` says that this is found before.
  func outcome(failing expected: Expectation, always: Bool = false) throws -> Outcome {
    let checked = try outcome()
    let found = checked.problems.filter(\.isOfTypes)
    guard found.contains(where: { expected.hasProblem(at: $0, isRuntime: !always) }),
      found.allSatisfy({ expected.hasProblem(at: $0) })
    else { return checked }
    var settings = settings
    settings.limits.checksTypes = false
    var outcome = try ScriptRun(source, settings).outcome()
    // Either the check or the run is what the line is about.
    let told = found.filter { !expected.hasProblem(at: $0, isRuntime: true) }
    outcome.problems.removeAll { problem in
      problem.isRuntime && told.contains { $0.line == problem.line && $0.file == problem.file }
    }
    outcome.problems += told.filter { !outcome.problems.contains($0) }
    return outcome
  }

  func outcome() throws -> Outcome {
    let host = try TestHost(settings)
    var options = settings.limits
    options.parameters = settings.parameters
    options.allowsReveal = true
    let interpreter = Interpreter(host: host, library: StandardLibrary(), options: options)
    let cancellation = Cancellation()
    Deadlines.shared.cancel(cancellation, afterMilliseconds: Self.secondsAllowed * 1_000)
    let source = source
    let finished = EvaluatorThread.run { floor in Self.run(source, interpreter, cancellation, floor)
    }
    var outcome = try #require(finished, "no thread could be started")
    outcome.output = host.printedLines
    outcome.steps = host.steps
    outcome.replace(try host.files.currentDirectory, with: "/folder")
    return outcome
  }

  /// The exit codes are those of the command: 1 failed, 2 wrong usage, 3 not even started.
  private static func run(
    _ source: SourceFile, _ interpreter: Interpreter, _ cancellation: Cancellation, _ floor: UInt
  ) -> Outcome {
    var outcome = Outcome()
    do {
      let program = try interpreter.prepare(Parser.parse(source))
      outcome.problems = program.warnings.map { .init($0, isRuntime: false) }
      try interpreter.run(program, cancellation: cancellation, stackFloor: floor)
    } catch let failure as CheckFailure {
      outcome.problems = failure.diagnostics.map { .init($0, isRuntime: false) }
      outcome.exitCode = 3
    } catch let error as RuntimeError {
      outcome.problems.append(.init(error.diagnostic, isRuntime: true))
      outcome.exitCode = 1
    } catch let request as ExitRequest {
      outcome.exitCode = Int(request.code)
    } catch {
      outcome.problems.append(.init(Self.diagnostic(of: error, in: source), isRuntime: true))
      outcome.exitCode = 2
    }
    return outcome
  }

  /// What is no error of a script, as a diagnostic that a directive can name.
  private static func diagnostic(of error: any Error, in source: SourceFile) -> Diagnostic {
    let start = SourceRange(file: source, start: 0, end: 0)
    switch error {
    case let error as MissingParameter:
      return Diagnostic("usage", "the parameter `\(error.name)` is not given", at: error.range)
    case let error as UnreadableParameter:
      return Diagnostic("usage", "`\(error.text)` is no \(error.type)", at: start)
    case is ImgFlowRuntime.CancellationError:
      return Diagnostic("hang", "it was not done within \(Self.secondsAllowed) s", at: start)
    default: return Diagnostic("unexpected", "\(error)", at: start)
    }
  }
}

/// The language with its standard modules, and without vendors.
private struct StandardLibrary: Library {
  var functions: [Builtin] { [] }
  func standardModule(_ path: String) -> SourceFile? { StandardModule.source(path) }
  var standardModuleNames: [String] { StandardModule.all.map { "std/\($0.name)" } }
  var vendorNames: [String] { [] }
  func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace? { nil }
}
