import ImgFlowRuntime
import ImgFlowValues

/// Checks the content of requests that arrive: what the sandbox does before it does anything else.
extension Vendor {
  /// Returns what is wrong with the JSON body of a request for `operation`.
  public func violations(ofBody body: Value, for operation: Operation) -> [Violation] {
    if case .jsonValue(let field) = operation.body {
      return TypeCheck(vendor: self, origin: .json).violations(of: body, field.type, at: "")
    }
    guard let record = body.asRecord else {
      return [Violation(field: "", message: "the body must be a JSON object, not \(body.phrase)")]
    }
    let check = TypeCheck(vendor: self, origin: .json)
    return operation.body.fields.flatMap { field in
      violations(of: field.names.lazy.compactMap { record[$0] }.first, field, check)
    }
  }

  /// Returns what is wrong with the fields of a form, multipart form or query. Files are given as
  /// their names; only whether they are there is checked.
  public func violations(
    ofFields fields: [String: String], _ declared: [RequestField]
  ) -> [Violation] {
    let check = TypeCheck(vendor: self, origin: .json)
    return declared.flatMap { field in
      let text = field.names.lazy.compactMap { fields[$0] }.first
      return violations(of: text.map { Self.value(of: $0, in: field) }, field, check)
    }
  }

  /// The fields of a body with those that are missing filled from the declaration's defaults.
  public func withDefaults(_ body: RecordObject, for operation: Operation) throws -> RecordObject {
    let filled = body.copy()
    for field in operation.body.fields {
      guard filled[field.name] == nil, let value = field.defaultValue else { continue }
      try filled.set(field.name, value)
    }
    return filled
  }

  private func violations(
    of value: Value?, _ field: RequestField, _ check: TypeCheck
  ) -> [Violation] {
    guard let value else { return field.isRequired ? [.missing(field.name, field.type)] : [] }
    let found = check.violations(of: value, field.type, at: field.name)
    if let other = field.alsoAccepted,
      check.violations(of: value, other, at: field.name).isEmpty
    {
      return []
    }
    return found
  }

  /// The value that a text in a query or form stands for, given the form that the field is sent in.
  public static func value(of text: String, in field: RequestField) -> Value {
    switch (field.format, field.type.resolved) {
    case (.csv, .list(let element)):
      let items = text.split(separator: ",").map { value(of: String($0), element) }
      return (try? .list(items)) ?? .string(text)
    case (.unix, _):
      // What is no number of seconds stays what it is, and is no time.
      guard let seconds = Int(text) else { return .string(text) }
      return .string(TimeText.iso(seconds.multipliedReportingOverflow(by: 1000).partialValue))
    default: return value(of: text, field.type)
    }
  }

  /// The value that a text in a query or form stands for, given the type it is declared with.
  public static func value(of text: String, _ type: FieldType) -> Value {
    switch type.scalar {
    case .int: Int(text).map(Value.int) ?? .string(text)
    case .float, .number: number(text) ?? .string(text)
    case .bool:
      text == "true" || text == "1"
        ? .bool(true)
        : text == "false" || text == "0" ? .bool(false) : .string(text)
    default: .string(text)
    }
  }

  private static func number(_ text: String) -> Value? {
    guard let value = try? JSON.parse(text), value.isNumber else { return nil }
    return value
  }
}
