import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension AssetZenEmulator {
  /// The most images of a page. The document names it, and not what happens beyond.
  private static let longestPage = 500

  func searchImages(_ call: AssetZenCall) async throws -> Response {
    let user = try call.signedIn()
    let search = try AssetZenSearch(call.query, account: user.assetzenAccountId)
    let page = call.query["page"]?.asInt ?? 1
    let limit = min(Self.longestPage, call.query["limit"]?.asInt ?? 25)
    let (count, images) = try await store.database.read { db in
      (try search.count(db), try search.images(db, page: page, limit: limit))
    }
    return .object(["count": .int(count), "images": try .list(images.map(json))])
  }

  /// The image of the path.
  ///
  /// - Throws: a 404, also for objects of others.
  func image(_ call: AssetZenCall) async throws -> AssetZen.Image {
    let account = try call.signedIn().assetzenAccountId
    let sid = call.parameters["id"] ?? ""
    let image = try await store.database.read { db in
      try AssetZen.Image.filter(Column("sid") == sid && Column("assetzenAccountId") == account)
        .fetchOne(db)
    }
    guard let image else { throw Refusal.notFound("Image \(sid) does not exist.") }
    return image
  }

  func uploadImage(_ call: AssetZenCall) async throws -> Response {
    let user = try call.signedIn()
    let upload = try call.file()
    let file: AssetZenFile
    do {
      file = try await workers.run {
        try AssetZenFile(try Data(contentsOf: upload.url, options: .mappedIfSafe))
      }
    } catch let error as ImageError {
      throw Refusal.invalid("file", error.description)
    }
    let sid = RandomToken.alphanumeric(12)
    let now = clock.now
    let image = AssetZen.Image(
      id: nil, sid: sid, assetzenAccountId: user.assetzenAccountId, assetzenUserId: user.id,
      title: nil, description: nil, altText: nil, license: nil, tags: [],
      fileName: upload.name ?? "image.\(file.format.fileExtension)",
      contentType: file.format.mediaType, fileSize: file.size, width: file.width,
      height: file.height, focusX: nil, focusY: nil, exif: file.exif,
      suggestedTags: file.suggestedTags, createdAt: now, updatedAt: now)
    let kept = try await store.keep(upload.url, as: AssetZenFiles.original(sid)) { db in
      let kept = try image.inserted(db)
      try kept.index(db)
      return kept
    }
    return .json(try json(of: kept), status: .created)
  }

  /// Changes what the request names.
  func updateImage(_ call: AssetZenCall) async throws -> Response {
    let image = try await image(call)
    let (body, now) = (call.body, clock.now)
    let changed = try await store.database.write { db in
      let changed = try image.change(db) { image in
        if let value = body["title"] { image.title = value.asString }
        if let value = body["description"] { image.description = value.asString }
        if let value = body["alt_text"] { image.altText = value.asString }
        if let tags = body["tags"]?.asList { image.tags = tags.items.compactMap(\.asString) }
        image.updatedAt = now
      }
      try changed.index(db)
      return changed
    }
    return .json(try json(of: changed))
  }

  /// The object of the document, field by field in its order. The dimensions are two corners.
  func json(of image: AssetZen.Image) throws -> Value {
    try .object([
      "id": Value(image.id), "sid": .string(image.sid), "title": Value(image.title),
      "description": Value(image.description), "alt_text": Value(image.altText),
      "tags": .list(image.tags.map { .string($0) }), "file_name": .string(image.fileName),
      "content_type": .string(image.contentType), "file_size": .int(image.fileSize),
      "created_at": .string(image.createdAt.withMilliseconds),
      "updated_at": .string(image.updatedAt.withMilliseconds),
      "dimensions": .object([
        "x0": .int(image.width), "y0": .int(image.height), "x1": .int(0), "y1": .int(0),
      ]),
      "default_focus": focus(of: image),
      "exif": .heap(
        try RecordObject(image.exif.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      "license": Value(image.license),
      "suggested_tags": .list(
        image.suggestedTags.map {
          try .object(["tag": .string($0.tag), "confidence": .float($0.confidence)])
        }),
    ])
  }

  private func focus(of image: AssetZen.Image) throws -> Value {
    guard let x = image.focusX, let y = image.focusY else { return .null }
    return try .object(["x": .int(x), "y": .int(y)])
  }
}

extension Date {
  /// `2017-05-19T15:22:27.568Z`.
  var withMilliseconds: String {
    formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt))
  }

  /// `2017-05-17 09:02:20Z`, the document's other form.
  var withSpace: String {
    formatted(Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt))
  }
}
