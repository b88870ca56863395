#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The bytes of a string: up to 31 of them in place, more in a block of memory.
///
/// Most strings of scripts and documents are short: names, ids, dates, states. In place they need no block of
/// memory besides their object's. A large Swift string is kept as it is, instead of copying its bytes.
///
/// It does not free its block itself: the owner calls `release` at its end.
@usableFromInline
struct StringBody {
  /// How many bytes fit in place.
  @inlinable @inline(__always)
  static var longestInPlace: Int { 31 }
  /// What the first byte says when the bytes are elsewhere: the second word is where, the lower half of the third
  /// how many, its upper half how many there is room for, and the fourth where characters begin, if that has
  /// been noted. Otherwise it is the number of bytes, which follow.
  private static let isInBlock: UInt8 = 0xFF
  /// As `isInBlock`, but the block is a Swift string's, and the rest of the first word the object that keeps it.
  private static let isInString: UInt8 = 0xFE
  @inlinable @inline(__always)
  static var bytesOffset: Int { 1 }

  // Unused bytes are 0, so that equal strings in place are equal words.
  @usableFromInline var first: UInt64 = 0
  @usableFromInline var second: UInt64 = 0
  @usableFromInline var third: UInt64 = 0
  /// Threads that share a long string note here where its characters begin, so it is then only used as an atomic.
  var fourth: UInt64 = 0

  /// A Swift string, whose bytes stay where they are while this exists.
  private final class KeptText {
    let text: String
    init(_ text: String) { self.text = text }
  }

  init(_ text: String) {
    var text = text
    guard text.utf8.count >= Memory.large else {
      self = text.withUTF8 { StringBody($0) }
      return
    }
    text.makeContiguousUTF8()
    let kept = KeptText(text)
    // The bytes of a native string that is not small are in a block of its own.
    let place = kept.text.utf8.withContiguousStorageIfAvailable { $0.baseAddress } ?? nil
    setPlace(place, count: text.utf8.count, room: 0, tag: Self.isInString)
    // An address has fewer than 56 bits.
    let address = UInt64(UInt(bitPattern: Unmanaged.passRetained(kept).toOpaque()))
    first = (UInt64(littleEndian: first) | address << 8).littleEndian
  }

