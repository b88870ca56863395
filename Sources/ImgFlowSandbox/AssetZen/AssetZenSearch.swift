import GRDB
import ImgFlowValues

/// A search as a condition in SQL: all tags must match, any of the albums may.
struct AssetZenSearch: Sendable {
  private var condition: String
  private var arguments: StatementArguments

  /// - Parameter query: the fields of `searchImages`, checked.
  /// - Throws: never for checked fields, which always have a JSON form.
  init(_ query: RecordObject, account: String) throws {
    condition = "assetzenAccountId = ?"
    arguments = [account]
    if let words = query["q"]?.asString, !words.isEmpty { add(words: words) }
    if let from = Self.date(query["uploaded[from]"]) { add("createdAt >= ?", [from]) }
    if let to = Self.date(query["uploaded[to]"]) { add("createdAt < ?", [to + 1]) }
    if let user = query["uploader"]?.asInt { add("assetzenUserId = ?", [user]) }
    for tag in query["tags[]"]?.asList?.items.compactMap(\.asString) ?? [] {
      add("EXISTS (SELECT 1 FROM json_each(tags) WHERE lower(value) = lower(?))", [tag])
    }
    if let albums = query["albums[]"], albums.type == .list {
      add(
        """
        id IN (SELECT assetzenImageId FROM assetzenAlbumImage
          JOIN assetzenAlbum ON assetzenAlbum.id = assetzenAlbumId
          WHERE sid IN (SELECT value FROM json_each(?)))
        """, [try JSON.text(of: albums)])
    }
  }

  /// What is found in all.
  func count(_ db: Database) throws -> Int {
    try AssetZen.Image.filter(sql: condition, arguments: arguments).fetchCount(db)
  }

  /// A page of what is found. The document says nothing of an order; by number, what is added while
  /// somebody pages comes at the end.
  func images(_ db: Database, page: Int, limit: Int) throws -> [AssetZen.Image] {
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    guard !isTooFar else { return [] }
    return try AssetZen.Image.filter(sql: condition, arguments: arguments)
      .order(Column("id")).limit(limit, offset: offset).fetchAll(db)
  }

  /// Each word of the query must be somewhere in the image's texts.
  private mutating func add(words: String) {
    guard let pattern = FTS5Pattern(matchingAllTokensIn: words) else {
      return add("0", [])
    }
    add(
      "id IN (SELECT rowid FROM assetzenImageText WHERE assetzenImageText MATCH ?)", [pattern])
  }

  private mutating func add(_ sql: String, _ values: StatementArguments) {
    condition += " AND \(sql)"
    arguments += values
  }

  private static func date(_ value: Value?) -> Double? {
    guard let time = value?.asString.flatMap(TimeText.parse) else { return nil }
    return Double(time) / 1000
  }
}

extension AssetZen.Image {
  /// Puts the words of the image where searches look, in place of those of before.
  func index(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM assetzenImageText WHERE rowid = ?", arguments: [id])
    try db.execute(
      sql: """
        INSERT INTO assetzenImageText (rowid, title, description, altText, tags, fileName)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [id, title, description, altText, tags.joined(separator: " "), fileName])
  }
}
