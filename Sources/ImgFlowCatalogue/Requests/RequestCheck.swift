import ImgFlowValues

/// Checks the content of requests that arrive: what the sandbox does before it does anything else.
extension Vendor {
  /// Returns what is wrong with the JSON body of a request for `operation`.
  package func violations(ofBody body: Value, for operation: Operation) -> [Violation] {
    if case .jsonValue(let field) = operation.body {
      return (try? field.type.violations(of: body, by: .request)) ?? []
    }
    guard let record = body.asRecord else {
      return [
        Violation(field: "", message: "the body must be a JSON object, but is \(body.described)")
      ]
    }
    return violations(of: record, operation.body.fields)
  }

  /// Returns what is wrong with the fields of a body or query. Files are given as their names; only their
  /// presence is checked.
  package func violations(of record: RecordObject, _ declared: [RequestField]) -> [Violation] {
    declared.flatMap { field in
      violations(of: field.names.lazy.compactMap { record[$0] }.first, field)
    }
  }

  /// The fields of a form, multipart form or query as the values that their strings stand for, each under its
  /// main name; fields that are not declared are left out.
  ///
  /// - Throws: `ValueError.tooDeep`, for JSON nested beyond all measure.
  package func record(
    ofFields fields: [(name: String, text: String)], _ declared: [RequestField]
  ) throws -> RecordObject {
    let record = RecordObject()
    for field in declared {
      let texts = fields.filter { field.names.contains($0.name) }.map(\.text)
      if let value = try Self.value(of: texts, in: field) { try record.set(field.name, value) }
    }
    return record
  }

  /// The fields with those that are missing filled from the declaration's defaults, and those that came by
  /// another name under their own too. Null where null is not allowed counts as missing.
  package func withDefaults(_ record: RecordObject, _ declared: [RequestField]) throws
    -> RecordObject
  {
    let filled = try record.copy()
    for field in declared {
      let given = field.names.lazy.compactMap { record[$0] }.first
      let value = try given.flatMap { try field.type.said($0) } ?? field.defaultValue
      if let value {
        try filled.set(field.name, value)
      } else {
        _ = filled.remove(StringObject(field.name))
      }
    }
    return filled
  }

  /// A result found while the work is to stop means nothing, so there is no wait for it.
  private func violations(of value: Value?, _ field: RequestField) -> [Violation] {
    if let value, let other = field.alsoAccepted,
      (try? other.accepts(value, by: .request)) ?? true
    {
      return []
    }
    return
      (try? field.type.violations(
        ofPart: value, isRequired: field.isRequired, at: field.name, by: .request)) ?? []
  }

  /// The value of a field that came once or, being a list, several times; nil if it did not come.
  private static func value(of texts: [String], in field: RequestField) throws -> Value? {
    guard let last = texts.last else { return nil }
    switch (field.format, field.type.resolved.form) {
    case (.csv, .list(let element)):
      return try .list(last.split(separator: ",").map { value(of: String($0), element) })
    case (.unix, _):
      // A value that is not a number of seconds stays unchanged, and is not a time.
      guard let seconds = Int(last) else { return .string(last) }
      return .string(TimeText.iso(seconds.multipliedReportingOverflow(by: 1000).partialValue))
    case (_, .list(let element)):
      if texts.count == 1, let list = try? JSON.parse(last), list.type == .list { return list }
      return try .list(texts.map { value(of: $0, element) })
    case (_, .object), (_, .resource), (_, .scalar(.object)), (_, .scalar(.list)):
      return (try? JSON.parse(last)) ?? .string(last)
    default: return value(of: last, field.type)
    }
  }

  /// The value that a string in a query or form stands for, given the type it is declared with.
  package static func value(of text: String, _ type: Type) -> Value {
    switch type.scalar {
    case .int: Int(text).map(Value.int) ?? .string(text)
    case .float, .number: number(text) ?? .string(text)
    case .bool:
      // Python writes `True`.
      switch text.lowercased() {
      case "true", "1": .bool(true)
      case "false", "0": .bool(false)
      default: .string(text)
      }
    default: .string(text)
    }
  }

  private static func number(_ text: String) -> Value? {
    guard let value = try? JSON.parse(text), value.isNumber else { return nil }
    return value
  }
}
