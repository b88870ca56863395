import Foundation
import GRDB
import Hummingbird
import ImgFlowValues
import NIOCore

extension HautaiEmulator {
  /// Reserves a place for an image, in an existing batch or a new one, and signs the address to send it to.
  func createUploadURL(_ call: HautaiCall) async throws -> Response {
    let batch = call.body["batch_id"]?.asString
    let image = try await store.database.write { try self.newImage(call, in: batch, $0) }
    let answer = try json(of: image, call.base).asRecord ?? RecordObject()
    try answer.set("upload_url", try uploadAddress(of: image, call.base))
    return .json(.heap(answer), status: .created)
  }

  /// Makes room for the sides of one face, in a new batch.
  func createUploadURLs(_ call: HautaiCall) async throws -> Response {
    let sides = [(1, "front"), (2, "right"), (3, "left")].compactMap { side, name in
      call.body[name]?.asString.map { (side: side, name: name, picture: $0) }
    }
    let images = try await store.database.write { db in
      try sides.reduce(into: [Hautai.Image]()) { images, side in
        let batch = images.first?.hautaiBatchId
        images.append(
          try self.newImage(call, in: batch, side: side.side, name: side.picture, db))
      }
    }
    let answer = RecordObject()
    for (side, image) in zip(sides, images) {
      let slot = try uploadAddress(of: image, call.base).asRecord ?? RecordObject()
      try slot.set("content_type", .string("application/octet-stream"))
      try slot.set("id", .string(image.id))
      try answer.set(side.name, .heap(slot))
    }
    try answer.set("image_batch_id", Value(images.first?.hautaiBatchId))
    return .json(.heap(answer), status: .created)
  }

  /// Accepts an image as base64, and has its batch measured.
  func uploadImage(_ call: HautaiCall) async throws -> Response {
    let data = try Self.picture(call.text("b64data"))
    let id = RandomToken.uuid()
    let file = HautaiFiles.stored(HautaiFiles.original(id))
    let (image, batch) = try await store.keep(data, as: file) { db in
      let image = try self.newImage(
        call, in: call.parameters["batch_id"], id: id, isUploaded: true, db)
      return (image, try Hautai.Batch.fetchOne(db, key: image.hautaiBatchId))
    }
    if let batch { try await measure(batch) }
    return .json(try json(of: image, call.base), status: .created)
  }

  /// The file that a text in base64 holds, bare or as a `data:` address.
  ///
  /// - Throws: a 400.
  private static func picture(_ text: String) throws -> Data {
    let data: Data
    do { data = try Base64Decoder.decode(text) } catch is Base64Decoder.NotBase64 {
      throw Refusal.invalid(
        "b64data", "This is not a file in base64, nor an address like data:image/jpeg;base64,….")
    }
    guard HautaiStorage.uploadSizes.contains(data.count) else {
      throw Refusal.invalid(
        "b64data", "The file has \(data.count) bytes. It must have from 1 byte to 30 MB.")
    }
    return data
  }

  /// Creates the record of an image of the path's subject, in an existing batch or a new one.
  private func newImage(
    _ call: HautaiCall, in batch: String?, id: String = RandomToken.uuid(),
    side: Int? = nil, name: String? = nil, isUploaded: Bool = false, _ db: Database
  ) throws -> Hautai.Image {
    let subject = try subject(call, db)
    if subject.isDeleted { throw Refusal.notFound("The subject was deleted.") }
    let image = Hautai.Image(
      id: id, hautaiBatchId: batch?.lowercased() ?? RandomToken.uuid(),
      hautaiSubjectId: subject.id, name: name ?? call.body["name"]?.asString,
      sideId: side ?? call.body["side_id"]?.asInt ?? 1,
      lightId: call.body["light_id"]?.asInt ?? 1,
      meta: try JSON.text(of: call.body["meta"] ?? .null),
      createdAt: call.time("creation_time") ?? clock.now, isUploaded: isUploaded)
    if batch == nil {
      try Hautai.Batch(
        id: image.hautaiBatchId, hautaiSubjectId: subject.id, createdAt: image.createdAt,
        computedAt: nil, isComputed: false
      ).insert(db)
    }
    let known = try Hautai.Batch.fetchOne(db, key: image.hautaiBatchId)
    guard known?.hautaiSubjectId == subject.id else {
      // In the path it is the requested object; in the body it is an argument.
      throw call.parameters["batch_id"] == nil
        ? Refusal.invalid("batch_id", "The batch does not exist.") : Refusal.notFound("Not found.")
    }
    try image.insert(db)
    return image
  }

