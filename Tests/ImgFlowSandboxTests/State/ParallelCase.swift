import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// What many do to a sandbox at once, and what shows that nothing acknowledged was lost.
struct ParallelCase: Sendable {
  typealias Answer = TestSandbox.Answer
  typealias Request = @Sendable () async throws -> Answer

  /// How many there are at once.
  static let writers = 100

  /// The operations that it is a case of.
  let operations: Set<String>
  let run: @Sendable () async throws -> Void

  init(_ operations: String..., run: @escaping @Sendable () async throws -> Void) {
    self.operations = Set(operations)
    self.run = run
  }

  /// Sends requests at once.
  static func answers(to requests: [Request]) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask { (index, try await request()) }
      }
      return try await group.reduce(into: [(Int, Answer)]()) { $0.append($1) }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// A field that is written.
  struct Field: Sendable {
    let name: String
    /// The JSON that is written, by the number of its object.
    let json: @Sendable (Int) -> String

    init(_ name: String, _ json: @escaping @Sendable (Int) -> String) {
      self.name = name
      self.json = json
    }

    /// A field with a text.
    static func text(_ name: String) -> Field { Field(name) { "\"\(name) \($0)\"" } }
  }

  /// Writers of a field each, of several objects: all are acknowledged, and each object has all fields.
  ///
  /// - Parameters:
  ///   - objects: where they are.
  ///   - prefix: what stands before the names of fields in what is read.
  ///   - extra: fields that each request must have, as JSON: `, "a": 1`.
  static func fields(
    _ operation: String, of objects: [String], at prefix: String = "", _ fields: [Field],
    extra: String = "",
    write: @escaping @Sendable (_ object: String, _ json: String) async throws -> Answer,
    read: @escaping @Sendable (_ object: String) async throws -> Answer
  ) async throws {
    let requests = objects.enumerated().flatMap { number, object in
      fields.map { field -> Request in
        { try await write(object, "{\"\(field.name)\": \(field.json(number))\(extra)}") }
      }
    }
    for answer in try await answers(to: requests) {
      #expect((200...299).contains(answer.status), "\(operation): \(answer.text)")
    }
    for (number, object) in objects.enumerated() {
      let found = try await read(object)
      for field in fields {
        let written = try JSON.text(of: try JSON.parse(field.json(number)))
        let stored = try JSON.text(of: found[prefix + field.name])
        #expect(stored == written, "\(operation) lost `\(field.name)` of \(object): \(found.text)")
      }
    }
  }

  /// Makers of new things: there are as many as were acknowledged, and what is refused is for a reason.
  static func creates(
    _ operation: String, times: Int = writers / 4, refused: ClosedRange<Int> = 400...499,
    count: @Sendable () async throws -> Int,
    _ make: @escaping @Sendable (Int) async throws -> Answer
  ) async throws {
    let before = try await count()
    let made = try await answers(to: (0..<times).map { number in { try await make(number) } })
    for answer in made where !(200...299).contains(answer.status) {
      #expect(refused.contains(answer.status), "\(operation): \(answer.text)")
    }
    let accepted = made.count { (200...299).contains($0.status) }
    #expect(accepted > 0, "\(operation): \(made.first?.text ?? "")")
    #expect(try await count() == before + accepted, "\(operation)")
  }

  /// What can be done once, done by many at once: one of them is told so, the others that it was too late.
  static func once(
    _ operation: String, times: Int = 10, _ request: @escaping @Sendable () async throws -> Answer
  ) async throws {
    let answers = try await answers(to: (0..<times).map { _ in request })
    let accepted = answers.filter { (200...399).contains($0.status) }
    #expect(accepted.count == 1, "\(operation): \(answers.map(\.status))")
    for answer in answers where !(200...499).contains(answer.status) {
      Issue.record("\(operation): \(answer.text)")
    }
  }

  /// What may be done as often as one likes: all are acknowledged.
  static func always(
    _ operation: String, times: Int = writers / 4,
    _ request: @escaping @Sendable (Int) async throws -> Answer
  ) async throws {
    let requests = (0..<times).map { number -> Request in { try await request(number) } }
    for answer in try await answers(to: requests) {
      #expect((200...399).contains(answer.status), "\(operation): \(answer.text)")
    }
  }
}
