import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues

/// The digest of values: equal for equal ones, in any process of a run.
///
/// Secrets count by a salted digest, so that nothing that is stored says what they were.
struct EffectDigest {
  /// How many hexadecimal digits a digest has: 96 bits.
  private static let digits = 24
  /// The size from which on a file is large, in bytes.
  private static let large = 8 << 20

  private let salt: String
  private var bytes: [UInt8] = []
  /// Whether a secret was among the values that an earlier process was given, and that is not known any more.
  private(set) var hasWithheldSecret = false

  init(salt: String) { self.salt = salt }

  /// - Parameter value: nil for an argument that was left out.
  mutating func add(_ value: Value?) throws {
    guard let value else { return bytes.append(0xFF) }
    bytes.append(value.type.rawValue)
    switch value.type {
    case .null, .stream, .module, .function: break
    case .bool, .int, .float, .string, .duration, .period, .time, .range: add(value.displayText)
    case .bytes: add(value.asBytes?.bytes ?? [])
    case .list:
      let items = value.asItems ?? []
      add("\(items.count)")
      for item in items { try add(item) }
    case .object: try add(value.asRecord)
    case .error: try add(value.asError?.fields)
    case .secret:
      guard let secret = value.asSecret else { break }
      if WithheldSecret.digest(of: secret) != nil { hasWithheldSecret = true }
      add(Self.text(of: secret, salt: salt))
    }
  }

  private mutating func add(_ record: RecordObject?) throws {
    guard let record else { return }
    add("\(record.count)")
    for (key, value) in zip(record.keys, record.values) {
      add(key.text)
      try add(value)
    }
  }

  private mutating func add(_ text: String) { add(Array(text.utf8)) }

  private mutating func add(_ content: [UInt8]) {
    withUnsafeBytes(of: UInt64(content.count).littleEndian) { bytes += $0 }
    bytes += content
  }

  /// The digest of what was added.
  var text: String { Self.text(of: bytes) }

  /// The digest of a value.
  static func text(of value: Value, salt: String) throws -> String {
    var digest = EffectDigest(salt: salt)
    try digest.add(value)
    return digest.text
  }

  /// The digest of a text.
  static func text(ofName name: String) -> String { text(of: Array(name.utf8)) }

  /// What is stored of a secret. Those that a service has issued are all the same: a resumed run is given others.
  static func text(of secret: SecretObject, salt: String) -> String {
    if secret.isIssued { return "issued" }
    return WithheldSecret.digest(of: secret) ?? text(of: Array((salt + "\u{0}" + secret.text).utf8))
  }

  /// What a service can be given to know a call again: no other run has the same.
  static func key(of key: EffectKey, salt: String) -> String {
    text(of: Array("\(salt)|\(key.task)|\(key.site)|\(key.digest)|\(key.occurrence)".utf8))
  }

  /// The digest of the contents of files; those that are missing do not count. Empty without files.
  ///
  /// - Parameter hashesLarge: whether large files do not count by their size and identity alone.
  static func content(
    of paths: [String], _ files: any FileAccess, hashesLarge: Bool
  ) -> String {
    let digests = paths.compactMap { path -> String? in
      guard let status = try? files.look(at: path), status.kind == .file else { return nil }
      if !hashesLarge, status.size > large { return "\(status.size) \(status.identity)" }
      guard let reader = try? files.open(path) else { return nil }
      var digest = Digest<SHA256>()
      do {
        while case let piece = try reader.next(atMost: 1 << 20), !piece.isEmpty {
          try piece.withUnsafeBufferPointer { try digest.update($0) }
        }
        return hexadecimal(digest.finish())
      } catch { return nil }
    }
    return digests.joined(separator: " ")
  }

  private static func text(of bytes: [UInt8]) -> String {
    hexadecimal((try? bytes.withUnsafeBufferPointer { try Digest<SHA256>.of($0) }) ?? [])
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    HexDigits.of(bytes: bytes.prefix(digits / 2))
  }
}
