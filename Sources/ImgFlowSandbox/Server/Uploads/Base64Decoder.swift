import Foundation

/// Decodes base64 text (RFC 4648) while it arrives: bare, after `file=`, or as a `data:` address.
///
/// expoze's documents say both "text/plain" and "form parameter file"; any reading of that is taken.
struct Base64Decoder {
  /// How long the text before the base64 may be.
  private static let prefixLimit = 256

  /// What has come while it is not yet certain where the base64 begins.
  private var head: [UInt8]? = []
  /// Characters of an unfinished group of four.
  private var carry: [UInt8] = []
  private var isPadded = false

  /// Decodes on, and hands over what there is.
  ///
  /// - Throws: `NotBase64`, and what `emit` throws.
  mutating func read(_ chunk: some Collection<UInt8>, _ emit: (Data) throws -> Void) throws {
    guard var head else { return try decode(Array(chunk), emit) }
    head += chunk
    guard head.count >= Self.prefixLimit else {
      self.head = head
      return
    }
    self.head = nil
    try decode(Self.withoutPrefix(head), emit)
  }

  /// Decodes the rest. Missing padding is forgiven.
  mutating func finish(_ emit: (Data) throws -> Void) throws {
    if let head {
      self.head = nil
      try decode(Self.withoutPrefix(head), emit)
    }
    guard !carry.isEmpty else { return }
    let padding = [UInt8](repeating: UInt8(ascii: "="), count: 4 - carry.count)
    try emit(try Self.data(carry + padding))
    carry = []
  }

  struct NotBase64: Error {}

  /// Decodes a whole text, bare or as a `data:` address.
  ///
  /// - Throws: `NotBase64`.
  static func decode(_ text: String) throws -> Data {
    var decoder = Base64Decoder()
    var data = Data()
    let bytes = Array(text.utf8)
    let step = 1 << 20
    for start in stride(from: 0, to: bytes.count, by: step) {
      let end = min(bytes.count, start + step)
      try decoder.read(bytes[start..<end]) { data += $0 }
    }
    try decoder.finish { data += $0 }
    return data
  }

  private mutating func decode(_ text: [UInt8], _ emit: (Data) throws -> Void) throws {
    carry += text.lazy.filter { $0 > 0x20 }
    let count = carry.count / 4 * 4
    guard count > 0 else { return }
    guard !isPadded else { throw NotBase64() }
    isPadded = carry[count - 1] == UInt8(ascii: "=")
    try emit(try Self.data(Array(carry[..<count])))
    carry.removeFirst(count)
  }

  private static func data(_ text: [UInt8]) throws -> Data {
    guard let data = Data(base64Encoded: Data(text)) else { throw NotBase64() }
    return data
  }

  private static func withoutPrefix(_ head: [UInt8]) -> [UInt8] {
    var rest = head[...].drop { $0 <= 0x20 }
    if rest.starts(with: Array("file=".utf8)) { rest = rest.dropFirst(5) }
    // Schemes have no case (RFC 3986 section 3.1).
    if String(decoding: rest.prefix(5), as: UTF8.self).lowercased() == "data:",
      let comma = rest.firstIndex(of: UInt8(ascii: ","))
    {
      rest = rest[(comma + 1)...]
    }
    return Array(rest)
  }
}
