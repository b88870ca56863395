import ImgFlowRuntime

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// What is done after a run that was stopped.
extension Script {
  /// How long ending something may take, in milliseconds.
  private static let patience = 30_000

  /// Ends something that a run has started at a service.
  package static func cancel(_ work: RunWork, _ host: SystemHost) -> Outcome {
    let interpreter = Interpreter(
      host: host, library: ImgFlowLibrary(), redactor: host.secrets ?? Redactor())
    let cancellation = Cancellation()
    Deadlines.shared.cancel(cancellation, afterMilliseconds: patience)
    let outcome = EvaluatorThread.run { stackFloor in
      Outcome.catching {
        try interpreter.withEvaluator(cancellation, stackFloor: stackFloor) {
          try work.cancel?($0)
        }
        return .finished
      }
    }
    return outcome ?? .unable(SetupError("the system has no thread available"))
  }
}

extension SystemHost {
  /// Asks a question at a terminal; anything but `y` or `yes` is a no, and so is what is not a terminal.
  package func confirms(_ question: String) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else { return false }
    console.prompt(question)
    let reply = (try? input.readLine()) ?? nil
    return ["y", "yes"].contains(reply?.trimmingPrefix(" ").lowercased())
  }
}
