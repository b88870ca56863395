import ImgFlowSyntax
import ImgFlowValues

/// The wording of what is wrong with the arguments of calls.
extension Diagnostic {
  static func unknownArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    let mistake = ArgumentMistake.unknown(
      label.text, of: signature.name,
      names: signature.parameters.filter { !$0.isRest }.compactMap(\.name),
      count: signature.parameters.count)
    return Diagnostic(
      .unknownArgument, mistake.message, at: label.range, label: "unknown", help: mistake.help)
  }

  static func repeatedArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    let mistake = ArgumentMistake.repeated(label.text, of: signature.name)
    return Diagnostic(.repeatedArgument, mistake.message, at: label.range, help: mistake.help)
  }

  static func tooManyArguments(
    _ argument: Argument, of signature: CallSignature, given: Int
  ) -> Diagnostic {
    let mistake = ArgumentMistake.tooMany(
      of: signature.name, takes: signature.parameters.count, given: given)
    return Diagnostic(
      .tooManyArguments, mistake.message, at: argument.range, label: "one too many",
      help: mistake.help)
  }

  static func missingArguments(
    _ missing: [CallSignature.Parameter], of signature: CallSignature, at range: SourceRange
  ) -> Diagnostic {
    let names = missing.formatted(and: "and") { parameter in
      parameter.name.map { "`\($0)`" }
        ?? (parameter.type.isAny ? "an argument" : parameter.type.phrase)
    }
    let types = missing.compactMap { parameter in
      parameter.name.map { $0 + (parameter.type.isAny ? "" : ": \(parameter.type)") }
    }
    return Diagnostic(
      .missingArgument, "`\(signature.name)` needs \(names)", at: range,
      label: types.isEmpty ? nil : "required and not given: \(types.joined(separator: ", "))",
      help: missing.first?.name.map { "add `\($0): …`" })
  }

  static func spreadIntoConstruct(_ argument: Argument, _ signature: CallSignature) -> Diagnostic {
    let what = signature.parameters.map(\.type.phrase).joined()
    return Diagnostic(
      .tooManyArguments, "`\(signature.name)` takes \(what) and nothing else", at: argument.range,
      help: "nothing can be spread here")
  }
}
