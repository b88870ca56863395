import Foundation
import GRDB
import Synchronization

/// What a new AssetZen has: an account with a library to work with, and one of someone else.
enum AssetZenSeeds {
  static let account = AssetZen.Account(id: "abcdefghijk", name: "Example Account")
  static let other = AssetZen.Account(id: "otheraccount", name: "Other Account")
  static let application = AssetZen.Application(id: "imgflow-sandbox", secret: "sandbox")
  /// Whom the authorization page takes everyone for.
  static let demoUser = AssetZen.User(
    id: 1000, assetzenAccountId: account.id, name: "Demo User", email: "demo@imgflow.dev")
  static let colleague = AssetZen.User(
    id: 12_305, assetzenAccountId: account.id, name: "Example User", email: "user@example.com")
  static let stranger = AssetZen.User(
    id: 20_001, assetzenAccountId: other.id, name: "Other User", email: "other@imgflow.dev")
  /// The ready access and refresh token of the demo user; no secret.
  static let token = "sandbox"
  /// The stranger's.
  static let otherToken = "sandbox-other"

  /// Makes it all, unless there is something.
  static func fill(_ store: SandboxStore, _ workers: ImageWorkers) async throws {
    let isEmpty = try await store.database.read { try AssetZen.Account.fetchCount($0) == 0 }
    guard isEmpty else { return }
    let pictures = try await workers.run { try Self.pictures() }
    for picture in pictures {
      try store.files.write(picture.data, to: AssetZenFiles.original(picture.sid))
    }
    try await store.database.write { db in
      try insertAccounts(db)
      let albums = try insertAlbums(db)
      for (index, picture) in pictures.enumerated() {
        try insert(picture, index, albums, db)
      }
    }
  }

  private static func insertAccounts(_ db: Database) throws {
    try account.insert(db)
    try other.insert(db)
    for user in [demoUser, colleague, stranger] { try user.insert(db) }
    try application.insert(db)
    for (text, user) in [(token, demoUser), (otherToken, stranger)] {
      try AssetZen.Token(
        accessToken: text, assetzenApplicationId: application.id, assetzenUserId: user.id,
        refreshToken: text, expiresAt: .distantFuture, isReusable: true
      ).insert(db)
    }
  }

  // MARK: - Albums

  private static func insertAlbums(_ db: Database) throws -> [String: AssetZen.Album] {
    var random = SeededGenerator(seed: 12)
    var albums: [String: AssetZen.Album] = [:]
    for title in ["Library", "Coast", "Mountains", "City", "Food", "Gardens"] {
      albums[title] = try AssetZen.Album(
        id: nil, sid: title == "Library" ? "pLpS8ah8YVme" : sid(&random),
        assetzenAccountId: account.id, title: title,
        description: title == "Library" ? nil : "Photos of \(title.lowercased())",
        parentId: albums["Library"]?.id, isPublic: title != "City", createdAt: date(0),
        updatedAt: date(12)
      ).inserted(db)
    }
    return albums
  }

  // MARK: - Images

  struct Picture: Sendable {
    var subject: AssetZenScenes.Subject
    var light: AssetZenScenes.Light
    var sid: String
    var data: Data
    var file: AssetZenFile
  }

  private static let known = Mutex<[Picture]?>(nil)

  /// The images, painted once in a process: all sandboxes begin with the same.
  private static func pictures() throws -> [Picture] {
    try known.withLock { known in
      if let known { return known }
      var random = SeededGenerator(seed: 11)
      var pictures: [Picture] = []
      for light in AssetZenScenes.Light.allCases {
        for subject in AssetZenScenes.subjects {
          pictures.append(try picture(subject, light, pictures.count, &random))
        }
      }
      known = pictures
      return pictures
    }
  }

  /// Every twelfth is large.
  private static func picture(
    _ subject: AssetZenScenes.Subject, _ light: AssetZenScenes.Light, _ number: Int,
    _ random: inout SeededGenerator
  ) throws -> Picture {
    let isLarge = number % 12 == 3
    let width = isLarge ? 1800 : 600
    let scene = subject.scene.lit(by: light)
    let image = try scene.painted(width: width, height: width * 2 / 3, seed: number + 1)
    let stop = ["28/10", "40/10", "80/10"][number % 3]
    let data = try image.photograph(
      quality: isLarge ? 95 : 82,
      exif: [
        "ifd0-Make": "ImgFlow", "ifd0-Model": "Sandbox \(number % 2 + 1)", "ifd2-FNumber": stop,
        "ifd2-ISOSpeedRatings": "\(100 << (number % 4))",
      ])
    return Picture(
      subject: subject, light: light, sid: number == 0 ? "BAhrYglpKW5u" : sid(&random), data: data,
      file: try AssetZenFile(data))
  }

  /// Some lack what an audit would look for: alt texts, tags, descriptions. The focus of some is in a corner
  /// where no one looks.
  private static func insert(
    _ picture: Picture, _ index: Int, _ albums: [String: AssetZen.Album], _ db: Database
  ) throws {
    let (subject, light, file) = (picture.subject, picture.light, picture.file)
    let words = "\(subject.words), \(light == .night ? "at" : "in the") \(light.rawValue)"
    let focus = index % 4 == 0 ? 20 : index % 4 == 2 ? 50 : nil
    let image = try AssetZen.Image(
      id: nil, sid: picture.sid, assetzenAccountId: account.id,
      assetzenUserId: index % 3 == 0 ? demoUser.id : colleague.id,
      title: "\(subject.name), \(light.rawValue)", description: index % 6 == 5 ? nil : words,
      altText: index % 4 == 2 ? nil : words, license: index % 2 == 0 ? "C" : "CC-BY",
      tags: index % 5 == 4 ? [] : subject.tags + [light.rawValue],
      fileName: "\(subject.name.lowercased().replacing(" ", with: "-"))-\(light.rawValue).jpg",
      contentType: file.format.mediaType, fileSize: file.size, width: file.width,
      height: file.height, focusX: focus.map { file.width * $0 / 100 },
      focusY: focus.map { file.height * $0 / 100 }, exif: file.exif,
      suggestedTags: file.suggestedTags, createdAt: date(index), updatedAt: date(index + 1)
    ).inserted(db)
    try image.index(db)
    for album in ["Library", subject.album].compactMap({ albums[$0]?.id }) {
      try db.execute(
        sql: "INSERT INTO assetzenAlbumImage VALUES (?, ?)", arguments: [album, image.id])
    }
  }

  /// Days after the start of 2026.
  private static func date(_ day: Int) -> Date {
    Date(timeIntervalSince1970: 1_767_258_000.568 + Double(day) * 86_400)
  }

  private static func sid(_ random: inout SeededGenerator) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String(
      (0..<12).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
  }
}

/// Where AssetZen's files are in the store.
enum AssetZenFiles {
  static func original(_ sid: String) -> String { "assetzen/images/\(sid)" }
}
