import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Makes an error from a refusal: its kind, what the service said, and what was requested.
struct ErrorReader {
  private let call: OperationCall
  private let request: HTTPRequest
  private var operation: Operation { call.operation }

  init(_ call: OperationCall, request: HTTPRequest) {
    self.call = call
    self.request = request
  }

  /// - Parameter known: The rule and what it read, if the caller has found them.
  func error(
    _ response: HTTPResponse, _ known: (ErrorRule, ErrorContent)?
  ) throws -> DetailedError {
    let body = try? JSON.parse(response.body)
    let (rule, content) =
      known.map { ($0.0, $0.1) } ?? body.flatMap { read($0, response.status) }
      ?? (nil, ErrorContent())
    let kind = try kind(response.status, rule, content)
    let message = message(response, content)
    var details = Self.details(
      of: response, request, body: body ?? .string(response.excerpt))
    details.append(("violations", content.violations.value))
    details += response.retryAfterField(now: call.evaluator.host.now())
    let isRetryable =
      [408, 429].contains(response.status) || response.status >= 500 && response.status != 501
    return DetailedError(
      kind, message, details: details, isRetryable: isRetryable,
      notes: violationLines(content) + clockLines(kind, response)
        + [Self.line(of: request, response)] + request.files.map { "sent \($0)" },
      help: help(kind, response))
  }

  // MARK: - Reading

  /// The first rule whose form fits: those for the status, then those for any, then the rest, since services
  /// use forms that they document for something else.
  private func read(_ body: Value, _ status: Int) -> (ErrorRule?, ErrorContent)? {
    let rules = operation.errors + call.client.vendor.errors
    let ordered =
      rules.filter { $0.status == status } + rules.filter { $0.status == nil }
      + rules.filter { $0.status != nil && $0.status != status }
    for rule in ordered {
      if let content = rule.shape.read(body) {
        return (rule.status == status || rule.status == nil ? rule : nil, content)
      }
    }
    return nil
  }

  private func kind(_ status: Int, _ rule: ErrorRule?, _ content: ErrorContent) throws -> ErrorKind
  {
    if let rule, let kind = rule.kind, try applies(rule, content) { return kind }
    if let kind = ErrorKind(status: status) { return kind }
    return rule?.isForInvalid == true && !content.violations.isEmpty ? .validation : .http
  }

  private func applies(_ rule: ErrorRule, _ content: ErrorContent) throws -> Bool {
    guard let condition = rule.condition else { return true }
    let names: [(String, Value)] = [
      ("status", content.status.map(Value.int) ?? .null),
      ("message", content.message.map(Value.string) ?? .null),
      ("violations", content.violations.value),
    ]
    return try call.client.evaluate(condition, names, call.evaluator, at: call.range).asBool
      ?? false
  }

  // MARK: - Saying

  /// A status and what the service said with it: `503 Service Unavailable: closed until noon`.
  func summary(of response: HTTPResponse) -> String {
    let content = (try? JSON.parse(response.body)).flatMap { read($0, response.status)?.1 }
    let reason = StatusText.reason(response.status).map { " \($0)" } ?? ""
    let text = content?.message.flatMap { $0.isEmpty ? nil : $0 } ?? firstLine(of: response)
    return "\(response.status)\(reason)" + (text.map { ": \($0)" } ?? "")
  }

  /// The first line of a string; nil for other values, and for a web page.
  private func firstLine(of response: HTTPResponse) -> String? {
    guard !response.body.prefix(200).contains(0) else { return nil }
    let line = response.excerpt.split(whereSeparator: \.isNewline).first.map { $0.prefix(200) }
    return line.flatMap { $0.isEmpty || $0.hasPrefix("<") ? nil : String($0) }
  }

  private func message(_ response: HTTPResponse, _ content: ErrorContent) -> String {
    let reason = StatusText.reason(response.status).map { " \($0)" } ?? ""
    let failed = "`\(operation.qualifiedName)` failed with \(response.status)\(reason)"
    if let message = content.message, !message.isEmpty { return "\(failed): \(message)" }
    if let target = response.header("Location"), (300..<400).contains(response.status) {
      return
        "\(failed): it points to \(CredentialMask.address(target)), and only GET is redirected"
    }
    return firstLine(of: response).map { "\(failed): \($0)" } ?? failed
  }

