import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Reads the response to an operation: a value of the declared type, or an error.
struct AnswerReader {
  private let call: OperationCall
  private let request: HTTPRequest
  private var operation: Operation { call.operation }

  init(_ call: OperationCall, request: HTTPRequest) {
    self.call = call
    self.request = request
  }

  /// Returns the result. Any 2xx is a success, whatever the documents say.
  ///
  /// - Throws: `DetailedError`.
  func read(_ response: HTTPResponse) throws -> Value {
    guard (200..<300).contains(response.status) else { throw try error(response, nil) }
    // What the declaration makes of the arguments is not in the response.
    guard let type = operation.result, operation.gives == nil else {
      if response.isPage { throw unreadable(response, "an HTML page") }
      return .null
    }
    if type.scalar == .bytes { return .bytes(response.body) }
    if response.body.isEmpty, type.allowsNull { return .null }
    let body = try success(response)
    let (result, path) = try part("result", of: body, response)
    try check(result, type, at: path, body, response)
    return try call.readingSuccess { try ValueReader(call).read(result, type) }
  }

  /// Returns the parts of a page by what they are, `items` with the types of the declaration.
  ///
  /// - Throws: `DetailedError`.
  func readPage(_ response: HTTPResponse) throws -> [String: Value] {
    guard (200..<300).contains(response.status) else { throw try error(response, nil) }
    let body = try success(response)
    guard let template = operation.answers.first(where: { $0.roles(in: body) != nil }),
      var roles = template.roles(in: body), let items = roles["items"]
    else { throw misfit(body, response) }
    for (role, type) in Self.pageTypes {
      guard let value = roles[role], let path = template.path(to: role) else { continue }
      try check(value, type, at: path, body, response)
    }
    if case .stream(let type)? = operation.result?.form {
      let path = template.path(to: "items") ?? ""
      try check(items, .list(of: type), at: path, body, response)
      roles["items"] = try ValueReader(call).read(items, .list(of: type))
    }
    return roles
  }

  /// What a response says of its page.
  private static let pageTypes: [(role: String, type: Type)] =
    [("more", .optional(.bool))] + ["total", "size", "from"].map { ($0, .optional(.int)) }

  // MARK: - Parts

  /// The body of a success.
  private func success(_ response: HTTPResponse) throws -> Value {
    let body = try json(response)
    // A success that says it is a failure: expoze's refresh page documents one.
    if let rule = operation.errors.first(where: { $0.status == response.status }),
      let content = rule.shape.read(body)
    {
      throw try error(response, (rule, content))
    }
    return body
  }

  /// A part of the response and where it is, by the first of the declared forms that fits; the body itself
  /// where none is declared.
  private func part(
    _ role: String, of body: Value, _ response: HTTPResponse
  ) throws -> (Value, path: String) {
    if operation.answers.isEmpty { return (body, "") }
    for template in operation.answers {
      if let roles = template.roles(in: body) {
        return (roles[role] ?? .null, template.path(to: role) ?? "")
      }
    }
    throw misfit(body, response)
  }

  // MARK: - Errors

  private func check(
    _ value: Value, _ type: Type, at path: String, _ body: Value, _ response: HTTPResponse
  ) throws {
    let found = try type.violations(of: value, at: path, by: .received, limit: 1)
    if let found = found.first { throw mismatch(found, body, response) }
  }

  /// The error for a response that has none of the declared forms. A fault inside one of them says more than
  /// a mismatch with another.
  private func misfit(_ body: Value, _ response: HTTPResponse) -> DetailedError {
    let found = operation.answers.compactMap { $0.misfit(body) }
    return mismatch(found.first { !$0.field.isEmpty } ?? found.first, body, response)
  }

  /// The error for a response in which a value has another kind than declared.
  private func mismatch(
    _ found: Violation?, _ body: Value, _ response: HTTPResponse
  ) -> DetailedError {
    let field = found?.field ?? ""
    let place = field.isEmpty ? "the response" : "`\(field)`"
    return DetailedError(
      .parse,
      "the response to `\(operation.qualifiedName)` is not as documented: \(place) "
        + (found?.message ?? "has a different form"),
      details: ErrorReader.details(of: response, request, body: body)
        + [("path", .string(field)), ("phase", .string(DetailedError.readingPhase))],
      isRetryable: false,
      notes: [ErrorReader.line(of: request, response), response.excerpt].filter { !$0.isEmpty },
      help: "check the address of the service: \(call.client.baseURL)")
  }

  private func error(
    _ response: HTTPResponse, _ known: (ErrorRule, ErrorContent)?
  ) throws -> DetailedError {
    try ErrorReader(call, request: request).error(response, known)
  }

  private func json(_ response: HTTPResponse) throws -> Value {
    if response.body.isEmpty { throw unreadable(response, "an empty body") }
    do throws(JSONError) {
      return try JSON.parse(response.body)
    } catch {
      try Checkpoint.pass()
      throw unreadable(response, "something that is not JSON: \(error.message)")
    }
  }

  private func unreadable(_ response: HTTPResponse, _ what: String) -> DetailedError {
    DetailedError(
      .parse,
      "the response to `\(operation.qualifiedName)` (`\(request.method) \(request.shownAddress)`) was "
        + "\(response.status) with \(what)",
      details: ErrorReader.details(of: response, request, body: .string(response.excerpt))
        + [("phase", .string(DetailedError.readingPhase))],
      isRetryable: true,
      notes: [ErrorReader.line(of: request, response), response.excerpt].filter { !$0.isEmpty },
      help: "check the address of the service: \(call.client.baseURL)")
  }
}

extension HTTPResponse {
  /// Whether the response is a web page, which the service did not send.
  fileprivate var isPage: Bool {
    let start = body.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.prefix(14)
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
  }
}
