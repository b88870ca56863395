import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Searching strings by their bytes, which finds what comparing code points finds.
package enum TextSearch {
  package static func contains(_ part: StringObject, in whole: StringObject) -> Bool {
    part.withUTF8 { needle in whole.withUTF8 { firstOffset(of: needle, in: $0) } } != nil
  }

  /// The offset of the first such byte at or after `start`, or nil.
  static func firstOffset(
    of byte: UInt8, in hay: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let base = hay.baseAddress,
      let found = memchr(base + start, Int32(byte), hay.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The offset of the first byte of `needle` in `hay`, or nil.
  private static func firstOffset(
    of needle: UnsafeBufferPointer<UInt8>, in hay: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let needleStart = needle.baseAddress, let first = needle.first else { return 0 }
    guard let hayStart = hay.baseAddress else { return nil }
    var offset = 0
    while hay.count - offset >= needle.count {
      let candidates = hay.count - offset - needle.count + 1
      guard let found = memchr(hayStart + offset, Int32(first), candidates) else { return nil }
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(hayStart)
      if memcmp(hayStart + offset, needleStart, needle.count) == 0 { return offset }
      offset += 1
    }
    return nil
  }
}
