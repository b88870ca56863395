import GRDB
import ImgFlowValues

/// A search for images, in SQL: all words and tags must match, any of the albums may.
struct AssetZenSearch: Sendable {
  private var source = "assetzenImage AS image"
  private var condition: String
  private var arguments: StatementArguments
  private var order = "image.id"

  /// - Parameter query: the fields of `searchImages`, checked.
  /// - Throws: never for checked fields, which always have a JSON form.
  init(_ query: RecordObject, account: String) throws {
    condition = "image.assetzenAccountId = ?"
    arguments = [account]
    if let text = query["q"]?.asString, text.contains(where: { !$0.isWhitespace }) {
      add(SearchQuery(text))
    }
    if let from = Self.date(query["uploaded[from]"]) { add("image.createdAt >= ?", [from]) }
    if let to = Self.date(query["uploaded[to]"]) { add("image.createdAt < ?", [to + 1]) }
    if let user = query["uploader"]?.asInt { add("image.assetzenUserId = ?", [user]) }
    for tag in query["tags[]"]?.asList?.items.compactMap(\.asString) ?? [] {
      add(
        "EXISTS (SELECT 1 FROM json_each(image.tags) WHERE folded(value) = ?)",
        [FoldedText.fold(tag)])
    }
    if let albums = query["albums[]"], albums.type == .list {
      add(
        """
        image.id IN (SELECT assetzenImageId FROM assetzenAlbumImage
          JOIN assetzenAlbum ON assetzenAlbum.id = assetzenAlbumId
          WHERE sid IN (SELECT value FROM json_each(?)))
        """, [try JSON.text(of: albums)])
    }
  }

  /// What is found in all.
  func count(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM \(source) WHERE \(condition)", arguments: arguments) ?? 0
  }

  /// A page of what is found, the most relevant first. Without words to be relevant to, by number: then what
  /// is added while someone pages comes at the end.
  func images(_ db: Database, page: Int, limit: Int) throws -> [AssetZen.Image] {
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    guard !isTooFar else { return [] }
    return try AssetZen.Image.fetchAll(
      db,
      sql: """
        SELECT image.* FROM \(source) WHERE \(condition)
        ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
        """, arguments: arguments)
  }

  /// How much a word counts in the title, the description, the alt text, the tags and the file's name.
  private static let weights = "10, 2, 3, 5, 1"

  private mutating func add(_ query: SearchQuery) {
    guard let first = query.patterns.first else { return add("FALSE", []) }
    source = "assetzenImageText JOIN assetzenImage AS image ON image.id = assetzenImageText.rowid"
    order = "bm25(assetzenImageText, \(Self.weights)), image.id"
    add("assetzenImageText MATCH ?", [first])
    for pattern in query.patterns.dropFirst() {
      add(
        """
        image.id IN (SELECT found.rowid FROM assetzenImageText AS found
          WHERE found.assetzenImageText MATCH ?)
        """, [pattern])
    }
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

/// What an image is found by.
struct AssetZenWords: Decodable, FetchableRecord {
  var id: Int64?
  var title, description, altText: String?
  var tags: [String]
  var fileName: String

  /// Updates the words that searches use, replacing the earlier ones.
  func index(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM assetzenImageText WHERE rowid = ?", arguments: [id])
    try db.execute(
      sql: """
        INSERT INTO assetzenImageText (rowid, title, description, altText, tags, fileName)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, SearchWords.indexed(title), SearchWords.indexed(description),
        SearchWords.indexed(altText), SearchWords.indexed(tags), SearchWords.indexed(fileName),
      ])
  }
}

extension AssetZen.Image {
  /// Puts the words of the image where searches look.
  func index(_ db: Database) throws {
    try AssetZenWords(
      id: id, title: title, description: description, altText: altText, tags: tags,
      fileName: fileName
    ).index(db)
  }
}
