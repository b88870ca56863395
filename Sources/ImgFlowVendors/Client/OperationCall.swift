import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// One call of an operation, from its arguments to its result.
struct OperationCall {
  let client: VendorClient
  let operation: Operation
  let evaluator: Evaluator
  let range: SourceRange

  init(
    _ client: VendorClient, _ operation: Operation, _ evaluator: Evaluator, at range: SourceRange
  ) {
    self.client = client
    self.operation = operation
    self.evaluator = evaluator
    self.range = range
  }

  /// Sends the request and reads the answer.
  ///
  /// - Parameter given: A checked argument for each parameter, nil where it was left out.
  func run(_ given: [Value?]) throws -> Value {
    let arguments = try filled(given)
    let request = try RequestBuilder(client, operation).request(arguments)
    let response = try authorisedAnswer(to: request)
    let answer = AnswerReader(self, request: request)
    let result = try answer.read(response)
    if operation.opensSession {
      return try client.sessions.open(result, openedBy: operation, arguments, self)
    }
    return result
  }

  // MARK: - Arguments

  /// Puts in what the user supplied and the session holds.
  private func filled(_ given: [Value?]) throws -> [Value?] {
    var arguments = given
    var missing: [Setting] = []
    for (index, parameter) in operation.parameters.enumerated() where given[index] == nil {
      guard case .supplied(let supplier, let name) = parameter.presence else { continue }
      switch supplier {
      case .session: arguments[index] = try sessionField(name)
      case .credentials, .settings:
        guard let setting = client.setting(name, supplier) else { continue }
        arguments[index] = client.value(of: setting, evaluator)
        if arguments[index] == nil { missing.append(setting) }
      }
    }
    guard missing.isEmpty else { throw client.missing(missing, for: operation) }
    return arguments
  }

  private func sessionField(_ name: String) throws -> Value {
    let session = try session()
    guard let value = session?.fields[name], !value.isNull else {
      throw DetailedError(
        .auth,
        session == nil
          ? "nobody is signed in to \(client.vendor.name)"
          : "the session of \(client.vendor.name) has no `\(name)`",
        help: session == nil
          ? client.signInHelp : "give `\(operation.qualifiedName)` the argument itself")
    }
    return value
  }

  // MARK: - Authorisation

  /// The session, opened if need be; but what opens sessions must not wait for one.
  private func session() throws -> SessionStore.Session? {
    operation.opensSession ? client.sessions.current : try client.sessions.ensure(self)
  }

  /// Sends the request with the credentials of its operation. A 401 renews the session once and sends
  /// the request once more; a second 401 is final.
  private func authorisedAnswer(to request: HTTPRequest) throws -> HTTPResponse {
    let rule = operation.auth ?? client.vendor.auth
    let session = try client.needsSession(rule) ? session() : nil
    let response = try deliver(try authorised(request, rule, session))
    guard response.status == 401, let session else { return response }
    let renewed = try client.sessions.renew(after: session.generation, self)
    return try deliver(try authorised(request, rule, renewed))
  }

  private func authorised(
    _ request: HTTPRequest, _ rule: AuthRule, _ session: SessionStore.Session?
  ) throws -> HTTPRequest {
    let name: String
    let prefix: String
    let expression: Expression
    switch rule.scheme {
    case .none: return request
    case .bearer(let token): (name, prefix, expression) = ("Authorization", "Bearer ", token)
    case .header(let header, let value): (name, prefix, expression) = (header, "", value)
    }
    let names: [(String, Value)] = [
      ("session", session.map { .heap($0.fields) } ?? .null),
      ("credentials", try client.values(of: .credentials, evaluator)),
      ("settings", try client.values(of: .settings, evaluator)),
    ]
    let credential = try client.evaluate(expression, names, evaluator, at: range)
    guard let text = credential.asSecret?.text ?? credential.asString else {
      throw client.missing(
        client.vendor.credentials.filter { client.value(of: $0, evaluator) == nil }, for: operation)
    }
    var authorised = request
    authorised.headers.append((name, prefix + text))
    authorised.credentialHeaders.insert(name)
    return authorised
  }

  /// Brings one request to the vendor and its answer back, whatever its status. Everything that goes
  /// over the network passes here: what repeats requests or keeps a record of them belongs here.
  private func deliver(_ request: HTTPRequest) throws -> HTTPResponse {
    try evaluator.checkCancellation()
    do {
      return try evaluator.host.send(request, cancellation: evaluator.cancellation)
    } catch let error as DetailedError {
      // The transport knows the server; who reads the error wants to know what was asked of it.
      throw DetailedError(
        error.kind, "`\(operation.qualifiedName)`: \(error.message)",
        details: error.details + [("request", .string(request.line))],
        isRetryable: error.isRetryable, notes: error.notes + [request.line], help: error.help)
    }
  }
}
