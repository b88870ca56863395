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
  mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    count += bytes.count
    var start = 0
    if !pending.isEmpty {
      start = min(Self.blockSize - pending.count, bytes.count)
      pending += bytes[..<start]
      guard pending.count == Self.blockSize else { return }
      pending.withUnsafeBufferPointer { function.mix($0, at: 0) }
      pending.removeAll(keepingCapacity: true)
    }
    var pace = Pace()
    while bytes.count - start >= Self.blockSize {
      try pace.step()
      function.mix(bytes, at: start)
      start += Self.blockSize
    }
    if start < bytes.count { pending += bytes[start...] }
  }

  /// The digest of everything so far.
  consuming func finish() -> [UInt8] {
    mixEnd()
    let words = function.words
    return Array(unsafeUninitializedCapacity: words.count * 4) { place, count in
      for word in words {
        let ordered = Function.isBigEndian ? word.bigEndian : word.littleEndian
        UnsafeMutableRawBufferPointer(place).storeBytes(
          of: ordered, toByteOffset: count, as: UInt32.self)
        count += 4
      }
    }
  }

  /// Mixes in the mark of the end and the length, in one more block or in two.
  private mutating func mixEnd() {
    let size = pending.count + 9 > Self.blockSize ? 2 * Self.blockSize : Self.blockSize
    let bits = UInt64(count) << 3
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { block in
      block.initialize(repeating: 0)
      _ = block.update(fromContentsOf: pending)
      block[pending.count] = 0x80
      UnsafeMutableRawBufferPointer(block).storeBytes(
        of: Function.isBigEndian ? bits.bigEndian : bits.littleEndian, toByteOffset: size - 8,
        as: UInt64.self)
      for start in stride(from: 0, to: size, by: Self.blockSize) {
        function.mix(UnsafeBufferPointer(block), at: start)
      }
    }
  }

  static func of(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [UInt8] {
    var digest = Digest()
    try digest.update(bytes)
    return digest.finish()
  }

  /// A message authentication code with a key (RFC 2104).
  static func authenticating(
    _ bytes: UnsafeBufferPointer<UInt8>, key: UnsafeBufferPointer<UInt8>
  ) throws -> [UInt8] {
    let key = key.count > blockSize ? try of(key) : Array(key)
    func start(_ mask: UInt8) throws -> Digest {
      var block = Array(repeating: mask, count: blockSize)
      for (index, byte) in key.enumerated() { block[index] ^= byte }
      var digest = Digest()
      try block.withUnsafeBufferPointer { try digest.update($0) }
      return digest
    }
    var (inner, outer) = (try start(0x36), try start(0x5C))
    try inner.update(bytes)
    try inner.finish().withUnsafeBufferPointer { try outer.update($0) }
    return outer.finish()
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
