import ImgFlowSyntax

extension Resolver {
  /// Reports arguments that cannot fit the parameters of a function that is known before running.
  func check(_ arguments: [Argument], against signature: CallSignature, at range: SourceRange) {
    var given: [String: Argument] = [:]
    var position = 0
    let names = signature.parameters.compactMap(\.name)
    let rest = signature.parameters.firstIndex { $0.isRest }
    var isOpen = false
    for argument in arguments {
      if argument.isSpread {
        isOpen = true
      } else if let label = argument.label {
        guard names.contains(label.text) else {
          report(.unknownArgument(label, of: signature))
          continue
        }
        if given.updateValue(argument, forKey: label.text) != nil {
          report(.repeatedArgument(label, of: signature))
        }
      } else {
        if position < (rest ?? signature.parameters.count) {
          if let name = signature.parameters[position].name, given[name] != nil {
            report(
              .repeatedArgument(
                Name(text: name, range: argument.range, id: NodeID(rawValue: -1)), of: signature))
          }
          signature.parameters[position].name.map { given[$0] = argument }
          position += 1
        } else if rest == nil, !isOpen {
          return report(.tooManyArguments(argument, of: signature, given: arguments.count))
        }
      }
    }
    guard !isOpen else { return }
    let missing = signature.parameters.enumerated().filter { index, parameter in
      parameter.isRequired && !parameter.isRest && index >= position
        && given[parameter.name ?? ""] == nil
    }
    if !missing.isEmpty, diagnostics.last?.range.start != range.start {
      report(.missingArguments(missing.map(\.element), of: signature, at: range))
    }
  }
}
