/// The code points of a string, read from its bytes; places are those of bytes.
package struct UTF8Scalars: BidirectionalCollection {
  private let bytes: UnsafeBufferPointer<UInt8>

  /// - Precondition: `bytes` is well-formed UTF-8, and outlives the collection.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  package var startIndex: Int { 0 }
  package var endIndex: Int { bytes.count }

  @inline(__always)
  package func index(after place: Int) -> Int { place + UTF8Length.of(bytes[place]) }

  @inline(__always)
  package func index(before place: Int) -> Int {
    var place = place - 1
    while bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }

  @inline(__always)
  package subscript(place: Int) -> UInt32 {
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
