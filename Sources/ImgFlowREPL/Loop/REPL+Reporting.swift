import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax

// Telling what went wrong.
extension REPL {
  /// Reports how an entry ended, unless it completed.
  func report(_ result: Session.Result) {
    tell(result.warnings, in: result.file)
    switch result.outcome {
    case .finished: return
    case .exited(let code): return quit(code)
    case .rejected(let diagnostics): tell(diagnostics, in: result.file)
    case .failed(let error): tell([error.diagnostic], in: result.file)
    case .misused(let problem): report(problem)
    case .stopped: note("interrupted")
    case .unable(let error as SetupError): report(error.description, help: error.help)
    case .unable(let error):
      report("ImgFlow failed: \(error)", help: "this is a bug in ImgFlow; please report it")
    }
    noteFailure()
  }

  /// Reports a problem that has no place in the source.
  func report(_ message: String, help: String? = nil) {
    note(renderer(showsPlace: false).render(error: message, help: help))
    noteFailure()
  }

  private func report(_ problem: ParameterProblem) {
    switch problem {
    case .missing(let entries):
      let names = entries.map { "`\($0.name)`" }.joined(separator: ", ")
      report("nothing was given for \(names)", help: "write a default: `param name = …`")
    case .unreadable(let parameter):
      let variable =
        parameter.environmentVariable.map { "the variable `\($0)`, used for " } ?? ""
      report(
        "\(variable)`\(parameter.name)` takes \(parameter.type), not `\(parameter.text)`")
    case .unknownBudget(let message, let help): report(message, help: help)
    }
  }

  private func tell(_ diagnostics: [Diagnostic], in entry: SourceFile) {
    for diagnostic in diagnostics {
      let isHere = diagnostic.range.file === entry && entry.name.hasPrefix("#")
      note(renderer(showsPlace: !isHere).render(diagnostic))
    }
  }

  private func renderer(showsPlace: Bool) -> DiagnosticRenderer {
    DiagnosticRenderer(
      width: size.columns, usesColour: usesColour, showsPlace: showsPlace,
      mask: { [session] in session.masked($0) })
  }
}
