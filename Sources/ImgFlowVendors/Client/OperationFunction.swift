import ImgFlowAnalysis
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

// An operation as a function of the language.
extension VendorClient {
  func builtin(for operation: Operation) -> Builtin {
    let rules = operation.parameters.map { ArgumentRules($0, of: operation) }
    var builtin = Builtin(
      operation.name, operation.parameters.map { parameter($0, of: operation) },
      returns: operation.result ?? .null, operation.documentation ?? ""
    ) { [self] call in
      let arguments = try operation.parameters.enumerated().map { index, parameter in
        try call.optional(index).flatMap { try parameter.type.said($0) }
          ?? parameter.defaultValue
      }
      for (argument, rules) in zip(arguments, rules) {
        try rules.requireFile(argument, call.evaluator)
      }
      let result = try OperationCall(self, operation, call.evaluator, at: call.range).run(arguments)
      noteWork(result, of: operation, call)
      return result
    }.effect(effect(of: operation))
    builtin.rules = .argument
    builtin.requirements = RequirementCheck(operation).always.map {
      CallSignature.Requirement(parameters: $0.parameters, needsAll: $0.kind == .all)
    }
    return builtin
  }

  private func parameter(_ parameter: Operation.Parameter, of operation: Operation)
    -> Builtin.Parameter
  {
    let presence: Builtin.Parameter.Presence =
      switch parameter.presence {
      case .required: parameter.type.allowsNull ? .optional : .required
      case .optional, .supplied: .optional
      case .literal(let value): .defaulted(value)
      }
    let rules = ArgumentRules(parameter, of: operation)
    // Any type is let through to the rules, whose errors are of kind `validation`.
    var declared = Builtin.Parameter(
      parameter.name, parameter.type, presence, taking: .any, refine: rules.refine)
    declared.takesNull = parameter.mayBeNull
    return declared
  }
}

/// Checks and converts the arguments for one parameter, before any request.
struct ArgumentRules: Sendable {
  private let parameter: Operation.Parameter
  private let function: String

  init(_ parameter: Operation.Parameter, of operation: Operation) {
    self.parameter = parameter
    self.function = operation.qualifiedName
  }

  /// Returns the argument as it will be sent.
  ///
  /// - Throws: `DetailedError` of kind `validation`.
  @Sendable func refine(_ value: Value, _ evaluator: Evaluator) throws -> Value {
    let violations = try violations(of: value)
    guard violations.isEmpty else { throw error(violations) }
    return try convert(value, evaluator)
  }

  private func violations(of value: Value) throws -> [Violation] {
    try parameter.type.violations(
      ofPart: value, isRequired: !parameter.mayBeNull, at: parameter.name, by: .argument)
  }

  private func text(_ violation: Violation) -> String {
    "`\(violation.field)` of `\(function)` \(violation.message)"
  }

  /// The three conversions of the language.
  private func convert(_ value: Value, _ evaluator: Evaluator) throws -> Value {
    switch (parameter.type.scalar, value) {
    case (.float, .int(let int)): return .float(Double(int))
    case (.secret, .heap(let string as StringObject)):
      evaluator.interpreter.redactor.register(string.text)
      return .heap(SecretObject(string.text))
    case (.path, .heap(let string as StringObject)), (.file, .heap(let string as StringObject)),
      (.folder, .heap(let string as StringObject)):
      return .string(try evaluator.host.files.absolute(string.text))
    default: return value
    }
  }

  /// Checks the file that a converted argument names, if it is one for a file. A resumed run asks for it only
  /// if it is to be sent.
  func requireFile(_ argument: Value?, _ evaluator: Evaluator) throws {
    guard parameter.type.scalar == .file, let path = argument?.asString else { return }
    let files = evaluator.host.files
    let kind = try files.look(at: path)?.kind
    if kind == .file {
      guard let rules = parameter.fileRules else { return }
      let violations = try FileCheck(rules, files).violations(of: path, at: parameter.name)
      guard violations.isEmpty else { throw error(violations) }
      return
    }
    let violation = Violation(
      field: parameter.name,
      message: kind.map { "must be a file, but `\(path)` is \($0.rawValue)" }
        ?? "is not an existing file: `\(path)`",
      hint: kind == nil
        ? "check the path; relative ones start at the current folder, `here(…)` next to the script"
        : nil)
    throw error([violation])
  }

  private func error(_ violations: [Violation]) -> DetailedError {
    let lines = violations.map(text)
    return DetailedError(
      .validation, lines[0], details: [("violations", violations.value)],
      notes: Array(lines.dropFirst().prefix(8)), help: violations.lazy.compactMap(\.hint).first)
  }
}

extension [Violation] {
  /// The list as scripts see it: `[{field, message}]`.
  var value: Value {
    let items = compactMap { violation in
      try? Value.object([
        "field": .string(violation.field), "message": .string(violation.message),
      ])
    }
    return (try? Value.list(items)) ?? .null
  }
}
