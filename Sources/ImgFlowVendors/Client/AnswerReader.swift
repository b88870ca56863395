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
    let body = try success(response)
    return try call.readingSuccess { try ValueReader(call).read(result(in: body), type) }
  }

  /// Returns the parts of a page by what they are, `items` with the types of the declaration.
  ///
  /// - Throws: `DetailedError`.
  func readPage(_ response: HTTPResponse) throws -> [String: Value] {
    guard (200..<300).contains(response.status) else { throw try error(response, nil) }
    let body = response.body.isEmpty ? Value.null : try success(response)
    for template in operation.answers {
      guard var roles = template.roles(in: body), let items = roles["items"] else { continue }
      if case .stream(let type) = operation.result {
        roles["items"] = try ValueReader(call).read(items, .list(type))
      }
      return roles
    }
    throw DetailedError(
      .parse, "`\(operation.qualifiedName)` answered without the list that it documents",
      details: ErrorReader.details(of: response, request, body: body),
      notes: [ErrorReader.line(of: request, response), response.excerpt].filter { !$0.isEmpty })
  }

  /// The body of a success.
  private func success(_ response: HTTPResponse) throws -> Value {
    let body = try json(response)
    // A success that says it is none: expoze's refresh page documents one.
    if let rule = operation.errors.first(where: { $0.status == response.status }),
      let content = rule.shape.read(body)
    {
      throw try error(response, (rule, content))
    }
    return body
  }

  /// What the answer is about, wherever it stands in the body; the body itself when none of the
  /// declared forms fits.
  private func result(in body: Value) -> Value {
    for template in operation.answers {
      if let roles = template.roles(in: body) { return roles["result"] ?? .null }
    }
    return body
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
      try Checkpoint.pass()
      throw DetailedError(
        .parse,
        "`\(operation.qualifiedName)`: `\(request.method) \(request.shownAddress)` was answered with "
          + "\(response.status) and something that is not JSON: \(error.message)",
        details: ErrorReader.details(of: response, request, body: .string(response.excerpt))
          + [("phase", .string(DetailedError.readingPhase))],
        isRetryable: true,
        notes: [ErrorReader.line(of: request, response), response.excerpt].filter { !$0.isEmpty },
        help: "check the address of the service: \(call.client.baseURL)")
    }
  }
}
