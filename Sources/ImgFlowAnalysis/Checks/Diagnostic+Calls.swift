import ImgFlowSyntax
import ImgFlowValues

/// The wording of what is wrong with the arguments of calls.
extension Diagnostic {
  static func unknownArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    let names = signature.parameters.filter { !$0.isRest }.compactMap(\.name)
    let near = NearNames.nearest(to: label.text, in: names)
    return Diagnostic(
      .unknownArgument, "`\(signature.name)` has no parameter `\(label.text)`", at: label.range,
      label: "unknown",
      help: near.map { "did you mean `\($0):`?" }
        ?? (signature.parameters.isEmpty
          ? "it takes no arguments"
          : names.isEmpty
            ? "its arguments have no names: write just the value"
            : "its parameters are \(names.joined(separator: ", "))"))
  }

  static func repeatedArgument(_ label: Name, of signature: CallSignature) -> Diagnostic {
    Diagnostic(
      .repeatedArgument, "`\(label.text)` is given twice to `\(signature.name)`", at: label.range,
      help: "remove one of the two")
  }

  static func tooManyArguments(
    _ argument: Argument, of signature: CallSignature, given: Int
  ) -> Diagnostic {
    let count = signature.parameters.count
    let takes = count == 0 ? "no arguments" : count == 1 ? "1 argument" : "\(count) arguments"
    return Diagnostic(
      .tooManyArguments,
      "`\(signature.name)` takes \(takes), but \(given) \(given == 1 ? "is" : "are") given",
      at: argument.range,
      label: "one too many")
  }

  static func missingArguments(
    _ missing: [CallSignature.Parameter], of signature: CallSignature, at range: SourceRange
  ) -> Diagnostic {
    let names = missing.map { parameter in
      parameter.name.map { "`\($0)`" }
        ?? (parameter.type.isAny ? "an argument" : parameter.type.phrase)
    }.joined(separator: " and ")
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
