import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  /// Starts the measuring of a batch; calling it again starts it again.
  func compute(_ call: HautaiCall) async throws -> Response {
    try await computation.start(try await batch(call))
    return Response(status: .noContent)
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
    let type = call.query["aux_image_type"]?.asString?.lowercased() ?? ""
    let application = call.query["algo_app"]?.asString?.lowercased() ?? ""
    let fits = { (name: String, part: String) in
      part.isEmpty || name.lowercased().contains(part)
    }
    return .json(
      try auxImages(of: image, call.base) {
        fits($0.rawValue, type) && fits($0.application.rawValue, application)
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
          "aux_image_type": .string(type.rawValue),
          "algo_app": .string(type.application.rawValue),
          "urls": try .object(["original": .string(address)]),
        ])
      })
  }

  /// The batch of the path.
  ///
  /// - Throws: a 404, also for what belongs to others.
  private func batch(_ call: HautaiCall) async throws -> Hautai.Batch {
    let id = call.parameters["batch_id"]?.lowercased() ?? ""
    let company = try call.signedIn().company
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

  private func images(of batch: Hautai.Batch) async throws -> [Hautai.Image] {
    try await store.database.read { db in
      try Hautai.Image.filter(Column("hautaiBatchId") == batch.id)
        .order(Column("createdAt"), Column("id")).fetchAll(db)
    }
  }
}

/// The records of what was found out.
enum HautaiResults {
  /// All figures of an image; empty where nothing could be found out.
  static func metrics(of image: Hautai.Image) throws -> Value {
    let record = RecordObject()
    guard let found = image.measurement else { return .heap(record) }
    try record.set("width", .int(found.width))
    try record.set("height", .int(found.height))
    for (name, figure) in [
      ("quality", found.quality), ("sharpness", found.sharpness), ("exposure", found.exposure),
      ("clipping", found.clipping), ("evenness", found.evenness), ("redness", found.redness),
    ] {
      try record.set(name, .float(figure))
    }
    return .heap(record)
  }

  /// One record for each application; none before the batch is computed.
  static func list(of image: Hautai.Image, in batch: Hautai.Batch?) throws -> [Value] {
    guard let batch, batch.isComputed, let time = batch.computedAt,
      image.measurement != nil || image.problem != nil
    else { return [] }
    return try HautaiApplication.allCases.map { application in
      try .object([
        "id": .string(id(image.id, application.number)), "image_id": .string(image.id),
        "result": try result(of: application, image), "is_ok": .bool(image.measurement != nil),
        "application_id": .int(application.number),
        "application_name": .string(application.rawValue),
        "application_run_id": .string(id(batch.id, application.number)),
        "algorithm_version_id": .int(1), "creation_time": .string(time.withMilliseconds),
      ])
    }
  }

  private static func result(of application: HautaiApplication, _ image: Hautai.Image) throws
    -> Value
  {
    guard let found = image.measurement else {
      return try .object(["error": Value(image.problem?.code)])
    }
    return switch application {
    case .size: try .object(["width": .int(found.width), "height": .int(found.height)])
    case .quality:
      try .object(["quality": .float(found.quality), "sharpness": .float(found.sharpness)])
    case .exposure:
      try .object(["exposure": .float(found.exposure), "clipping": .float(found.clipping)])
    case .evenness: try .object(["evenness": .float(found.evenness)])
    case .redness: try .object(["redness": .float(found.redness)])
    }
  }

  /// A UUID that belongs to another and a number: the same each time.
  private static func id(_ uuid: String, _ number: Int) -> String {
    uuid.dropLast(1) + String(number, radix: 16)
  }
}
