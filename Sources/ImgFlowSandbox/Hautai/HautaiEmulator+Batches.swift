import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  /// Makes a batch without images. A time that cannot be read is skipped: public programs write it in their
  /// own forms.
  func createBatch(_ call: HautaiCall) async throws -> Response {
    let batch = try await store.database.write { db in
      let subject = try self.subject(call, db)
      if subject.isDeleted { throw Refusal.notFound("The subject was deleted.") }
      let batch = Hautai.Batch(
        id: RandomToken.uuid(), hautaiSubjectId: subject.id,
        createdAt: call.time("creation_time") ?? self.clock.now, computedAt: nil, isComputed: false)
      try batch.insert(db)
      return batch
    }
    return .json(try json(of: batch), status: .created)
  }

  func listBatches(_ call: HautaiCall) async throws -> Response {
    let subject = try await subject(call)
    let batches = try await store.database.read { db in
      try Hautai.Batch.filter(Column("hautaiSubjectId") == subject.id)
        .order(Column("createdAt"), Column("id")).fetchAll(db)
    }
    return try HautaiPage(call).answer(batches, json)
  }

  func deleteBatch(_ call: HautaiCall) async throws -> Response {
    let batch = try await subjectsBatch(call)
    let ids = try await store.database.write { db in
      let images = Hautai.Image.filter(Column("hautaiBatchId") == batch.id)
      let ids = try images.fetchAll(db).map(\.id)
      try images.deleteAll(db)
      guard try batch.delete(db) else { throw Refusal.notFound("Not found.") }
      return ids
    }
    for id in ids { HautaiFiles.remove(id, from: store.files) }
    return Response(status: .noContent)
  }

  func listBatchImages(_ call: HautaiCall) async throws -> Response {
    let images = try await images(of: try await subjectsBatch(call))
    return try HautaiPage(call).answer(images) { try json(of: $0, call.base) }
  }

  /// The batch of the path, which is one of the path's subject.
  ///
  /// - Throws: a 404, also for objects of others.
  private func subjectsBatch(_ call: HautaiCall) async throws -> Hautai.Batch {
    let subject = try await subject(call)
    let batch = try await batch(call)
    guard batch.hautaiSubjectId == subject.id else { throw Refusal.notFound("Not found.") }
    return batch
  }

  private func json(of batch: Hautai.Batch) throws -> Value {
    try .object([
      "id": .string(batch.id), "subject_id": .string(batch.hautaiSubjectId),
      "creation_time": .string(batch.createdAt.withMilliseconds),
    ])
  }
}

extension HautaiCall {
  /// The instant of a field; nil for none, or one that cannot be read.
  func time(_ field: String) -> Date? {
    body[field]?.asString.flatMap(TimeText.parse).map {
      Date(timeIntervalSince1970: Double($0) / 1000)
    }
  }
}
