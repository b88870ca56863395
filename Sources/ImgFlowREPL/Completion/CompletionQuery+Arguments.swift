import ImgFlowHelp
import ImgFlowSyntax
import ImgFlowValues

// What can appear in the arguments of a call: the parameters that are not given yet, and the values of enums.
extension CompletionQuery {
  /// The candidates for an argument; nil where no argument begins.
  func arguments() -> [Candidate]? {
    guard let site = CallSite(context, resolver), site.isAtStart else { return nil }
    let values = site.parameter.map { alternatives(for: $0) } ?? []
    let labels = site.label == nil ? site.missing.filter(isWritable).map(label) : []
    // Without a letter typed, all other names would hide what is requested.
    if context.prefix.isEmpty {
      return labels.isEmpty && values.isEmpty ? ownNames() : labels + values
    }
    return labels + values + names()
  }

  /// Whether a parameter has a name to be given by, which a pattern has not.
  private func isWritable(_ parameter: Callable.Parameter) -> Bool {
    parameter.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private func label(_ parameter: Callable.Parameter) -> Candidate {
    let value = parameter.defaultText.map { " = \($0)" } ?? ""
    return Candidate(
      parameter.name, suffix: ": ", type: parameter.type + value,
      summary: parameter.note.firstSentence, isRequired: parameter.isRequired)
  }

  /// The values that a parameter may have, as they are written in code.
  private func alternatives(for parameter: Callable.Parameter) -> [Candidate] {
    if parameter.type == "bool" {
      return ["true", "false"].map { word in
        Candidate(word, type: word == parameter.defaultText ? "the default" : "bool")
      }
    }
    let values = parameter.alternatives.map { ($0.shortDescription(limit: .max - 2), "value") }
    let isListed = values.contains { $0.0 == parameter.defaultText }
    let first = parameter.defaultText.flatMap { text -> [(String, String)]? in
      text.first == "\"" && !isListed ? [(text, "the default")] : nil
    }
    return ((first ?? []) + values).map { text, type in
      Candidate(text, type: text == parameter.defaultText ? "the default" : type)
    }
  }
}
