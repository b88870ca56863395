import ImgFlowCatalogue
import ImgFlowValues

/// Arguments and answers made from the types of a declaration.
struct Samples {
  let vendor: Vendor
  /// A small picture that every operation takes.
  let file: String

  // MARK: - Arguments

  /// A call of an operation as a script writes it.
  ///
  /// - Parameter isFull: Whether optional arguments are given too.
  func call(_ operation: Operation, isFull: Bool) -> String {
    "\(operation.qualifiedName)(\(arguments(operation, isFull: isFull)))"
  }

  /// The arguments for a call, by name.
  func arguments(_ operation: Operation, isFull: Bool, leavingOut: String? = nil) -> String {
    let required = requiredTogether(operation)
    let excluded = Set(
      operation.requirements.filter { $0.kind == .one }.flatMap { $0.parameters.dropFirst() })
    let arguments = operation.parameters.enumerated().compactMap { index, parameter -> String? in
      let isNeeded = required.contains(index) || parameter.presence.isRequired
      guard parameter.name != leavingOut, isNeeded || isFull && !excluded.contains(index) else {
        return nil
      }
      return parameter.name.contains("-") ? nil : "\(parameter.name): \(literal(parameter))"
    }
    return arguments.joined(separator: ", ")
  }

  /// The parameters without which a requirement would not be met.
  private func requiredTogether(_ operation: Operation) -> Set<Int> {
    var result: Set<Int> = []
    for requirement in operation.requirements where applies(requirement, operation) {
      result.formUnion(
        requirement.kind == .all ? requirement.parameters : [requirement.parameters[0]])
    }
    return result
  }

  private func applies(_ requirement: Requirement, _ operation: Operation) -> Bool {
    guard let condition = requirement.condition else { return true }
    var value = Value.null
    if case .literal(let known) = operation.parameters[condition.parameter].presence {
      value = known
    }
    return Value.equals(value, condition.value) == condition.isEqual
  }

  private func literal(_ parameter: Operation.Parameter) -> String {
    if let kind = parameter.fileRules?.kinds.first {
      let content = kind == "pdf" ? "%PDF-1.7" : "a\n1\n"
      return "\"\(TextFile.temporary(Array(content.utf8), named: "a.\(kind)"))\""
    }
    return text(parameter.type, isArgument: true)
  }

  // MARK: - Values

  /// A value of a type, as JSON or as a script writes it.
  func text(_ type: Type, isArgument: Bool) -> String {
    switch type.form {
    case .any, .derived: return "1"
    case .function: return "x => x"
    case .map(let type): return "{\"a\": \(text(type, isArgument: isArgument))}"
    case .literal(let value): return value.shortDescription()
    case .matching: return "\"BAhrYglpKW5u\""
    case .optional(let type), .stream(let type):
      return text(type, isArgument: isArgument)
    case .bounded(let type, let bounds): return bounded(type, bounds, isArgument: isArgument)
    case .list(let type): return "[\(text(type, isArgument: isArgument))]"
    case .object(let object): return self.object(object.fields, isArgument: isArgument)
    case .union(let members): return text(members[0], isArgument: isArgument)
    case .named(let type):
      if type.name == "SignedURL" { return signedURL }
      return text(type.definition, isArgument: isArgument)
    case .resource(let reference): return object(reference.fields, isArgument: isArgument)
    case .scalar(let scalar): return text(scalar, isArgument: isArgument)
    }
  }

  private var signedURL: String {
    #"{"url": "https://storage.example/a?Signature=xyz", "method": "PUT", "headers": {"X-Goog-Content-Length-Range": "1,31457280"}}"#
  }

  private func bounded(_ type: Type, _ bounds: Bounds, isArgument: Bool) -> String {
    guard type.scalar == .string || type.scalar == .secret else {
      return text(type, isArgument: isArgument)
    }
    let text = String(repeating: "a", count: max(8, bounds.lower?.asInt ?? 1))
    return "\"\(text)\""
  }

  private func object(_ fields: [ObjectField], isArgument: Bool) -> String {
    let texts = fields.map { "\"\($0.name)\": \(text($0.type, isArgument: isArgument))" }
    return "{\(texts.joined(separator: ", "))}"
  }

  private func text(_ scalar: ScalarType, isArgument: Bool) -> String {
    switch scalar {
    case .null: "null"
    case .bool: "true"
    case .int: "2"
    case .float, .number: "0.5"
    case .list: "[]"
    case .object: "{}"
    case .email: "\"me@example.com\""
    case .url: "\"https://example.com/hook\""
    case .uuid: "\"497f6eca-6276-4993-bfeb-53cbbbba6f08\""
    case .date: "\"2026-11-23\""
    case .time: isArgument ? #"time("2026-11-23T10:00:00Z")"# : "\"2026-11-23T10:00:00Z\""
    case .duration: isArgument ? "5s" : "\"PT5S\""
    case .period: isArgument ? "1mo" : "\"P1M\""
    case .file, .path: "\"\(file)\""
    case .folder: "\"/tmp\""
    case .string, .bytes: "\"text\""
    case .secret: "\"known-to-nobody\""
    case .range, .function, .stream, .error: "null"
    }
  }

  // MARK: - Answers

  /// The body of an answer as the declaration describes it; a listing has one item,
  /// which stands on the page that a call asks for first.
  func answer(_ operation: Operation, to path: String) -> String {
    guard let type = operation.result else { return "" }
    if operation.opensSession { return session }
    guard let template = operation.answers.first else {
      return operation.gives == nil ? text(type, isArgument: false) : ""
    }
    return text(template, Self.isFirstPage(path) ? type : nil)
  }

  private static func isFirstPage(_ path: String) -> Bool {
    path.firstMatch(of: /[?&]offset=(\d+)/).map { $0.1 == "0" || $0.1 == "2" } ?? true
  }

  private var session: String {
    let fields = vendor.session?.fields.filter { $0.value == nil || $0.isFromCredentials } ?? []
    let texts = fields.map { field in
      let isToken = field.type.scalar == .secret
      return
        "\"\(field.name)\": \(isToken ? "\"\(Answers.token("12"))\"" : text(field.type, isArgument: false))"
    }
    return "{\(texts.joined(separator: ", "))}"
  }

  private func text(_ template: BodyTemplate, _ type: Type?) -> String {
    switch template {
    case .constant(let value): value.shortDescription()
    case .role("items"): "[\(type.map { text($0, isArgument: false) } ?? "")]"
    case .role("result"): type.map { text($0, isArgument: false) } ?? "null"
    case .role("more"): "false"
    case .role("total"), .role("size"): "1"
    case .role: "null"
    case .list(let element): "[\(text(element, type))]"
    case .entries: "{}"
    case .object(let entries):
      "{" + entries.map { "\"\($0.key)\": \(text($0.template, type))" }.joined(separator: ", ")
        + "}"
    }
  }
}

extension Type {
  /// Whether an object is a value of the type.
  var takesAnything: Bool {
    switch resolved.form {
    case .any, .scalar(.object): true
    case .optional(let type): type.takesAnything
    default: false
    }
  }
}

extension Operation.Parameter.Presence {
  /// Whether a script must give it.
  var isRequired: Bool { if case .required = self { true } else { false } }
}
