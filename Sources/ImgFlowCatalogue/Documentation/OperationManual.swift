import ImgFlowSyntax
import ImgFlowValues

/// What there is to be said about an operation: for help on the terminal and for documents.
package struct OperationManual: Sendable {
  package let operation: Operation
  private let vendor: Vendor

  package init(_ operation: Operation, of vendor: Vendor) {
    self.operation = operation
    self.vendor = vendor
  }

  /// `createJob(media: int, colormap: string = "jet") -> Job`, a parameter a line when it is long.
  package var signature: String {
    let parameters = operation.parameters.map { Self.text(of: $0) }
    let result = operation.result.map { " -> \($0)" } ?? ""
    let line = "\(operation.name)(\(parameters.joined(separator: ", ")))\(result)"
    if line.count <= 80 { return line }
    return "\(operation.name)(\n" + parameters.map { "  \($0)" }.joined(separator: ",\n")
      + "\n)\(result)"
  }

  /// The documentation without its example.
  package var text: String { DocumentedText(operation.documentation).text }

  /// The example's lines, without their indentation.
  package var example: [String] { DocumentedText(operation.documentation).example }

  /// What is to be said about each parameter beyond its type.
  package var parameterNotes: [(name: String, type: String, note: String)] {
    operation.parameters.map { parameter in
      (parameter.name, Self.type(of: parameter), Self.note(on: parameter))
    }
  }

  // MARK: - Facts

  /// Where the knowledge is from, in words.
  package var source: String {
    let reason = operation.source.reason.map { ": \($0)" } ?? ""
    return switch operation.source.kind {
    case .seed: "from the vendor's document\(reason)"
    case .public: "from other public material\(reason)"
    case .inferred: "inferred\(reason)"
    }
  }

  /// Short sentences about the request and its response.
  package var facts: [String] {
    var facts = [
      "It sends `\(operation.signature)`; the response has status \(operation.status).",
      "The path is \(source).",
    ]
    facts += operation.requirements.map {
      "It needs \($0.phrase(operation.parameters.map(\.name)))."
    }
    if vendor.isAsynchronous(operation) { facts.append("`waitFor` waits until it is done.") }
    if operation.paging != nil { facts.append("Its pages are requested as the stream is read.") }
    facts.append(repetition)
    if !operation.costs.isEmpty {
      facts.append("It costs \(operation.costs.map { "`\($0)`" }.formatted(and: "and")).")
    }
    if !operation.limits.isEmpty {
      facts.append("ImgFlow sends at most \(operation.limits); further ones wait.")
    }
    switch operation.auth ?? vendor.auth {
    case let rule where rule.isOptional: facts.append("It works with and without a session.")
    case let rule: if case .none = rule.scheme { facts.append("It needs no session.") }
    }
    return facts
  }

  private var repetition: String {
    if operation.recovery != nil {
      return "It starts something: if its response is lost, ImgFlow can look for what it has made."
    }
    return switch operation.repetition {
    case .safe: "It changes nothing."
    case .idempotent: "Sending it twice does the same as once."
    case .keyed(let header):
      "Its header `\(header)` has a key by which the service knows it again, so it may be sent twice."
    case .never: "It is never sent again automatically."
    }
  }

  // MARK: - Parameters

  private static func text(of parameter: Operation.Parameter) -> String {
    switch parameter.presence {
    case .required: "\(parameter.name): \(type(of: parameter))"
    case .optional: "\(parameter.name)?: \(type(of: parameter))"
    case .literal(let value):
      "\(parameter.name): \(type(of: parameter)) = \(value.shortDescription(limit: 60))"
    case .supplied(let supplier, let name):
      "\(parameter.name): \(type(of: parameter)) = \(supplier.rawValue).\(name)"
    }
  }

  private static func type(of parameter: Operation.Parameter) -> String {
    guard let rules = parameter.fileRules else { return parameter.type.description }
    let kinds = rules.kinds.map { "\"\($0)\"" }.joined(separator: " | ")
    let parts =
      (kinds.isEmpty ? [] : ["kind: \(kinds)"])
      + [("size", rules.size), ("width", rules.width), ("height", rules.height)]
      .compactMap { name, bounds in bounds.map { "\(name): \($0)" } }
    return "file(\(parts.joined(separator: ", ")))"
  }

  private static func note(on parameter: Operation.Parameter) -> String {
    var notes = [parameter.documentation?.replacing("\n", with: " ")]
    let alternatives = parameter.type.alternatives
    if !alternatives.isEmpty, case .named = parameter.type.form {
      notes.append(
        "One of " + alternatives.map { $0.shortDescription() }.joined(separator: ", ") + ".")
    }
    let limits = parameter.fileRules?.phrases.joined(separator: ", ") ?? ""
    if !limits.isEmpty { notes.append("The file: \(limits).") }
    notes.append(parameter.deprecation.map { "Deprecated: \($0)." })
    return notes.compactMap { $0 }.joined(separator: " ")
  }
}
