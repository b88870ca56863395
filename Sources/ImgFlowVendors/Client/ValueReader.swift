import ImgFlowRuntime
import ImgFlowValues

/// Gives the values of an answer the types of the declaration: resources know what they are, tokens
/// are secrets, times are times, and repairs are made. What is of another kind has been refused before,
/// by `AnswerCheck`; a value of an enum that is not declared stays as it came.
struct ValueReader {
  private let call: OperationCall

  init(_ call: OperationCall) { self.call = call }

  func read(_ value: Value, _ type: FieldType) throws -> Value {
    switch type {
    case .any, .literal, .stream: return value
    case .bounded(let type, _), .matching(let type, _), .optional(let type):
      return value.isNull ? value : try read(value, type)
    case .scalar(let scalar): return read(value, scalar)
    case .list(let element):
      guard let list = value.asList else { return value }
      for index in 0..<list.count { try list.modify(at: index) { $0 = try read($0, element) } }
      return value
    case .object(let object):
      guard let record = value.asRecord else { return value }
      return try read(record, object.fields.map { (StringObject($0.name), $0.type) })
    case .resource(let name):
      guard let record = value.asRecord, let type = call.client.resourceType(name) else {
        return value
      }
      record.resource = type
      try rename(record, type.declaration.fields)
      return try read(record, type.keys)
    case .union(let members):
      let check = AnswerCheck(resources: call.client.vendor.resources)
      return try check.member(value, of: members).map { try read(value, $0) } ?? value
    case .named(let type):
      let value = try read(value, type.definition)
      guard let repair = type.read, !value.isNull else { return value }
      let function = try call.client.compile(repair, call.evaluator)
      return try call.evaluator.call(function, [value], at: call.range)
    }
  }

  /// The answer has just been parsed: nobody else holds its objects.
  private func read(
    _ record: RecordObject, _ fields: [(key: StringObject, type: FieldType)]
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
    case .int: return AnswerCheck.wholeNumber(value).map(Value.int) ?? value
    case .time:
      let time = value.asString.flatMap(AnswerCheck.time)
      return time.map { .time(milliseconds: $0) } ?? value
    case .duration:
      let length = value.asString.flatMap(DurationText.parse)
      return length.map { .duration(milliseconds: $0) } ?? value
    case .secret:
      guard let text = value.asString else { return value }
      call.evaluator.interpreter.redactor.register(text)
      return .heap(SecretObject(text))
    default: return value
    }
  }
}