  /// A line for each field the service does not accept, under the name that the script gave it.
  private func violationLines(_ content: ErrorContent) -> [String] {
    content.violations.prefix(8).map { violation in
      let field = operation.body.fields.first { $0.name == violation.field }
      var name = violation.field
      if case .parameter(let index)? = field?.content { name = operation.parameters[index].name }
      return "`\(name)`: \(violation.message)"
    }
  }

  /// A clock that is far off makes tokens look expired, or not yet valid.
  private func clockLines(_ kind: ErrorKind, _ response: HTTPResponse) -> [String] {
    guard kind == .auth, let date = response.header("Date").flatMap(HTTPDate.parse) else {
      return []
    }
    let difference = call.evaluator.host.now() - date
    guard abs(difference) > 5 * 60_000 else { return [] }
    let direction = difference > 0 ? "ahead of" : "behind"
    return [
      "this computer's clock is \(DurationText.short(abs(difference) / 1000 * 1000)) \(direction) the service's"
    ]
  }

  private func help(_ kind: ErrorKind, _ response: HTTPResponse) -> String? {
    let vendor = call.client.vendor
    switch kind {
    case .auth:
      let variables = vendor.credentials.compactMap(\.environmentVariable).map { "`\($0)`" }
      guard !variables.isEmpty else { return "check the credentials" }
      return
        "check \(variables.formatted(and: "and")), and that they are for \(call.client.baseURL)"
    case .budget: return "the account has no budget left for this; sending it again does not help"
    case .permission:
      return "sign in as someone who may do this, or have the account's role changed"
    case .validation:
      return "`imgflow doc \(operation.qualifiedName)` shows what it accepts"
    default: return pauseHelp(response) ?? statusHelp(response.status)
    }
  }

  private func pauseHelp(_ response: HTTPResponse) -> String? {
    let now = call.evaluator.host.now()
    guard let pause = response.retryAfter(now: now), pause > 0 else { return nil }
    let (whole, time) = (pause / 1000 * 1000, TimeText.iso((now + pause) / 1000 * 1000))
    return
      "the service asks to wait \(DurationText.short(whole)): try again after \(time)"
  }

  private func statusHelp(_ status: Int) -> String? {
    switch status {
    case 400, 413, 415, 422:
      return "`imgflow doc \(operation.qualifiedName)` shows what it accepts"
    case 404 where !operation.path.parameters.isEmpty:
      let names = operation.path.parameters.map { "`\($0)`" }
      return "check \(names.formatted(and: "and")), and who is signed in"
    case 429: return "send requests less often, or fewer at a time: `parallel(limit: 2) for …`"
    case 500...: return "the service itself has a problem: try again later"
    default: return nil
    }
  }

  /// `POST /jobs.json   318 ms`, with the request's id if the service gave one, and how often it was sent.
  static func line(of request: HTTPRequest, _ response: HTTPResponse) -> String {
    let id = response.header("X-Request-Id").map { "   request id \($0)" } ?? ""
    return "\(request.line)   \(response.elapsed) ms\(id)\(Attempts.count(response.attempts))"
  }

  /// The fields that every error of a response has.
  static func details(
    of response: HTTPResponse, _ request: HTTPRequest, body: Value
  ) -> [(String, Value)] {
    // A cookie is a credential.
    let headers = response.headers.filter { $0.name.lowercased() != "set-cookie" }
    return [
      ("status", .int(response.status)), ("headers", (try? HeaderValues.joined(headers)) ?? .null),
      ("body", body),
      ("request", .string(request.line)), ("elapsed", .duration(milliseconds: response.elapsed)),
      ("attempts", .int(response.attempts)),
    ]
  }
}

extension HTTPRequest {
  /// `POST /jobs.json`.
  var line: String { "\(method) \(URLParts(url)?.target ?? url)" }
}

/// The names of statuses (RFC 9110 section 15).
enum StatusText {
  static func reason(_ status: Int) -> String? { known[status] }

  private static let known = [
    200: "OK", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
    402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict", 410: "Gone",
    411: "Length Required", 412: "Precondition Failed", 413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 422: "Unprocessable Content",
    423: "Locked", 425: "Too Early", 428: "Precondition Required", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
  ]
}
