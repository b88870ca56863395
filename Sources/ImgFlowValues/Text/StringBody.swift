/// The bytes of a string: up to 31 of them in place, more in a Swift string.
///
/// Most strings of scripts and documents are short: names, ids, dates, states. In place they need no block of
/// memory besides their object's.
///
/// It does not count the reference to its Swift string itself: the owner calls `release` at its end.
struct StringBody {
  /// How many bytes fit in place.
  static let longestInPlace = 31
  /// What the first byte says when there is a Swift string, in the second and third word; otherwise it is the
  /// number of bytes, which follow. The fourth word then says how many bytes the string has room for, as far
  /// as is known.
  private static let isInString: UInt8 = 0xFF
  private static let bytesOffset = 1
  private static let stringOffset = MemoryLayout<UInt64>.size

  // Unused bytes are 0, so that equal strings in place are equal words.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var fourth: UInt64 = 0

  init(_ text: String) {
    var text = text
    let count = text.utf8.count
    if count <= Self.longestInPlace {
      text.withUTF8 { bytes in
        withPlace(count: count) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
      }
    } else {
      keep(text)
    }
  }

  /// - Precondition: `bytes` is well-formed UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count <= Self.longestInPlace {
      withPlace(count: bytes.count) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
    } else {
      keep(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Creates a body of `count` bytes, all of which `fill` writes.
  ///
  /// - Precondition: what it writes is well-formed UTF-8.
  init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    if count <= Self.longestInPlace {
      try withPlace(count: count, fill)
    } else {
      keep(
        try String(unsafeUninitializedCapacity: count) { storage in
          try fill(UnsafeMutableRawBufferPointer(storage))
          return count
        })
    }
  }

  /// Releases the Swift string, if there is one.
  mutating func release() {
    guard !isInPlace else { return }
    withUnsafeMutablePointer(to: &self) { _ = Self.string($0).deinitialize(count: 1) }
  }

  // MARK: - Reading

  private var tag: UInt8 { UInt8(truncatingIfNeeded: UInt64(littleEndian: first)) }

  @inline(__always)
  var isInPlace: Bool { tag != Self.isInString }

  /// The number of bytes.
  var count: Int {
    mutating get { isInPlace ? Int(tag) : withString { $0.utf8.count } }
  }

  /// The Swift string, which is made anew for bytes in place.
  var text: String {
    mutating get {
      isInPlace ? withBytes { String(decoding: $0, as: UTF8.self) } : withString { $0 }
    }
  }

  /// Returns what `body` makes of the bytes, which it must not let escape.
  @inline(__always)
  mutating func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    if isInPlace {
      let count = Int(tag)
      return try withUnsafeMutablePointer(to: &self) { place in
        try body(UnsafeBufferPointer(start: UnsafePointer(Self.bytes(place)), count: count))
      }
    }
    return try withString { text in
      if let result = try text.utf8.withContiguousStorageIfAvailable(body) { return result }
      var copy = text
      return try copy.withUTF8(body)
    }
  }

  /// The first eight bytes as a number, of which the first counts most; zeros where there are fewer.
  var start: UInt64 {
    mutating get {
      let word =
        isInPlace
        ? withUnsafeMutablePointer(to: &self) {
          UnsafeRawPointer(Self.bytes($0)).loadUnaligned(as: UInt64.self)
        }
        : withBytes { UnsafeRawBufferPointer($0).loadUnaligned(as: UInt64.self) }
      return UInt64(bigEndian: word)
    }
  }

  /// Whether the other body has the same bytes.
  @inline(__always)
  mutating func isEqual(to other: inout StringBody) -> Bool {
    if isInPlace || other.isInPlace {
      return first == other.first && second == other.second && third == other.third
        && fourth == other.fourth
    }
    return withString { text in other.withString { TextHash.areEqual(text, $0) } }
  }

  // MARK: - Writing

  /// Appends bytes, in amortised constant time for each.
  ///
  /// - Precondition: the whole is well-formed UTF-8.
  /// - Throws: what `Memory.claim` throws.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let count = count
    if count + bytes.count <= Self.longestInPlace {
      withPlace(count: count + bytes.count) { place in
        UnsafeMutableRawBufferPointer(rebasing: place[count...])
          .copyMemory(from: UnsafeRawBufferPointer(bytes))
      }
    } else if isInPlace {
      var text = text
      text.append(String(decoding: bytes, as: UTF8.self))
      keep(text)
    } else {
      let suffix = String(decoding: bytes, as: UTF8.self)
      try makeRoom(for: count + bytes.count)
      withUnsafeMutablePointer(to: &self) { Self.string($0).pointee.append(suffix) }
    }
  }

  /// Makes the Swift string large enough for `count` bytes, and twice as large as it was when it grows: then
  /// the old and the new one exist at the same time.
  private mutating func makeRoom(for count: Int) throws {
    guard UInt64(count) > fourth else { return }
    let room = max(count, 2 * self.count)
    try Memory.claim(bytes: room)
    withUnsafeMutablePointer(to: &self) { Self.string($0).pointee.reserveCapacity(room) }
    fourth = UInt64(room)
  }

  /// Lets `fill` write bytes in place, of which there are then `count`.
  @inline(__always)
  private mutating func withPlace(
    count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    try withUnsafeMutablePointer(to: &self) { place in
      try fill(UnsafeMutableRawBufferPointer(start: Self.bytes(place), count: count))
    }
    setTag(UInt8(truncatingIfNeeded: count))
  }

  /// - Precondition: there is no Swift string yet.
  private mutating func keep(_ text: String) {
    withUnsafeMutablePointer(to: &self) { Self.string($0).initialize(to: text) }
    fourth = 0
    setTag(Self.isInString)
  }

  // MARK: - Places

  @inline(__always)
  private mutating func setTag(_ tag: UInt8) {
    let rest = UInt64(littleEndian: first) & ~0xFF
    first = (rest | UInt64(tag)).littleEndian
  }

  @inline(__always)
  private mutating func withString<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    try withUnsafeMutablePointer(to: &self) { try body(Self.string($0).pointee) }
  }

  @inline(__always)
  private static func bytes(
    _ place: UnsafeMutablePointer<StringBody>
  ) -> UnsafeMutablePointer<UInt8> {
    (UnsafeMutableRawPointer(place) + bytesOffset).assumingMemoryBound(to: UInt8.self)
  }

  @inline(__always)
  private static func string(
    _ place: UnsafeMutablePointer<StringBody>
  ) -> UnsafeMutablePointer<String> {
    (UnsafeMutableRawPointer(place) + stringOffset).assumingMemoryBound(to: String.self)
  }
}
