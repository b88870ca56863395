import ImgFlowCatalogue
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Whatever an operation answers can be sent back, nulls included: neither the client nor the sandbox
/// refuses the form of it. What has the form and is refused for what it says is another matter, such as a
/// name that is taken.
@Suite struct SendingBackTests {
  /// What an answer shows in another form than requests have, and why.
  private static let exceptions: [String: String] = [
    "deepopinion.listLabelingSessions.mode": "asks for several modes, and a session has one",
    "deepopinion.createCorrection.model_id":
      "has fields of a labeling session, which need not have a model; correcting needs one",
    "expoze.createSpace.organization":
      "the documents send `<organization_id>`, and answers show an object; give its `id`",
    "expoze.createJob.media":
      "the documents send `<media_id>`, and answers show an object; give `mediaId`",
    "expoze.createAOI.media":
      "the documents send 108, and answers show a path, which they send to `updateAOI` only; give "
      + "`mediaId`",
    "hautai.createUploadURLs.front": "a name, for which the answer has an address",
    "hautai.createUploadURLs.left": "a name, for which the answer has an address",
    "hautai.createUploadURLs.right": "a name, for which the answer has an address",
  ]

  /// Who sends it back.
  enum Sender: CaseIterable { case script, plainHTTP }

  @Test(arguments: EveryOperationTests.vendors, Sender.allCases)
  func whatIsAnsweredIsTaken(_ name: String, from sender: Sender) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(name, at: sandbox.url)
      let operations = script.vendor.operations.filter { !$0.isInternal }
      let answered = try await script.run(
        operations.map { OperationScript.Attempt(operation: $0) })
      var parts = AnsweredParts(script.vendor)
      for (operation, outcome) in zip(operations, answered) {
        parts.collect(outcome.result, of: operation)
      }
      let echoes = operations.flatMap(parts.echoes).filter {
        Self.exceptions["\($0.operation.qualifiedName).\($0.parameter.name)"] == nil
      }
      // Pixoneye shows in one operation what another takes, and that one answers nothing.
      #expect(!echoes.isEmpty || name == "pixoneye")
      let arguments = Dictionary(
        zip(operations.map(\.name), answered.map(\.arguments)), uniquingKeysWith: { $1 })
      switch sender {
      case .script: try await Self.sendByClient(echoes, arguments, script)
      case .plainHTTP: try await Self.sendByHand(echoes, arguments, script.vendor, sandbox)
      }
    }
  }

  /// A script gives the operation what was answered, beside its usual arguments.
  private static func sendByClient(
    _ echoes: [AnsweredParts.Echo], _ arguments: [String: Value], _ script: OperationScript
  ) async throws {
    let given = try echoes.map { echo in
      let usual = arguments[echo.operation.name]?.asRecord ?? RecordObject()
      let copy = try usual.copy()
      try copy.set(echo.parameter.name, echo.value)
      return Value.heap(copy)
    }
    let attempts = echoes.enumerated().map { index, echo in
      OperationScript.Attempt(
        operation: echo.operation, arguments: "() => known[\(index)]",
        title: " with \(echo.parameter.name) of \(echo.source)")
    }
    let outcomes = try await script.run(attempts, known: try .list(given))
    #expect(outcomes.count == echoes.count)
    for (echo, outcome) in zip(echoes, outcomes) {
      let message = outcome.message ?? ""
      #expect(
        !isAboutForm(outcome.status, message, echo.parameter.name),
        "\(outcome.title) \(echo.value.shortDescription()): \(message)")
    }
  }

  /// The same over plain HTTP, where null is sent as null.
  private static func sendByHand(
    _ echoes: [AnsweredParts.Echo], _ arguments: [String: Value], _ vendor: Vendor,
    _ sandbox: TestSandbox
  ) async throws {
    var credentials = try await sandbox.credentials(of: vendor.name)
    for echo in echoes {
      guard let usual = arguments[echo.operation.name]?.asRecord,
        let path = path(of: echo.operation, usual),
        let body = try body(of: echo, usual)
      else { continue }
      func send() async throws -> TestSandbox.Answer {
        let headers = ["Content-Type": "application/json", "Accept": "application/json"]
        return try await sandbox.send(
          echo.operation.method, "/\(vendor.name)\(path)",
          headers: headers.merging(credentials) { $1 }, body: .bytes(ByteBuffer(string: body)))
      }
      var answer = try await send()
      // Some of what was sent back ended the session.
      if answer.status == 401 {
        credentials = try await sandbox.credentials(of: vendor.name)
        answer = try await send()
      }
      #expect(
        answer.status < 500 && !isAboutForm(answer.status, answer.text, echo.parameter.name),
        "\(echo.operation.name) with \(echo.parameter.name) of \(echo.source) \(body): \(answer.text)"
      )
    }
  }

  /// Whether the form of what was sent back was refused: by the client, without a status, or by the sandbox.
  private static func isAboutForm(_ status: Int?, _ text: String, _ name: String) -> Bool {
    guard status == nil || status == 400 || status == 422, text.contains(name) else { return false }
    return text.contains("is required (") || text.contains("must be") && text.contains(", but is ")
  }

  private static func path(
    of operation: ImgFlowCatalogue.Operation, _ arguments: RecordObject
  ) -> String? {
    var path = operation.path.description
    for name in operation.path.parameters {
      let usual: [String: Value] = ["organization_id": .int(1), "user_id": .int(241_602)]
      guard let value = arguments[name] ?? usual[name] else { return nil }
      guard let text = value.asString ?? value.asInt.map(String.init) else { return nil }
      path = path.replacing("{\(name)}", with: text)
    }
    return path
  }

  /// The JSON of a body; nil for operations that send something else, or nothing.
  private static func body(of echo: AnsweredParts.Echo, _ usual: RecordObject) throws -> String? {
    func value(_ content: RequestField.Content) -> Value? {
      switch content {
      case .constant(let value): return value
      case .parameter(let place):
        let name = echo.operation.parameters[place].name
        return name == echo.parameter.name ? echo.value : usual[name]
      }
    }
    switch echo.operation.body {
    case .jsonValue(let field): return try value(field.content).map { try JSON.text(of: $0) }
    case .json(let fields):
      let entries = fields.compactMap { field in value(field.content).map { (field.name, $0) } }
      guard entries.contains(where: { _, value in Value.equals(value, echo.value) }) else {
        return nil
      }
      return try? JSON.text(of: .heap(RecordObject(entries)))
    case .none, .form, .multipart, .raw: return nil
    }
  }
}
