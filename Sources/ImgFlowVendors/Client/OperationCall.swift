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

  /// Sends the request and reads the answer; a listing is only described, and asked for when it is used.
  ///
  /// - Parameter given: A checked argument for each parameter, nil where it was left out.
  func run(_ given: [Value?]) throws -> Value {
    let arguments = try filled(given)
    try RequirementCheck(operation).check(arguments)
    if let paging = operation.paging { return .heap(PageStream(self, arguments, paging)) }
    let looks = try looksBefore(arguments)
    let result = try answer(arguments)
    if operation.opensSession {
      return try client.sessions.open(result, openedBy: operation, arguments, self)
    }
    return try operation.gives.map { try computed($0, names(arguments) + looks) } ?? result
  }

  private func answer(_ arguments: [Value?]) throws -> Value {
    let perform = {
      let (request, response) = try exchange(arguments)
      return try AnswerReader(self, request: request).read(response)
    }
    guard let recovery = operation.recovery else { return try perform() }
    return try LostAnswer(self, recovery, arguments).recovering(perform)
  }

  /// Asks for one page of a listing; gives what the answer says by its meaning, `items` among it.
  func page(_ arguments: [Value?]) throws -> [String: Value] {
    let (request, response) = try exchange(arguments)
    return try AnswerReader(self, request: request).readPage(response)
  }

  private func exchange(
    _ arguments: [Value?]
  ) throws -> (request: HTTPRequest, response: HTTPResponse) {
    let request = try RequestBuilder(self).request(arguments)
    return (request, try authorisedAnswer(to: request))
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
      guard case .supplied(let supplier, let name) = parameter.presence else { continue }
      switch supplier {
      case .session: arguments[index] = try sessionField(name)
      case .credentials, .settings:
        guard let setting = client.setting(name, supplier) else { continue }
        arguments[index] =
          try client.value(of: setting, evaluator) ?? setting.sessionField.map(sessionField)
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
          ? client.signInHelp : client.fieldHelp(name, for: operation))
    }
    return value
  }

  // MARK: - Sending

  /// The session, opened if need be; but what opens sessions must not wait for one.
  func session() throws -> SessionStore.Session? {
    operation.opensSession ? client.sessions.current : try client.sessions.ensure(self)
  }

  /// Brings one request to the vendor and its answer back, whatever its status. Everything that goes
  /// over the network passes here: what keeps a record of requests belongs here.
  func deliver(_ request: HTTPRequest) throws -> HTTPResponse {
    var attempts = Attempts(self, request)
    return try attempts.run()
  }
}
