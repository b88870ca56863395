import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  /// Starts the measuring of a batch; calling it again starts it again.
  func compute(_ call: HautaiCall) async throws -> Response {
    try await measure(try await batch(call))
    return Response(status: .noContent)
  }

  /// Begins the measuring of a batch.
  ///
  /// - Throws: a 400 for a batch without uploaded images.
  func measure(_ batch: Hautai.Batch) async throws {
    let ordered = try await store.database.write { [now = clock.now] db in
      try batch.ordered(now, db)
    }
    await computation.start(ordered)
  }

  /// What is known of a batch: nothing before `compute`, that it is on its way, or all.
  func getBatchResults(_ call: HautaiCall) async throws -> Response {
    let batch = try await batch(call)
    guard batch.computedAt != nil else { return .object(["face_skin_metrics_3": .null]) }
    guard batch.isComputed else {
      return .object([
        "face_skin_metrics_3": try .object(["all_algorithms_calculated": .bool(false)])
      ])
    }
    let images = try await images(of: batch)
    return .object([
      "face_skin_metrics_3": try .object([
        "all_algorithms_calculated": .bool(true),
        "images": .list(
          images.map { image in
            try .object([
              "image_id": .string(image.id), "is_ok": .bool(image.measurement != nil),
              "metrics": try HautaiResults.metrics(of: image),
            ])
          }),
      ])
    ])
  }

  func getImageResults(_ call: HautaiCall) async throws -> Response {
    let image = try await image(call)
    let batch = try await store.database.read {
      try Hautai.Batch.fetchOne($0, key: image.hautaiBatchId)
    }
    return .json(try .list(HautaiResults.list(of: image, in: batch)))
  }

  func listAuxImages(_ call: HautaiCall) async throws -> Response {
    let image = try await image(call)
    let type = call.query["aux_image_type"]?.asString ?? ""
    let application = call.query["algo_app"]?.asString ?? ""
    return .json(
      try auxImages(of: image, call.base) {
        FoldedText.contains(type, in: $0.rawValue)
          && FoldedText.contains(application, in: $0.application.rawValue)
      })
  }

  /// The aux images that there are, with addresses that expire.
  func auxImages(
    of image: Hautai.Image, _ base: String, where isWanted: (HautaiAuxImage) -> Bool = { _ in true }
  ) throws -> Value {
    let made = HautaiAuxImage.allCases.filter { type in
      isWanted(type) && store.files.exists(HautaiFiles.stored(HautaiFiles.aux(image.id, type)))
    }
    return try .list(
      made.map { type in
        let address = storage.address(of: HautaiFiles.aux(image.id, type), .get, base: base)
        return try .object([
          "id": .string(HautaiResults.id(image.id, type.number)),
          "aux_image_type": .string(type.rawValue),
          "algo_app": .string(type.application.rawValue),
          "urls": try .object(["original": .string(address)]),
        ])
      })
  }

  /// Signs the address of an aux image, for as long as it is wanted for.
  func signAuxImage(_ call: HautaiCall) async throws -> Response {
    let image = try await image(call)
    let id = call.parameters["aux_image_id"]?.lowercased()
    let type = HautaiAuxImage.allCases.first { HautaiResults.id(image.id, $0.number) == id }
    guard let file = type.map({ HautaiFiles.aux(image.id, $0) }),
      store.files.exists(HautaiFiles.stored(file))
    else { throw Refusal.notFound("Not found.") }
    let seconds = call.query["expiration_seconds"]?.asInt.map(TimeInterval.init)
    let address = storage.address(of: file, .get, base: call.base, lifetime: seconds)
    return .object(["url": .string(address)])
  }

  /// The scores of an image, smoothed over those of its subject's images that were made before it.
  func getSmoothedResults(_ call: HautaiCall) async throws -> Response {
    let image = try await image(call)
    let days = call.query["sample_time_window"]?.asDouble
    let start = days.map { image.createdAt.addingTimeInterval(-$0 * 86_400) } ?? .distantPast
    let images = try await store.database.read { db in
      try Hautai.Image.filter(Column("hautaiSubjectId") == image.hautaiSubjectId)
        .filter(Column("createdAt") <= image.createdAt.timeIntervalSince1970)
        .filter(Column("createdAt") >= start.timeIntervalSince1970)
        .order(Column("createdAt").desc).fetchAll(db)
    }
    let measured = images.compactMap(\.measurement)
    let sample = measured.prefix(call.query["sample_max_size"]?.asInt ?? measured.count)
    let isMedian = call.query["smoothing_method"]?.asString == "median"
    return .json(
      try .list(
        HautaiApplication.allCases.compactMap { application in
          let scores = sample.compactMap(application.score).sorted()
          guard !scores.isEmpty else { return nil }
          let mean = scores.reduce(0, +) / Double(scores.count)
          let median = (scores[(scores.count - 1) / 2] + scores[scores.count / 2]) / 2
          return try .object([
            "algorithm_tech_name": .string(application.techName),
            "value": .float((isMedian ? median : mean).rounded(toPlaces: 2)),
          ])
        }))
  }

  /// The batch of the path.
  ///
  /// - Throws: a 404, also for objects of others.
  func batch(_ call: HautaiCall) async throws -> Hautai.Batch {
    let id = call.parameters["batch_id"]?.lowercased() ?? ""
    let company = try call.signedIn().hautaiCompanyId
    let found = try await store.database.read { db -> (Hautai.Batch, String?)? in
      guard let batch = try Hautai.Batch.fetchOne(db, key: id) else { return nil }
      let owner = try String.fetchOne(
        db,
        sql: """
          SELECT hautaiCompanyId FROM hautaiSubject
          JOIN hautaiDataset ON hautaiDataset.id = hautaiDatasetId WHERE hautaiSubject.id = ?
          """, arguments: [batch.hautaiSubjectId])
      return (batch, owner)
    }
    guard let (batch, owner) = found, owner == company else { throw Refusal.notFound("Not found.") }
    return batch
  }

  func images(of batch: Hautai.Batch) async throws -> [Hautai.Image] {
    try await store.database.read { db in
      try Hautai.Image.filter(Column("hautaiBatchId") == batch.id)
        .order(Column("createdAt"), Column("id")).fetchAll(db)
    }
  }
}
