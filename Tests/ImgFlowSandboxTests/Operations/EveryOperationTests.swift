import ImgFlowCatalogue
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Calls every operation of every vendor over HTTP, as a script does, against the sandbox: with good
/// arguments, with wrong ones, with ids of nothing and without credentials.
@Suite struct EveryOperationTests {
  /// All that the sandbox emulates; one without a file of arguments fails.
  static let vendors = EmulatorTable.kinds.map { $0.name }

  @Test(arguments: vendors)
  func answersInItsDocumentedShape(_ name: String) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(name, at: sandbox.url)
      let operations = Self.operations(of: script.vendor)
      // With each session dead when the call comes: it is renewed, or opened anew.
      let outcomes = try await script.run(
        operations.map { OperationScript.Attempt(operation: $0) },
        before: #"http.post("\(server)/_sandbox/\#(name)/expire-sessions")"#)
      #expect(outcomes.map(\.title) == operations.map(\.name))
      for (operation, outcome) in zip(operations, outcomes) {
        #expect(outcome.kind == nil, "\(outcome.title): \(outcome.message ?? "")")
        let problems = try Self.problems(of: outcome.result, operation, script.vendor)
        #expect(problems == [], "\(outcome.title)")
      }
      let log = try await sandbox.get("/_sandbox/log").text
      let dead = log.split(separator: "\n").filter { $0.contains(#""status":401"#) }
      // Where another call looks first, that one meets the dead token.
      for operation in operations
      where script.vendor.needsSession(operation) && operation.looksBefore.isEmpty {
        #expect(
          dead.contains { $0.contains("\"\(operation.qualifiedName)\"") },
          "\(operation.name) was not asked for with a dead token")
      }
    }
  }

