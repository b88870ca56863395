import ImgFlowValues

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Searching strings by their bytes, which finds what comparing code points finds.
package enum TextSearch {
  package static func contains(_ part: StringObject, in whole: StringObject) -> Bool {
    firstOffset(of: part, in: whole) != nil
  }

  /// The offset of the first byte of `part` in `whole`, or nil.
  static func firstOffset(of part: StringObject, in whole: StringObject) -> Int? {
    part.withUTF8 { part in whole.withUTF8 { firstOffset(of: part, in: $0, from: 0) } }
  }

  /// The offset of the first byte of `needle` in `hay` at or after `start`, or nil.
  static func firstOffset(
    of needle: UnsafeBufferPointer<UInt8>, in hay: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let part = needle.baseAddress, let first = needle.first else { return start }
    guard let base = hay.baseAddress else { return nil }
    var offset = start
    var compared = 0
    while hay.count - offset >= needle.count {
      let candidates = hay.count - offset - needle.count + 1
      guard let found = memchr(base + offset, Int32(first), candidates) else { return nil }
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(base + offset, part, needle.count) == 0 { return offset }
      offset += 1
      compared += needle.count
      // A string of hardly anything but beginnings of the needle would take the product of both lengths.
      if compared > 1024 + 8 * (offset - start) {
        return SteadySearch(needle).firstOffset(in: hay, from: offset)
      }
    }
    return nil
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
}
