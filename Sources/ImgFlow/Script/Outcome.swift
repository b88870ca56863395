import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// How a script's run ended.
public enum Outcome: Sendable {
  /// The script came to its end.
  case finished
  /// It called `exit(code)`.
  case exited(Int32)
  /// The checks before running refused it: errors, and the warnings among them.
  case rejected([Diagnostic])
  /// The parameters it was given do not fit.
  case misused(ParameterProblem)
  /// An error that nothing caught.
  case failed(RuntimeError)
  /// Something outside the script stopped it.
  case stopped(Cancellation.Reason)
  /// ImgFlow could not run it: no sandbox, no thread, or a mistake of ImgFlow's own.
  case unable(any Error)
}

extension Outcome {
  /// The outcome of `body`, whatever it throws.
  static func catching(_ body: () throws -> Outcome) -> Outcome {
    do {
      return try body()
    } catch let failure as CheckFailure {
      return .rejected(failure.diagnostics)
    } catch let error as RuntimeError {
      return .failed(error)
    } catch let request as ExitRequest {
      return .exited(request.code)
    } catch let stop as CancellationError {
      return .stopped(stop.reason)
    } catch let problem as ParameterProblem {
      return .misused(problem)
    } catch let missing as MissingParameter {
      let error = ValueError(
        .validation, "nothing was given for `\(missing.name)`",
        help: "write a default: `param \(missing.name) = …`")
      return .failed(RuntimeError(error, at: missing.range))
    } catch let unreadable as UnreadableParameter {
      return .misused(.unreadable(unreadable))
    } catch {
      return .unable(error)
    }
  }

  /// The exit status for this outcome.
  public var exitStatus: Int32 {
    switch self {
    case .finished: ExitStatus.success
    case .exited(let code): code
    case .rejected: ExitStatus.check
    case .misused: ExitStatus.usage
    case .failed(let error): ExitStatus.uncaught(kind: error.value.kind)
    case .stopped(.deadline): ExitStatus.timeout
    case .stopped: ExitStatus.interrupt
    case .unable(let error):
      error is SetupError || error is JournalStop ? ExitStatus.failure : ExitStatus.defect
    }
  }
}

/// Something that a run needs besides the script is missing, such as the sandbox's program.
public struct SetupError: Error, Sendable, CustomStringConvertible {
  public let description: String
  public let help: String?

  public init(_ description: String, help: String? = nil) {
    self.description = description
    self.help = help
  }
}
