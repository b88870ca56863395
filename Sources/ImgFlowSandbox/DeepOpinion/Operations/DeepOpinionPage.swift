import GRDB
import ImgFlowValues

/// A piece of a listing: the vendor's documents know offset and limit only.
struct DeepOpinionPage {
  var offset: Int
  var limit: Int

  /// All there is, for the emulator's own use.
  static let all = DeepOpinionPage(offset: 0, limit: .max)

  /// The most records in one response, the only upper bound that the vendor's documents name.
  private static let largest = 1000

  private init(offset: Int, limit: Int) {
    self.offset = offset
    self.limit = limit
  }

  init(_ query: RecordObject) {
    offset = max(0, query["offset"]?.asInt ?? 0)
    limit = min(Self.largest, max(1, query["limit"]?.asInt ?? 100))
  }

  /// The records of a request that are on the page.
  func fetch<Record: FetchableRecord & TableRecord>(
    _ request: QueryInterfaceRequest<Record>, _ db: Database
  ) throws -> [Record] {
    try request.limit(limit, offset: offset).fetchAll(db)
  }

  /// The form of listings that says whether there is more. Whether `count` is the total or the page's
  /// own is not documented; here it is the total.
  func envelope(_ key: String, _ items: [Value], total: Int) throws -> Value {
    .heap(
      try RecordObject([
        (key, .list(items)), ("has_more", .bool(offset + items.count < total)),
        ("offset", .int(offset)), ("limit", .int(limit)), ("count", .int(total)),
      ]))
  }
}