  private func uploadAddress(of image: Hautai.Image, _ base: String) throws -> Value {
    let headers = HautaiStorage.uploadHeaders.map { ($0.key, Value.string($0.value)) }
    return try .object([
      "url": .string(storage.address(of: HautaiFiles.original(image.id), .put, base: base)),
      "method": .string("PUT"), "headers": .heap(try RecordObject(headers)),
    ])
  }

  // MARK: - Storage

  /// Takes a file in, or shows one, by its signed address.
  func stored(_ file: String, _ request: Request) async throws -> Response {
    try storage.check(request, file: file)
    guard request.method == .put else {
      guard store.files.exists(HautaiFiles.stored(file)) else {
        throw HautaiStorage.refusal(404, "NoSuchKey", "The specified key does not exist.")
      }
      return .image(try store.files.read(HautaiFiles.stored(file)))
    }
    let uploads = UploadReceiver(folder: store.files, limit: HautaiStorage.uploadSizes.upperBound)
    let upload: IncomingFile
    do {
      upload = try await uploads.raw(request)
    } catch let refusal as Refusal where refusal.status == 413 {
      throw HautaiStorage.refusal(
        400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.")
    }
    defer { upload.discard() }
    let size = try FileManager.default.attributesOfItem(atPath: upload.url.path)[.size] as? Int
    guard HautaiStorage.uploadSizes.contains(size ?? 0) else {
      throw HautaiStorage.refusal(
        400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.")
    }
    let id = String(file.split(separator: "/").last ?? "")
    try await store.keep(upload.url, as: HautaiFiles.stored(file)) { db in
      guard let image = try Hautai.Image.fetchOne(db, key: id) else {
        throw HautaiStorage.refusal(404, "NoSuchKey", "The specified key does not exist.")
      }
      try image.change(db) { $0.isUploaded = true }
    }
    return Response(status: .ok)
  }

  // MARK: - Images

  /// The image of the path.
  ///
  /// - Throws: a 404, also for objects of others.
  func image(_ call: HautaiCall) async throws -> Hautai.Image {
    let subject = try await subject(call)
    let id = call.parameters["image_id"]?.lowercased() ?? ""
    let found = try await store.database.read { try Hautai.Image.fetchOne($0, key: id) }
    guard let found, found.hautaiSubjectId == subject.id,
      found.hautaiBatchId == call.parameters["batch_id"]?.lowercased()
    else { throw Refusal.notFound("Not found.") }
    return found
  }

  func listSubjectImages(_ call: HautaiCall) async throws -> Response {
    let subject = try await subject(call)
    let images = try await store.database.read { db in
      try Hautai.Image.filter(Column("hautaiSubjectId") == subject.id)
        .order(Column("createdAt"), Column("id")).fetchAll(db)
    }
    return try HautaiPage(call).answer(images) { try json(of: $0, call.base) }
  }

  func deleteImage(_ call: HautaiCall) async throws -> Response {
    let image = try await image(call)
    guard try await store.database.write({ try image.delete($0) }) else {
      throw Refusal.notFound("Not found.")
    }
    HautaiFiles.remove(image.id, from: store.files)
    return Response(status: .noContent)
  }

  /// An image with all that is known about it; computed fields are null before computation.
  func json(of image: Hautai.Image, _ base: String) throws -> Value {
    let measured = image.measurement
    let issues = measured?.issues ?? []
    let problems = try [image.problem].compactMap { $0 }.map { problem in
      try Value.object(["code": .string(problem.code), "message": .string(problem.message)])
    }
    let original = storage.address(of: HautaiFiles.original(image.id), .get, base: base)
    let sides = [1: "front", 2: "right", 3: "left"]
    return try .object([
      "id": .string(image.id), "name": Value(image.name),
      "creation_time": .string(image.createdAt.withMilliseconds),
      "side": .object(["id": .int(image.sideId), "name": Value(sides[image.sideId])]),
      "light": .object([
        "id": .int(image.lightId), "name": .string(image.lightId == 1 ? "regular" : "other"),
      ]),
      "image_type": .object(["id": .int(1), "name": .string("selfie")]),
      "meta": try JSON.parse(image.meta), "batch_id": .string(image.hautaiBatchId),
      "image_batch_id": .string(image.hautaiBatchId),
      "urls": image.isUploaded ? .object(["original": .string(original)]) : .null,
      "quality_score": Value(measured?.quality),
      "quality_feedback": measured == nil ? .null : .list(issues.map { .string($0.advice) }),
      "quality_result": measured == nil
        ? .null : .string(issues.isEmpty ? "accepted" : "rejected"),
      "quality_issues": .list(issues.map { .string($0.rawValue) }),
      "problems": .list(problems), "aux_images": try auxImages(of: image, base),
    ])
  }
}