  /// Each id of a path in turn is one of nothing.
  @Test(arguments: vendors)
  func answersWith404ToUnknownIds(_ name: String) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(name, at: sandbox.url)
      let attempts = Self.operations(of: script.vendor).flatMap { operation in
        operation.path.parameters.compactMap { id -> OperationScript.Attempt? in
          guard let unknown = Self.unknown(id, operation) else { return nil }
          return OperationScript.Attempt(
            operation: operation,
            arguments: "() => {...operations.\(operation.name)(), \(id): \(unknown)}",
            title: " \(id)")
        }
      }
      for outcome in try await script.run(attempts) {
        let what = "\(outcome.title): \(outcome.kind ?? "accepted") \(outcome.message ?? "")"
        #expect(outcome.status == 404, "\(what)")
        #expect(outcome.message?.isEmpty == false)
      }
    }
  }

  /// Without what it needs, or with something of another type, no operation sends anything; from whoever
  /// it does not know, none takes anything.
  @Test(arguments: vendors)
  func refusesWrongArgumentsAndStrangers(_ name: String) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(name, at: sandbox.url)
      let operations = Self.operations(of: script.vendor)
      let called = try await script.run(
        operations.map { OperationScript.Attempt(operation: $0) })
      let known = Value.heap(try RecordObject(called.map { ($0.title, $0.arguments) }))
      try await Self.expectRefusals(of: operations, script, known, sandbox)
      try await Self.expectSignIns(for: operations, script, known)
    }
  }

  /// Wrong arguments are refused, with the argument's name, and nothing reaches the sandbox.
  private static func expectRefusals(
    of operations: [Operation], _ script: OperationScript, _ known: Value, _ sandbox: TestSandbox
  ) async throws {
    let attempts = operations.flatMap { wrongAttempts($0, script.vendor) }
    let before = try await sandbox.get("/_sandbox/log").text
    let outcomes = try await script.run(attempts, known: known)
    #expect(outcomes.map(\.title) == attempts.map { $0.operation.name + $0.title })
    for (attempt, outcome) in zip(attempts, outcomes) {
      let message = outcome.message ?? ""
      let what = "\(outcome.title): \(outcome.kind ?? "accepted") \(message)"
      #expect(outcome.kind == "type" || outcome.kind == "validation", "\(what)")
      #expect(message.contains(attempt.operation.name), "\(what)")
      let names = attempt.operation.parameters.map(\.name)
      #expect(names.contains { message.contains("`\($0)") }, "\(what)")
    }
    #expect(try await sandbox.get("/_sandbox/log").text == before)
  }

  private static func expectSignIns(
    for operations: [Operation], _ script: OperationScript, _ known: Value
  ) async throws {
    let authorised = operations.filter { script.vendor.isAuthorised($0) }
    let secrets = script.vendor.credentials.filter { $0.type.scalar == .secret }
    let attempts = authorised.map { operation in
      OperationScript.Attempt(operation: operation, arguments: "() => known.\(operation.name)")
    }
    let outcomes = try await script.run(
      attempts, credentials: Dictionary(uniqueKeysWithValues: secrets.map { ($0.name, "wrong") }),
      known: known)
    #expect(outcomes.count == attempts.count)
    for outcome in outcomes {
      let what = "\(outcome.title): \(outcome.kind ?? "accepted") \(outcome.message ?? "")"
      #expect(outcome.kind == "auth", "\(what)")
    }
  }

  // MARK: - Arguments

  /// Calls of an operation that lack each required argument in turn, or have one of another type, or
  /// lack all of those of which some are needed.
  private static func wrongAttempts(
    _ operation: Operation, _ vendor: Vendor
  ) -> [OperationScript.Attempt] {
    let known = "known.\(operation.name)"
    func attempt(_ arguments: String, _ title: String) -> OperationScript.Attempt {
      OperationScript.Attempt(
        operation: operation, arguments: "() => \(arguments)", title: " \(title)")
    }
    let required = operation.parameters.filter { parameter in
      if case .required = parameter.presence { true } else { false }
    }
    let single = required.flatMap { parameter in
      let name = parameter.name
      let wrong = ["null", "[true]", "5"].first { text in
        let value = (try? JSON.parse(Array(text.utf8))) ?? .null
        return !((try? parameter.type.accepts(value, by: .argument)) ?? true)
      }
      return [attempt("\(known).omit([\"\(name)\"])", "without \(name)")]
        + (wrong.map { [attempt("{...\(known), \(name): \($0)}", "with \(name): \($0)")] } ?? [])
    }
    let together = operation.requirements.filter { requirement in
      // What the session supplies is there without an argument.
      requirement.condition == nil
        && !requirement.parameters.contains { isSupplied(operation.parameters[$0]) }
    }.map { requirement in
      let names = requirement.parameters.map { operation.parameters[$0].name }
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      return attempt("\(known).omit([\(list)])", "without any of \(names.joined(separator: ", "))")
    }
    return single + together
  }

  private static func isSupplied(_ parameter: ImgFlowCatalogue.Operation.Parameter) -> Bool {
    if case .supplied = parameter.presence { true } else { false }
  }

  // MARK: - Declarations

  private static func operations(of vendor: Vendor) -> [Operation] {
    vendor.operations.filter { !$0.isInternal }
  }

  /// What is wrong with the value that a call gave.
  private static func problems(
    of value: Value, _ operation: Operation, _ vendor: Vendor
  ) throws -> [String] {
    guard let type = operation.result else { return value.isNull ? [] : ["gave something"] }
    let expected: Type = if case .stream(let item) = type.form { .list(of: item) } else { type }
    return try expected.violations(of: value, by: .result).map { "\($0.field) \($0.message)" }
  }

  /// An id of nothing, as a script writes it; nil for parameters that are no ids.
  private static func unknown(_ id: String, _ operation: Operation) -> String? {
    guard let type = operation.parameters.first(where: { $0.name == id })?.type,
      type.alternatives.isEmpty
    else { return nil }
    return switch type.scalar {
    case .int: "999999999"
    case .uuid: "\"00000000-0000-4000-8000-000000000000\""
    case .string: "\"nothing\""
    default: nil
    }
  }
}

extension Vendor {
  /// Whether calls of an operation say who makes them.
  func isAuthorised(_ operation: Operation) -> Bool {
    if operation.signedAddress != nil { return false }
    let rule = operation.auth ?? auth
    if case .none = rule.scheme { return false }
    return !rule.isOptional
  }

  /// Whether they do so with a session, which can be renewed.
  func needsSession(_ operation: Operation) -> Bool {
    isAuthorised(operation) && (auth.opener != nil || auth.refresher != nil)
  }
}
