import ImgFlowValues
import ImgFlowVendors

/// How credentials are written down.
///
///     {"default": {"expoze": {"address": "https://…", "values": {"username": "…"},
///       "session": {"fields": {"token": "…"}, "opened": "2026-11-23T15:20:00Z", "ends": "…"}}}}
enum CredentialsText {
  /// Reads a string, ignoring anything in it that is not an entry.
  ///
  /// - Throws: `JSONError`.
  static func read(_ bytes: [UInt8]) throws(JSONError) -> CredentialsFile.Content {
    dictionary(try JSON.parse(bytes)) { profile in dictionary(profile, entry) }
  }

  private static func dictionary<Result>(
    _ value: Value, _ read: (Value) -> Result?
  ) -> [String: Result] {
    guard let record = value.asRecord else { return [:] }
    var result: [String: Result] = [:]
    for (key, value) in zip(record.keys, record.values) { result[key.text] = read(value) }
    return result
  }

  private static func entry(_ value: Value) -> ProfileEntry? {
    guard let record = value.asRecord, let address = record["address"]?.asString else { return nil }
    let values = dictionary(record["values"] ?? .null) { $0.asString }
    return ProfileEntry(
      address: address, values: values, session: record["session"].flatMap(session))
  }

  private static func session(_ value: Value) -> KeptSession? {
    guard let record = value.asRecord, let fields = record["fields"], fields.type == .object,
      let text = try? JSON.text(of: fields),
      let opened = record["opened"]?.asString.flatMap(TimeText.parse)
    else { return nil }
    return KeptSession(
      fields: text, opened: opened, ends: record["ends"]?.asString.flatMap(TimeText.parse))
  }

  /// The text of a content, in the order of the names.
  static func bytes(of content: CredentialsFile.Content) throws -> [UInt8] {
    let profiles = try object(content) { profile in try object(profile, value) }
    return try JSON.bytes(of: profiles, indent: 2) + [UInt8(ascii: "\n")]
  }

  private static func object<Item>(
    _ items: [String: Item], _ write: (Item) throws -> Value
  ) throws -> Value {
    let sorted = items.sorted { $0.key < $1.key }
    return .heap(try RecordObject(sorted.map { ($0.key, try write($0.value)) }))
  }

  private static func value(_ entry: ProfileEntry) throws -> Value {
    var fields: [(String, Value)] = [
      ("address", .string(entry.address)), ("values", try object(entry.values) { .string($0) }),
    ]
    if let session = entry.session { fields.append(("session", try value(session))) }
    return .heap(try RecordObject(fields))
  }

  private static func value(_ session: KeptSession) throws -> Value {
    var fields: [(String, Value)] = [
      ("fields", try JSON.parse(session.fields)), ("opened", .string(TimeText.iso(session.opened))),
    ]
    if let ends = session.ends { fields.append(("ends", .string(TimeText.iso(ends)))) }
    return .heap(try RecordObject(fields))
  }
}
