import ImgFlowValues
import ImgFlowVendors
import Testing

@testable import ImgFlowSandbox

/// Calls every operation of every vendor over HTTP, as a script does, against the sandbox. That a missing
/// or ill-typed argument is refused before anything is sent is tested with the client.
@Suite struct EveryOperationTests {
  /// Those that there are arguments for.
  static let vendors = EmulatorTable.kinds.map { $0.name }.filter(OperationScript.hasArguments)

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
        let problems = Self.problems(of: outcome.result, operation, script.vendor)
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

  @Test(arguments: vendors)
  func asksWhoeverItDoesNotKnowToSignIn(_ name: String) async throws {
    try await TestSandbox.with { sandbox in
      let script = try OperationScript(name, at: sandbox.url)
      let operations = Self.operations(of: script.vendor).filter {
        script.vendor.isAuthorised($0)
      }
      let attempts = operations.map { OperationScript.Attempt(operation: $0) }
      let known = try await script.run(attempts)
      let arguments = try RecordObject(known.map { ($0.title, $0.arguments) })
      let secrets = script.vendor.credentials.filter { $0.type.scalar == .secret }
      let again = operations.map { operation in
        OperationScript.Attempt(operation: operation, arguments: "() => known.\(operation.name)")
      }
      let outcomes = try await script.run(
        again, credentials: Dictionary(uniqueKeysWithValues: secrets.map { ($0.name, "wrong") }),
        known: .heap(arguments))
      #expect(outcomes.count == operations.count)
      for outcome in outcomes {
        let what = "\(outcome.title): \(outcome.kind ?? "accepted") \(outcome.message ?? "")"
        #expect(outcome.kind == "auth", "\(what)")
      }
    }
  }

  // MARK: - Declarations

  private static func operations(of vendor: Vendor) -> [Operation] {
    vendor.operations.filter { !$0.isInternal }
  }

  /// What is wrong with the value that a call gave.
  private static func problems(
    of value: Value, _ operation: Operation, _ vendor: Vendor
  ) -> [String] {
    guard let type = operation.result else { return value.isNull ? [] : ["gave something"] }
    let check = TypeCheck(vendor: vendor, origin: .script)
    let expected: FieldType = if case .stream(let item) = type { .list(item) } else { type }
    return check.violations(of: value, expected, at: "").map { "\($0.field) \($0.message)" }
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
