import GRDB

/// A record whose dates are stored as seconds since 1970, which keeps the sandbox clock's ticks exactly:
/// as the database's usual text an instant could come back as a later one than it was.
protocol StoredRecord: FetchableRecord, EncodableRecord {}

extension StoredRecord {
  static func databaseDateEncodingStrategy(for column: String) -> DatabaseDateEncodingStrategy {
    .timeIntervalSince1970
  }

  static func databaseDateDecodingStrategy(for column: String) -> DatabaseDateDecodingStrategy {
    .timeIntervalSince1970
  }
}
