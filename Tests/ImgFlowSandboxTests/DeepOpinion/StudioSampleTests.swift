import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// The requests that the vendor's documents show are taken, once their ids are those of something.
@Suite struct StudioSampleTests {
  @Test func theDocumentsOwnRequestsAreTaken() async throws {
    let vendor = try DeepOpinionEmulator.declaration()
    let samples = try Self.samples()
    #expect(samples.count == 45)
    try await Studio.with { studio in
      let world = try await StudioWorld.make(studio)
      // First who is then signed in and changed.
      for (name, body) in samples.sorted(by: { Self.rank($0.0) < Self.rank($1.0) }) {
        let operation = try #require(vendor.operation(name))
        let known = try #require(world.calls.first { $0.operation == name })
        let path = try await Self.path(of: known, world)
        let adapted = try Self.adapted(body, to: world)
        // Two models of a workspace cannot both have the sample's name.
        if name == "train" { try adapted.asRecord?.set("name", .string("another")) }
        let text = try JSON.text(of: adapted)
        let sender = name == "updateUser" ? try await Self.john(studio) : studio
        let answer = try await sender.send(StudioCall(name, path, text), operation)
        #expect(answer.status == operation.status, "\(name): \(answer.text)")
      }
    }
  }

  private static func samples() throws -> [(String, Value)] {
    let file = Repository.fixture("vendors/requests/deepopinion.json")
    let record = try #require(try JSON.parse(Array(Data(contentsOf: file))).asRecord)
    return zip(record.keys, record.values).map { ($0.text, $1) }
  }

  private static func rank(_ operation: String) -> Int {
    ["register", "login", "updateUser"].firstIndex(of: operation) ?? 3
  }

  private static func john(_ studio: Studio) async throws -> Studio {
    try await Studio.login(studio.sandbox, "john.doe@example.com", "badpassword")
  }

  /// The path of a call, to somewhere where the name of the sample is not taken.
  private static func path(of call: StudioCall, _ world: StudioWorld) async throws -> [String:
    String]
  {
    switch call.operation {
    case "createClass", "createClasses", "createLabel":
      let body = #"{"name": "\#(call.operation)", "type": "CLASSLABEL"}"#
      return ["project_id": String(try await world.studio.made("/projects", body))]
    case "updateLabel": return call.path.merging(["label_id": String(world.label + 1)]) { $1 }
    case "updateLabelByName": return call.path.merging(["name": "POS"]) { $1 }
    case "updateUser": return ["user_id": "241605"]
    default: return call.path
    }
  }

  /// The sample with ids of things that are there.
  private static func adapted(_ value: Value, to world: StudioWorld) throws -> Value {
    if let list = value.asList { return try .list(list.items.map { try adapted($0, to: world) }) }
    guard let record = value.asRecord else { return value }
    let ids: [String: Value] = [
      "model_id": .int(world.model), "document_ids": try .list([.int(world.document)]),
      "annotation_ids": try .list([.int(world.session)]), "file_id": .string(world.groupFile),
      "user_id": .int(241_603), "token": .string(world.invitationToken),
      "reset_password_token": .string(world.resetToken),
    ]
    return .heap(
      try RecordObject(
        zip(record.keys, record.values).map { key, value in
          (key.text, try ids[key.text] ?? adapted(value, to: world))
        }))
  }
}
