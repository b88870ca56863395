import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Reads the answer to an operation: a value of the declared type, or an error.
struct AnswerReader {
  private let call: OperationCall
  private let request: HTTPRequest
  private var operation: Operation { call.operation }

  init(_ call: OperationCall, request: HTTPRequest) {
    self.call = call
    self.request = request
  }

  /// Returns the result. Any 2xx is a success, whatever the documents say, and an empty one is no
  /// mistake.
  ///
  /// - Throws: `DetailedError`.
  func read(_ response: HTTPResponse) throws -> Value {
    guard (200..<300).contains(response.status) else { throw try error(response, nil) }
    guard let type = operation.result else { return .null }
    if type.scalar == .bytes { return .bytes(response.body) }
    if response.body.isEmpty { return .null }
    let body = try json(response)
    // A success that says it is none: expoze's refresh page documents one.
    if let rule = operation.errors.first(where: { $0.status == response.status }),
      let content = rule.shape.read(body)
    {
      throw try error(response, (rule, content))
    }
    return try ValueReader(call).read(body, type)
  }

  private func error(
    _ response: HTTPResponse, _ known: (ErrorRule, ErrorContent)?
  ) throws -> DetailedError {
    try ErrorReader(call, request: request).error(response, known)
  }

  private func json(_ response: HTTPResponse) throws -> Value {
    do throws(JSONError) {
      return try JSON.parse(response.body)
    } catch {
      throw DetailedError(
        .parse,
        "`\(operation.qualifiedName)` answered with something that is not JSON: \(error.message)",
        details: ErrorReader.details(of: response, request, body: .string(response.excerpt)),
        isRetryable: operation.repetition != .never,
        notes: [ErrorReader.line(of: request, response), response.excerpt].filter { !$0.isEmpty },
        help: "check the address of the service: \(call.client.baseURL)")
    }
  }
}

extension HTTPResponse {
  /// The start of the body as text, for messages; empty for what is no text.
  var excerpt: String {
    let start = body.prefix(2000)
    guard !start.contains(0) else { return "" }
    let text = String(decoding: start, as: UTF8.self)
    return body.count > start.count ? text + "…" : text
  }
}

/// Gives the values of an answer the types of the declaration: resources know what they are, tokens
/// are secrets, times are times, and repairs are made. Whatever does not fit stays as it came.
struct ValueReader {
  private let call: OperationCall

  init(_ call: OperationCall) { self.call = call }

  func read(_ value: Value, _ type: FieldType) throws -> Value {
    switch type {
    case .any, .literal, .union: return value
    case .bounded(let type, _), .optional(let type):
      return value.isNull ? value : try read(value, type)
    case .scalar(let scalar): return read(value, scalar)
    case .list(let element):
      guard let list = value.asList else { return value }
      for index in list.items.indices { list.items[index] = try read(list.items[index], element) }
      return value
    case .object(let object):
      guard let record = value.asRecord else { return value }
      return try read(record, object.fields.map { (StringObject($0.name), $0.type) })
    case .resource(let name):
      guard let record = value.asRecord, let type = call.client.resourceType(name) else {
        return value
      }
      record.resource = type
      return try read(record, type.keys)
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
      record.values[index] = try read(record.values[index], type)
    }
    return .heap(record)
  }

  private func read(_ value: Value, _ scalar: ScalarType) -> Value {
    guard let text = value.asString else { return value }
    switch scalar {
    case .secret:
      call.evaluator.interpreter.redactor.register(text)
      return .heap(SecretObject(text))
    case .time: return TimeText.parse(text).map { .time(milliseconds: $0) } ?? value
    default: return value
    }
  }
}
