import ImgFlowSyntax
import ImgFlowValues

/// How a service says that it refuses: read by the client, written by the sandbox.
package struct ErrorRule: Sendable {
  /// The status; nil for any other.
  package let status: Int?
  /// Whether it is the response to an argument that is not accepted.
  package let isForInvalid: Bool
  /// In terms of `status`, `message`, and for violations `field` and `message`.
  package let shape: BodyTemplate
  /// The kind that the error gets instead of the one that its status has.
  package let kind: ErrorKind?
  /// When it gets this kind, in terms of `status`, `message` and `violations`; always without.
  package let condition: Expression?
}

/// What an error's body says, whatever its form.
package struct ErrorContent: Sendable {
  package var status: Int?
  package var message: String?
  package var violations: [Violation] = []

  package init(status: Int? = nil, message: String? = nil, violations: [Violation] = []) {
    self.status = status
    self.message = message
    self.violations = violations
  }
}

extension ErrorKind {
  /// The kind of every response with a status, from any service; nil where that depends.
  package init?(status: Int) {
    switch status {
    case 401: self = .auth
    case 402: self = .budget
    case 403: self = .permission
    default: return nil
    }
  }
}

extension BodyTemplate {
  /// Reads a body; nil if it has another form.
  package func read(_ body: Value) -> ErrorContent? {
    var content = ErrorContent()
    return read(body, into: &content) ? content : nil
  }

  private func read(_ value: Value, into content: inout ErrorContent) -> Bool {
    switch self {
    case .constant: return true
    case .role(let role):
      switch role {
      case "status": content.status = value.asInt
      case "message": content.message = value.asString ?? value.displayText
      default: break
      }
      return true
    case .object(let entries):
      guard let record = value.asRecord else { return false }
      return entries.allSatisfy { key, template in
        if case .constant = template { return true }
        return record[key].map { template.read($0, into: &content) } ?? false
      }
    case .list(let element):
      guard let list = value.asList else { return false }
      content.violations = list.items.compactMap(element.readViolation)
      return true
    case .entries(_, let template):
      guard let record = value.asRecord, record.count > 0 else { return false }
      content.violations = zip(record.keys, record.values).flatMap { key, value in
        template.messages(of: value).map { Violation(field: key.text, message: $0) }
      }
      return content.violations.count >= record.count
    }
  }

  /// The strings under one key of an object of violations.
  private func messages(of value: Value) -> [String] {
    switch self {
    // A lone string is not one: `{"detail": "…"}` is about no field.
    case .list: value.asList?.items.compactMap(\.asString) ?? []
    default: value.asString.map { [$0] } ?? []
    }
  }

  private func readViolation(_ value: Value) -> Violation? {
    guard case .object(let entries) = self, let record = value.asRecord else { return nil }
    var texts: [String: String] = [:]
    for case (let key, .role(let role)) in entries { texts[role] = record[key]?.displayText }
    return Violation(field: texts["field"] ?? "", message: texts["message"] ?? "")
  }

  /// Writes a body.
  ///
  /// - Throws: `ValueError.tooDeep`, for declarations nested beyond all measure.
  package func write(_ content: ErrorContent) throws -> Value {
    switch self {
    case .constant(let value): return value
    case .role(let role):
      return switch role {
      case "status": content.status.map(Value.int) ?? .null
      case "message": content.message.map(Value.string) ?? .null
      case "field": content.violations.first.map { .string($0.field) } ?? .null
      default: .null
      }
    case .object(let entries):
      return .heap(try RecordObject(entries.map { ($0.key, try $0.template.write(content)) }))
    case .list(let element):
      return try .list(
        content.violations.map {
          try element.write(ErrorContent(message: $0.message, violations: [$0]))
        })
    case .entries(_, let template):
      let record = RecordObject()
      for violation in content.violations {
        let value = try template.write(
          ErrorContent(message: violation.message, violations: [violation]))
        try record.set(violation.field, value)
      }
      return .heap(record)
    }
  }
}

extension Vendor {
  /// The status of the service's response when it refuses an argument.
  package var invalidStatus: Int {
    errors.first(where: \.isForInvalid)?.status ?? 422
  }

  /// Writes the body of an error response in the vendor's own form; without a message one is made from the
  /// violations, as `field: message` lines.
  package func errorBody(status: Int, message: String? = nil, violations: [Violation] = []) throws
    -> Value
  {
    let rule =
      errors.first { $0.status == status && $0.isForInvalid == !violations.isEmpty }
      ?? errors.first { $0.status == nil } ?? errors.first { $0.status == status }
    let lines = violations.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
    let message = message ?? lines.joined(separator: "\n")
    let content = ErrorContent(status: status, message: message, violations: violations)
    let fallback = BodyTemplate.object([(key: "message", template: .role("message"))])
    return try (rule?.shape ?? fallback).write(content)
  }
}
