import Foundation
import GRDB
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Work whose end the store refuses for a while, in every vendor that works in the background: it ends once
/// the store takes it.
@Suite struct LockedStoreTests {
  @Test func workEndsOnceTheStoreTakesIt() async throws {
    let folder = try StoreFolder()
    try await HautaiClient.with {
      ($0.database, $0.timeScale) = (folder.database, 1)
    } _: { client in
      let work = try await Self.begin(client)
      // Longer than the work takes and a write waits for a lock.
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      configuration.busyMode = .timeout(60)
      let other = try DatabaseQueue(path: folder.database.path, configuration: configuration)
      try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      try await Task.sleep(for: .seconds(12))
      try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      for piece in work {
        var isOver = false
        for _ in 0..<600 where !isOver {
          isOver = try await piece.isOver()
          if !isOver { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(isOver, "\(piece.name)")
      }
    }
  }

  /// A job of expoze, a computation of Haut.AI and an upload of DeepOpinion.
  private static func begin(_ client: HautaiClient) async throws -> [Piece] {
    let sandbox = client.sandbox
    let studio = try await Studio.login(sandbox)
    let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASS"}"#)
    let token = try await sandbox.login()
    let media = try await sandbox.uploadedMedia("small.webp", token: token)
    let subject = try await client.subject()
    let slot = try await client.slot(subject)
    _ = try await client.upload(TestImages.data("cat.jpg"), to: slot)
    let batch = try #require(slot["image_batch_id"].asString)
    let image = try client.image(subject, slot)
    _ = try await client.post("\(client.company)/batches/\(batch)/compute/")
    let job = try #require(try await sandbox.createdJob(on: media, token: token)["id"].asInt)
    let documents = "/projects/\(project)"
    _ = try await studio.post("\(documents)/upload-documents", #"[{"text": "good"}]"#)
    return [
      Piece(name: "a job of expoze") {
        try await sandbox.get("/expoze/jobs/\(job).json", token: token)["status"].asString == "done"
      },
      Piece(name: "a computation of Haut.AI") {
        try await client.get(image)["quality_score"].asDouble ?? 0 > 0
      },
      Piece(name: "an upload of DeepOpinion") {
        try await studio.get("\(documents)/documents")["documents"].asItems?.count == 1
      },
    ]
  }

  private struct Piece: Sendable {
    let name: String
    let isOver: @Sendable () async throws -> Bool
  }
}