  /// - Precondition: `bytes` is well-formed UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(count: bytes.count) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
  }

  /// Creates a body of `count` bytes, all of which `fill` writes.
  ///
  /// Its error has a type: with `rethrows`, the optimiser of Swift 6.3.1 ends with a defect where `fill` cannot
  /// throw.
  ///
  /// - Precondition: what it writes is well-formed UTF-8.
  init<E: Error>(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    guard count > Self.longestInPlace else {
      try withPlace(count: count, fill)
      return
    }
    let block = Memory.reallocated(nil, bytes: count)
    var isFilled = false
    defer { if !isFilled { free(block) } }
    try fill(UnsafeMutableRawBufferPointer(start: block, count: count))
    isFilled = true
    setPlace(block, count: count, room: count, tag: Self.isInBlock)
  }

  /// Frees the block, if there is one.
  mutating func release() {
    forgetBreadcrumbs()
    switch tag {
    case Self.isInBlock: free(UnsafeMutableRawPointer(bitPattern: UInt(second)))
    case Self.isInString: keptText?.release()
    default: break
    }
  }

  // MARK: - Reading

  @inlinable @inline(__always)
  var tag: UInt8 { UInt8(truncatingIfNeeded: UInt64(littleEndian: first)) }

  @inlinable @inline(__always)
  var isInPlace: Bool { tag <= Self.longestInPlace }

  private var keptText: Unmanaged<KeptText>? {
    guard tag == Self.isInString else { return nil }
    return UnsafeRawPointer(bitPattern: UInt(UInt64(littleEndian: first) >> 8))
      .map(Unmanaged.fromOpaque)
  }

  /// The number of bytes.
  @inlinable @inline(__always)
  var count: Int { isInPlace ? Int(tag) : countInBlock }

  @inlinable @inline(__always)
  var countInBlock: Int { Int(UInt32(truncatingIfNeeded: third)) }

  private var room: Int { Int(third >> 32) }

  /// The Swift string, which is made anew unless it has been kept.
  var text: String {
    mutating get {
      if let kept = keptText { return kept._withUnsafeGuaranteedRef { $0.text } }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The bytes, which stay where they are until the body changes or moves.
  @inlinable @inline(__always)
  var bytes: UnsafeBufferPointer<UInt8> {
    mutating get {
      guard isInPlace else {
        return UnsafeBufferPointer(
          start: UnsafePointer(bitPattern: UInt(second)), count: countInBlock)
      }
      let count = Int(tag)
      return withUnsafeMutablePointer(to: &self) {
        UnsafeBufferPointer(start: UnsafePointer(Self.bytes($0)), count: count)
      }
    }
  }

  /// The first eight bytes as a number, of which the first counts most; zeros where there are fewer.
  var start: UInt64 {
    mutating get {
      // There are zeros after fewer bytes.
      let word = UnsafeRawPointer(bytes.baseAddress).map { $0.loadUnaligned(as: UInt64.self) }
      return UInt64(bigEndian: word ?? 0)
    }
  }

  /// Whether the other body has the same bytes.
  @inline(__always)
  mutating func isEqual(to other: inout StringBody) -> Bool {
    if isInPlace || other.isInPlace {
      return first == other.first && second == other.second && third == other.third
        && fourth == other.fourth
    }
    return countInBlock == other.countInBlock && TextHash.compare(bytes, other.bytes) == 0
  }

  // MARK: - Writing

  /// Appends bytes, in amortised constant time for each.
  ///
  /// - Precondition: the whole is well-formed UTF-8.
  /// - Throws: what `Memory.claim` throws.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let (old, whole) = (count, count + bytes.count)
    if whole <= Self.longestInPlace {
      return withPlace(count: whole) { place in
        UnsafeMutableRawBufferPointer(rebasing: place[old...])
          .copyMemory(from: UnsafeRawBufferPointer(bytes))
      }
    }
    if tag == Self.isInBlock, whole <= room {
      Self.copy(bytes, to: UnsafeMutableRawPointer(bitPattern: UInt(second)), at: old)
    } else {
      try grow(by: bytes)
    }
    forgetBreadcrumbs()
    setCount(whole, room: room)
  }

  /// Appends to a block that is twice as large: then the old and the new one exist at the same time, since the
  /// bytes may be those of the string itself.
  private mutating func grow(by bytes: UnsafeBufferPointer<UInt8>) throws {
    let old = count
    let room = max(old + bytes.count, 2 * old)
    try Memory.claim(bytes: room)
    let block = Memory.reallocated(nil, bytes: room)
    Self.copy(self.bytes, to: block, at: 0)
    Self.copy(bytes, to: block, at: old)
    release()
    setPlace(block, count: old + bytes.count, room: room, tag: Self.isInBlock)
  }

  private static func copy(
    _ bytes: UnsafeBufferPointer<UInt8>, to block: UnsafeMutableRawPointer?, at place: Int
  ) {
    guard let source = bytes.baseAddress, let block else { return }
    (block + place).copyMemory(from: source, byteCount: bytes.count)
  }

  /// Lets `fill` write bytes in place, of which there are then `count`.
  @inline(__always)
  private mutating func withPlace<E: Error>(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    try withUnsafeMutablePointer(to: &self) { place throws(E) in
      try fill(UnsafeMutableRawBufferPointer(start: Self.bytes(place), count: count))
    }
    setTag(UInt8(truncatingIfNeeded: count))
  }

  // MARK: - Places

  private mutating func setPlace(_ place: UnsafeRawPointer?, count: Int, room: Int, tag: UInt8) {
    first = UInt64(tag).littleEndian
    second = UInt64(UInt(bitPattern: place))
    setCount(count, room: room)
    fourth = 0
  }

  /// - Precondition: both fit in 32 bits, as the length of every string does (`ValueLimits`).
  @inline(__always)
  private mutating func setCount(_ count: Int, room: Int) {
    third = UInt64(UInt32(count)) | UInt64(UInt32(room)) << 32
  }

  @inline(__always)
  private mutating func setTag(_ tag: UInt8) {
    let rest = UInt64(littleEndian: first) & ~0xFF
    first = (rest | UInt64(tag)).littleEndian
  }

  @inlinable @inline(__always)
  static func bytes(
    _ place: UnsafeMutablePointer<StringBody>
  ) -> UnsafeMutablePointer<UInt8> {
    (UnsafeMutableRawPointer(place) + bytesOffset).assumingMemoryBound(to: UInt8.self)
  }
}
