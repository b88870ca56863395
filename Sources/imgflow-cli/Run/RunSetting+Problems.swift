import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax

extension RunSetting {
  /// Reports what went wrong in a run of a script, or with the arguments that it was given.
  func report(_ outcome: Outcome, of source: ParsedScript) {
    if case .misused(let problem) = outcome {
      report(problem, of: source.file.name)
    } else {
      report(outcome)
    }
  }

  private func report(_ problem: ParameterProblem, of script: String) {
    switch problem {
    case .unknownBudget(let message, let help): printer.print(error: message, help: help)
    case .missing(let entries):
      let list = entries.map { entry in
        let variable = entry.environmentVariable.map { " or the variable `\($0)`" } ?? ""
        let isEmpty = entry.environmentVariable.map { (try? host.environment($0)) != nil }
        return
          "`\(ScriptHelp.usage(of: entry))`\(variable)\(isEmpty == true ? ", which is empty" : "")"
      }
      printer.print(
        error: "\(script) needs \(list.joined(separator: ", "))",
        help:
          "`imgflow run \(script) --help` explains \(list.count == 1 ? "it" : "them")")
    case .unreadable(let parameter):
      let flag = "`--\(ReservedNames.flag(for: parameter.name))`"
      let variable = parameter.environmentVariable.map {
        "the variable `\($0)`, used for \(flag),"
      }
      let key = parameter.file.map { "`\(parameter.name)` in \($0)" }
      printer.print(
        error: "\(key ?? variable ?? flag) takes \(parameter.type), not `\(parameter.text)`",
        help: "write \(parameter.form); `imgflow run \(script) --help` explains it")
    }
  }
}
