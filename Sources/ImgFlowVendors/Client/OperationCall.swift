import ImgFlowCatalogue
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

  /// Sends the request and reads the response; a listing is only described, and requested when it is used.
  ///
  /// - Parameter given: A checked argument for each parameter, nil if it was left out.
  func run(_ given: [Value?]) throws -> Value {
    let requirements = RequirementCheck(operation)
    // Learning that something is missing needs no sign-in.
    try requirements.check(given, isFilled: false)
    let arguments = try filled(given)
    try requirements.check(arguments, isFilled: true)
    if let paging = operation.paging { return .heap(PageStream(self, arguments, paging)) }
    let looks = try looksBefore(arguments)
    return try onceOnly {
      let result = try spending(arguments) { try answer(arguments) }
      if operation.opensSession {
        return try client.sessions.open(result, openedBy: operation, arguments, self)
      }
      guard let gives = operation.gives else { return result }
      return try readingSuccess { try computed(gives, names(arguments) + looks) }
    }
  }

  private func answer(_ arguments: [Value?]) throws -> Value {
    let perform = { try exchange(arguments) { try $0.read($1) } }
    guard let recovery = operation.recovery else { return try perform() }
    return try LostAnswer(self, recovery, arguments).recovering(perform)
  }

  /// Requests one page of a listing; returns the parts of the response by their meaning, including `items`.
  func page(_ arguments: [Value?]) throws -> [String: Value] {
    try spending(arguments) { try exchange(arguments) { try $0.readPage($1) } }
  }

  /// Sends the request and reads the response. A success that cannot be read is requested again if that does
  /// no harm.
  private func exchange<Result>(
    _ arguments: [Value?], _ read: (AnswerReader, HTTPResponse) throws -> Result
  ) throws -> Result {
    let request = try RequestBuilder(self).request(arguments)
    var attempt = 1
    while true {
      let response = try authorisedAnswer(to: request)
      do { return try read(AnswerReader(self, request: request), response) } catch {
        guard let error = error as? DetailedError, error.isUnreadable, error.isRetryable,
          operation.repetition != .never, attempt < Attempts.most,
          client.retries.take(RetryBudget.cost)
        else { throw error }
        attempt += 1
        try evaluator.sleep(milliseconds: Backoff.pause(before: attempt, evaluator.host))
      }
    }
  }

  /// The arguments as names for expressions of the declaration; null for what was left out.
  func names(_ arguments: [Value?]) -> [(String, Value)] {
    zip(operation.parameters, arguments).map { ($0.name, $1 ?? .null) }
  }

  func evaluate(_ expression: Expression, _ names: [(String, Value)]) throws -> Value {
    try client.evaluate(expression, names, evaluator, at: range)
  }

  private func looksBefore(_ arguments: [Value?]) throws -> [(String, Value)] {
    var looks: [(String, Value)] = []
    for (name, look) in operation.looksBefore {
      looks.append((name, try evaluate(look, names(arguments) + looks)))
    }
    return looks
  }

  private func computed(_ result: Expression, _ names: [(String, Value)]) throws -> Value {
    guard let type = operation.result else { return .null }
    return try ValueReader(self).read(try evaluate(result, names), type)
  }

  // MARK: - Arguments

  /// Puts in what the user supplied and the session holds.
  private func filled(_ given: [Value?]) throws -> [Value?] {
    var arguments = given
    var missing: [Setting] = []
    for (index, parameter) in operation.parameters.enumerated() where given[index] == nil {
      guard !isReplaced(index, given), case .supplied(let supplier, let name) = parameter.presence
      else { continue }
      switch supplier {
      case .session: arguments[index] = try rehearsed(parameter) ?? sessionField(name)
      case .credentials, .settings:
        guard let setting = client.setting(name, supplier) else { continue }
        arguments[index] =
          try client.value(of: setting, evaluator) ?? setting.sessionField.map(sessionField)
          ?? rehearsed(parameter)
        if arguments[index] == nil { missing.append(setting) }
      }
    }
    guard missing.isEmpty else {
      let keys = try missingKeys().filter { key in !missing.contains { $0.name == key.name } }
      throw client.missing(missing + keys, for: operation)
    }
    return arguments
  }

  /// What is sent in a rehearsal for something that the user or the session would supply; nil elsewhere.
  private func rehearsed(_ parameter: Operation.Parameter) -> Value? {
    client.settings.answersFromDeclaration ? parameter.type.sample : nil
  }

  /// Whether another argument was given that can replace the one at a place.
  private func isReplaced(_ index: Int, _ given: [Value?]) -> Bool {
    operation.requirements.map(\.alternatives).contains { places in
      places.contains(index) && places.contains { given[$0] != nil }
    }
  }

  /// What else is missing and not supplied by a session: everything is reported at once.
  private func missingKeys() throws -> [Setting] {
    guard !client.needsSession(operation.auth ?? client.vendor.auth) else { return [] }
    return try client.vendor.credentials.filter {
      try !$0.isOptional && client.value(of: $0, evaluator) == nil
    }
  }

  private func sessionField(_ name: String) throws -> Value {
    let session = try session()
    guard let value = session?.fields[name], !value.isNull else {
      throw DetailedError(
        .auth,
        session == nil
          ? "not signed in to \(client.vendor.name)"
          : "the session of \(client.vendor.name) has no `\(name)`",
        help: session == nil
          ? client.signInHelp : client.fieldHelp(name, for: operation))
    }
    return value
  }

  // MARK: - Sending

  /// The session, opened if need be; but what opens sessions must not wait for one.
  func session() throws -> SessionStore.Session? {
    operation.opensSession ? client.sessions.current : try client.sessions.ensure(self)
  }

  /// Sends one request to the vendor and returns its response, whatever its status. All network traffic
  /// passes here: code that records requests belongs here.
  func deliver(_ request: HTTPRequest) throws -> HTTPResponse {
    var request = request
    request.vendor = HTTPRequest.VendorOrigin(
      name: client.vendor.name, base: client.baseURL, isEmulated: client.settings.sandbox != nil)
    request.vendor?.isListing = operation.paging != nil
    if client.settings.answersFromDeclaration {
      request.vendor?.declaredAnswer = { DeclaredAnswer(self).response }
    }
    request.isDirect = client.settings.isSandboxHere(request.url)
    request.certificate = try certificate(for: request)
    var attempts = Attempts(self, request)
    return try attempts.run()
  }
}
