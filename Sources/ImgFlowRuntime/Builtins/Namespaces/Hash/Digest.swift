import ImgFlowValues

/// A hash function that works on blocks of 64 bytes, after Merkle and Damgård.
protocol BlockHash {
  init()
  /// Mixes the block that begins at `start` into the state.
  mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int)
  /// Whether lengths and words have their most significant byte first.
  static var isBigEndian: Bool { get }
  /// The state, which is the digest once everything has been mixed in.
  var words: [UInt32] { get }
}

/// The digest of bytes that come in pieces.
struct Digest<Function: BlockHash> {
  private static var blockSize: Int { 64 }

  private var function = Function()
  /// Bytes that do not fill a block yet.
  private var pending: [UInt8] = []
  private var count = 0

  /// - Throws: what a checkpoint throws.
  mutating func update(_ bytes: [UInt8]) throws {
    count += bytes.count
    let bytes = pending.isEmpty ? bytes : pending + bytes
    let whole = bytes.count / Self.blockSize * Self.blockSize
    var pace = Pace()
    try bytes.withUnsafeBufferPointer { buffer in
      for start in stride(from: 0, to: whole, by: Self.blockSize) {
        try pace.step()
        function.mix(buffer, at: start)
      }
    }
    pending = Array(bytes[whole...])
  }

  /// The digest of everything so far.
  consuming func finish() throws -> [UInt8] {
    let bits = UInt64(count) << 3
    let zeros = (Self.blockSize * 2 - 9 - pending.count) % Self.blockSize
    try update([0x80] + Array(repeating: 0, count: zeros) + Self.bytes(of: bits))
    return function.words.flatMap { Self.bytes(of: $0) }
  }

  static func of(_ bytes: [UInt8]) throws -> [UInt8] {
    var digest = Digest()
    try digest.update(bytes)
    return try digest.finish()
  }

  /// A message authentication code with a key (RFC 2104).
  static func authenticating(_ bytes: [UInt8], key: [UInt8]) throws -> [UInt8] {
    var key = try key.count > blockSize ? of(key) : key
    key += Array(repeating: 0, count: blockSize - key.count)
    return try of(key.map { $0 ^ 0x5C } + of(key.map { $0 ^ 0x36 } + bytes))
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    let ordered = Function.isBigEndian ? number.bigEndian : number.littleEndian
    return withUnsafeBytes(of: ordered) { Array($0) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Calls `body` with the 16 words of a block, at the start of room for more.
  @inline(__always)
  func withWords(
    at start: Int, bigEndian: Bool, room: Int = 16,
    _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { words in
      words.initialize(repeating: 0)
      for index in 0..<16 {
        let word = UnsafeRawBufferPointer(self).loadUnaligned(
          fromByteOffset: start + index * 4, as: UInt32.self)
        words[index] = bigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
      }
      body(words)
    }
  }
}

extension UInt32 {
  func rotated(left count: UInt32) -> UInt32 { self << count | self >> (32 - count) }
}
