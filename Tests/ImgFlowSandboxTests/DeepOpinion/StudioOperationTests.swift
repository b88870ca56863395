import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowCatalogue
@testable import ImgFlowSandbox

/// Every operation of the declaration, over HTTP: its answer is of the declared form, it is refused
/// without a token, and what is not there is a 404.
@Suite struct StudioOperationTests {
  @Test func everyOperationAnswersInTheDeclaredForm() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      for call in world.calls {
        let operation = try #require(vendor.operation(call.operation), "\(call.operation)")
        let answer = try await studio.send(call, operation)
        #expect(answer.status == operation.status, "\(call.operation): \(answer.text)")
        for violation in try Self.violations(of: answer, operation, vendor) {
          Issue.record("\(call.operation): \(violation.field) \(violation.message)")
        }
      }
    }
  }

  @Test func theCallsAreOfAllOperations() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    try await Studio.with { studio in
      let called = try await StudioWorld.make(studio).calls.map(\.operation)
      #expect(Set(called) == Set(vendor.operations.map(\.name)))
    }
  }

  @Test func callsWithoutATokenAreRefused() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      for call in world.calls {
        let operation = try #require(vendor.operation(call.operation))
        let rule = operation.auth ?? vendor.auth
        if case .none = rule.scheme { continue }
        for token in ["", "x.y.z"] where !rule.isOptional {
          var stranger = studio
          stranger.token = token
          let answer = try await stranger.send(call, operation)
          #expect(answer.status == 401, "\(call.operation): \(answer.text)")
          #expect(answer["status"].asString == "ERROR" && answer["message"].asString != nil)
        }
      }
    }
  }

  @Test func whatIsNotThereIsNotFound() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      for call in world.calls {
        let operation = try #require(vendor.operation(call.operation))
        for name in call.path.keys {
          let path = call.path.merging([name: name == "user_id" ? "9" : "999999"]) { $1 }
          let lost = StudioCall(
            call.operation, path, query: call.query, call.body, file: call.file, fields: call.fields
          )
          let answer = try await studio.send(lost, operation)
          #expect(answer.status == 404, "\(call.operation) \(name): \(answer.text)")
        }
      }
    }
  }

  @Test func customersDoNotSeeEachOther() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      let other = try await Studio.login(studio.sandbox, DeepOpinionAccounts.other)
      for call in world.calls where !call.path.isEmpty {
        let operation = try #require(vendor.operation(call.operation))
        // Their own record, which the calls of a stranger would be for.
        if call.path["user_id"] == "241603" { continue }
        let answer = try await other.send(call, operation)
        #expect([403, 404].contains(answer.status), "\(call.operation): \(answer.text)")
      }
    }
  }

  // MARK: - Helpers

  private static func violations(
    of answer: Studio.Answer, _ operation: ImgFlowCatalogue.Operation, _ vendor: Vendor
  ) throws -> [Violation] {
    // What a declaration makes of the arguments is not in the answer.
    guard let type = operation.result, operation.gives == nil else { return [] }
    if type.scalar == .bytes {
      return answer.bytes.isEmpty ? [Violation(field: "", message: "is empty")] : []
    }
    // The first form is the documented one; the others are read too and never sent.
    let roles = operation.answers.first.map { $0.roles(in: answer.json) }
    if case .stream(let element) = type.form {
      guard let items = roles??["items"] else {
        return [Violation(field: "", message: "is no page: \(answer.text.prefix(200))")]
      }
      return try Type.list(of: element).violations(of: items, at: "items", by: .answer)
    }
    return try type.violations(of: roles??["result"] ?? answer.json, by: .answer)
  }
}
