#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Hashing and comparing strings by their UTF-8 bytes.
///
/// Swift's own `==` on strings compares canonical equivalents; the language compares code points.
package enum TextHash {
  /// Differs in every process, so that keys which collide in one do not in the next.
  private static let seed = UInt64.random(in: .min ... .max)

  /// Returns the hash of the bytes of `text`; never 0.
  package static func hash(of text: String) -> Int {
    var text = text
    return text.withUTF8 { hash(of: $0) }
  }

  /// Returns the hash of `bytes`; never 0. Multiplies and folds eight bytes at a time, after wyhash
  /// (Wang Yi, https://github.com/wangyi-fudan/wyhash).
  package static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while offset + 8 <= raw.count {
      state = fold(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if offset < raw.count {
      var tail: UInt64 = 0
      while offset < raw.count {
        tail = tail << 8 | UInt64(raw[offset])
        offset += 1
      }
      state = fold(state ^ tail)
    }
    let hash = Int(truncatingIfNeeded: fold(state))
    return hash == 0 ? 1 : hash
  }

  /// Returns a hash of a number.
  package static func mixed(_ number: UInt64) -> UInt64 { fold(seed ^ number) }

  @inline(__always)
  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  /// Whether two strings hold the same bytes.
  package static func areEqual(_ a: String, _ b: String) -> Bool {
    // Short strings are stored in place, so that most equal keys look the same.
    if unsafeBitCast(a, to: SIMD2<UInt64>.self) == unsafeBitCast(b, to: SIMD2<UInt64>.self) {
      return true
    }
    guard a.utf8.count == b.utf8.count else { return false }
    return compare(a, b) == 0
  }

  /// Returns a negative number, 0 or a positive number as `a` comes before, is, or comes after `b`
  /// in the order of code points.
  package static func compare(_ a: String, _ b: String) -> Int {
    let order = a.utf8.withContiguousStorageIfAvailable { left in
      b.utf8.withContiguousStorageIfAvailable { right in compare(left, right) }
    }
    if let order = order ?? nil { return order }
    var (left, right) = (a, b)
    return left.withUTF8 { left in right.withUTF8 { compare(left, $0) } }
  }

  static func compare(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Int {
    guard let left = a.baseAddress, let right = b.baseAddress else { return a.count - b.count }
    let order = memcmp(left, right, min(a.count, b.count))
    return order == 0 ? a.count - b.count : Int(order)
  }
}
