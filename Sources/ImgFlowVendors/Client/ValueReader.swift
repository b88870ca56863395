import ImgFlowRuntime
import ImgFlowValues

/// Gives the values of a response the types of the declaration: resources know what they are, tokens are
/// secrets, times are times, and repairs are made. Values of another kind have been refused before; a value
/// of an enum that is not declared stays as it came.
struct ValueReader {
  private let call: OperationCall

  init(_ call: OperationCall) { self.call = call }

  func read(_ value: Value, _ type: Type) throws -> Value {
    switch type.form {
    case .any, .literal, .stream, .function, .derived: return value
    case .bounded(let type, _), .matching(let type, _), .optional(let type):
      return value.isNull ? value : try read(value, type)
    case .scalar(let scalar): return read(value, scalar)
    case .list(let element):
      guard let list = value.asList else { return value }
      for index in 0..<list.count { try list.modify(at: index) { $0 = try read($0, element) } }
      return value
    case .object(let object):
      guard let record = value.asRecord else { return value }
      return try read(record, object.fields.map { ($0.key, $0.type) })
    case .map(let element):
      guard let record = value.asRecord else { return value }
      return try read(record, record.keys.map { ($0, element) })
    case .resource(let reference):
      guard let record = value.asRecord, let type = call.client.resourceType(reference.name) else {
        return value
      }
      record.resource = type
      try rename(record, type.declaration.fields)
      return try read(record, type.keys)
    case .union(let members):
      return try Self.member(value, of: members).map { try read(value, $0) } ?? value
    case .named(let type):
      let value = try read(value, type.definition)
      guard let repair = call.client.vendor.repairs[type.name], !value.isNull else { return value }
      let function = try call.client.compile(repair, call.evaluator)
      return try call.evaluator.call(function, value, at: call.range)
    }
  }

  /// The response has just been parsed: its objects are not shared.
  private func read(
    _ record: RecordObject, _ fields: [(key: StringObject, type: Type)]
  ) throws -> Value {
    for (key, type) in fields {
      guard let index = record.shape.index(of: key) else { continue }
      try record.modify(at: index) { $0 = try read($0, type) }
    }
    return .heap(record)
  }

  /// Gives fields their declared names where the service has used another one.
  private func rename(_ record: RecordObject, _ fields: [ObjectField]) throws {
    for field in fields {
      for other in field.alsoNames {
        guard let value = record[other] else { continue }
        let read = try read(value, field.type)
        try record.set(other, read)
        if record[field.name] == nil { try record.set(field.name, read) }
      }
    }
  }

  private func read(_ value: Value, _ scalar: ScalarType) -> Value {
    switch scalar {
    case .int: return LenientText.wholeNumber(value).map(Value.int) ?? value
    case .time:
      let time = value.asString.flatMap(LenientText.time)
      return time.map { .time(milliseconds: $0) } ?? value
    case .duration:
      let length = value.asString.flatMap(DurationText.parse)
      return length.map { .duration(milliseconds: $0) } ?? value
    case .period: return value.asString.flatMap(PeriodText.parse).map(Value.period) ?? value
    case .secret:
      guard let text = value.asString else { return value }
      call.evaluator.interpreter.redactor.register(text)
      return .heap(SecretObject(text, isIssued: true))
    default: return value
    }
  }

  // MARK: - Unions

  /// The member of a union that a value belongs to; nil if there is none. One whose required fields are all
  /// present is preferred, and a string stays a string if it may.
  private static func member(_ value: Value, of members: [Type]) throws -> Type? {
    let possible = try members.filter { try $0.accepts(value, by: .received) }
    return possible.first { isWhole(value, $0) } ?? possible.first
  }

  private static func isWhole(_ value: Value, _ type: Type) -> Bool {
    switch type.resolved.form {
    case .object(let object): hasAll(object.fields, value)
    case .resource(let reference): hasAll(reference.fields, value)
    case .list: value.type == .list
    default: value.type != .string || type.scalar != .int
    }
  }

  private static func hasAll(_ fields: [ObjectField], _ value: Value) -> Bool {
    guard let record = value.asRecord else { return false }
    return fields.allSatisfy { field in
      !field.isRequired || field.type.allowsNull || field.names.contains { record[$0] != nil }
    }
  }
}
