import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// Whose call it is: API keys, ready tokens and sessions.
extension OperationCall {
  /// Sends the request with the credentials of its operation. A 401 renews the session once and sends
  /// the request once more; a second 401 is final.
  func authorisedAnswer(to request: HTTPRequest) throws -> HTTPResponse {
    // Nothing is sent that would have to be authorised.
    if client.settings.answersFromDeclaration { return try deliver(request) }
    let rule = operation.auth ?? client.vendor.auth
    guard let credential = Credential(rule) else { return try deliver(request) }
    // What needs no one to be signed in: an API key, or a token made for servers.
    if let text = try credential.text(nil, self) {
      return try deliver(credential.added(text, to: request))
    }
    if rule.isOptional, client.sessions.current == nil { return try deliver(request) }
    guard client.needsSession(rule), let session = try session() else {
      throw try missingCredentials()
    }
    let response = try deliver(try authorised(request, credential, session))
    guard response.status == 401 else { return response }
    let renewed = try client.sessions.renew(after: session.generation, self)
    return try deliver(try authorised(request, credential, renewed))
  }

  /// What is shown to the service itself; nothing to the sandbox, or at an address from a response.
  func certificate(for request: HTTPRequest) throws -> HTTPRequest.ClientCertificate? {
    guard let expression = client.vendor.certificate, client.settings.sandbox == nil,
      let base = URLParts(client.baseURL), URLParts(request.url)?.hasSameOrigin(as: base) == true
    else { return nil }
    let names: [(String, Value)] = [
      ("credentials", try client.values(of: .credentials, evaluator)),
      ("settings", try client.values(of: .settings, evaluator)),
    ]
    let value = try evaluate(expression, names)
    return try HTTPRequest.ClientCertificate(value, in: evaluator.host.files)
  }

  private func authorised(
    _ request: HTTPRequest, _ credential: Credential, _ session: SessionStore.Session
  ) throws -> HTTPRequest {
    guard let text = try credential.text(session, self) else { throw try missingCredentials() }
    return credential.added(text, to: request)
  }

  private func missingCredentials() throws -> DetailedError {
    try client.missing(
      client.vendor.credentials.filter { try client.value(of: $0, evaluator) == nil },
      for: operation)
  }
}

/// The header that authorises a call.
private struct Credential {
  let name: String
  let prefix: String
  let expression: Expression

  /// Nil for calls that anyone may make.
  init?(_ rule: AuthRule) {
    switch rule.scheme {
    case .none: return nil
    case .bearer(let token): (name, prefix, expression) = ("Authorization", "Bearer ", token)
    case .header(let header, let value): (name, prefix, expression) = (header, "", value)
    }
  }

  /// The token or key; nil if there is none. Without a session its fields are null.
  func text(_ session: SessionStore.Session?, _ call: OperationCall) throws -> String? {
    let client = call.client
    let nobody = (client.vendor.session?.fields ?? []).map { ($0.name, Value.null) }
    let names: [(String, Value)] = [
      ("session", .heap(try session?.fields ?? RecordObject(nobody))),
      ("credentials", try client.values(of: .credentials, call.evaluator)),
      ("settings", try client.values(of: .settings, call.evaluator)),
    ]
    let value = try client.evaluate(expression, names, call.evaluator, at: call.range)
    return value.asSecret?.text ?? value.asString
  }

  func added(_ text: String, to request: HTTPRequest) -> HTTPRequest {
    var authorised = request
    authorised.headers.append((name, prefix + text))
    authorised.credentialHeaders.insert(name)
    return authorised
  }
}
