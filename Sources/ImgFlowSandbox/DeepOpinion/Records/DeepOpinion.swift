import GRDB

/// What DeepOpinion Studio keeps, a type a table. Fields are named as in the vendor's documents where it
/// has them; a workspace is an organization there, and a labelling session an annotation.
enum DeepOpinion {}

/// A record of a table that counts its rows.
protocol NumberedRecord: StoredRecord, MutablePersistableRecord, Codable, Sendable {
  var id: Int64? { get set }
}

extension NumberedRecord {
  /// The number of a record that is in the store.
  var number: Int64 { id ?? 0 }

  mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }
}
