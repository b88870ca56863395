/// The code points of a string, read from its bytes; places are those of bytes.
///
/// Public, because other modules do not inline what belongs to a `package` type.
public struct UTF8Scalars: BidirectionalCollection {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

  /// - Precondition: `bytes` is well-formed UTF-8, and outlives the collection.
  @inlinable @inline(__always)
  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The number of code points: of bytes that do not continue one, eight at a time.
  @inlinable @inline(__always)
  package static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var count = bytes.count
    var place = 0
    while place + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      count -= 8 - startCount(in: word)
      place += 8
    }
    while place < bytes.count {
      if !UTF8Length.isStart(bytes[place]) { count -= 1 }
      place += 1
    }
    return count
  }

  /// How many of the eight bytes of a word begin a code point.
  @inlinable @inline(__always)
  static func startCount(in word: UInt64) -> Int {
    // A byte that continues one has the highest bit, and not the one after it.
    8 - (word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { bytes.count }

  @inlinable @inline(__always)
  public func index(after place: Int) -> Int { place + UTF8Length.of(bytes[place]) }

  @inlinable @inline(__always)
  public func index(before place: Int) -> Int {
    var place = place - 1
    while !UTF8Length.isStart(bytes[place]) { place -= 1 }
    return place
  }

  @inlinable @inline(__always)
  public subscript(place: Int) -> UInt32 {
    let lead = UInt32(bytes[place])
    if lead < 0x80 { return lead }
    let next = UInt32(bytes[place + 1] & 0x3F)
    if lead < 0xE0 { return (lead & 0x1F) << 6 | next }
    let third = UInt32(bytes[place + 2] & 0x3F)
    if lead < 0xF0 { return (lead & 0x0F) << 12 | next << 6 | third }
    return (lead & 0x07) << 18 | next << 12 | third << 6 | UInt32(bytes[place + 3] & 0x3F)
  }
}

extension UInt32 {
  /// Whether the code point of this number is white space.
  @inlinable @inline(__always)
  package var isWhitespaceScalar: Bool {
    if self < 0x80 { return self == 0x20 || self &- 0x09 < 5 }
    // The next after these is U+1680.
    if self < 0x1680 { return self == 0x85 || self == 0xA0 }
    return hasWhitespaceProperty
  }

  @usableFromInline
  package var hasWhitespaceProperty: Bool {
    Unicode.Scalar(self)?.properties.isWhitespace ?? false
  }
}
