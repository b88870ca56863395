import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

extension DiagnosticPrinter {
  /// Reports an error that ends the program, and returns the exit status.
  func report(_ error: any Error) -> Int32 {
    switch error {
    case let error as UsageError:
      print(error: error.message, help: error.help)
      return ExitStatus.usage
    case let error as SetupError:
      print(error: error.description, help: error.help)
      return ExitStatus.failure
    case let error as ValueError:
      print(error: error.message, help: error.help)
      return error.kind == .timeout ? ExitStatus.timeout : ExitStatus.usage
    case let error as DetailedError:
      print(error: error.message, help: error.help)
      return ExitStatus.uncaught(kind: error.kind.rawValue)
    default:
      print(
        error: "ImgFlow failed: \(error)",
        help: "this is a bug in ImgFlow, not in the script; please report it")
      return ExitStatus.defect
    }
  }
}
