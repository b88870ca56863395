#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes that grow at the end: what writers of text fill.
struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private(set) var capacity: Int

  init(capacity: Int = 128) {
    start = Self.reallocated(nil, capacity: capacity)
    self.capacity = capacity
  }

  deinit { free(start) }

  /// Returns what `body` makes of the bytes, which it must not let escape.
  @inline(__always)
  func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// As `withBytes`, with the room after the bytes, whose contents mean nothing.
  @inline(__always)
  func withRoom<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: start, count: capacity))
  }

  var bytes: [UInt8] { withBytes { Array($0) } }

  /// The bytes as a string; ill-formed UTF-8 is repaired.
  var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  /// Makes room for `extra` bytes and returns where they go; `advance` then keeps them.
  @inline(__always)
  mutating func room(for extra: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < extra { grow(by: extra) }
    return start + count
  }

  @inline(__always)
  mutating func advance(_ written: Int) { count += written }

  /// Keeps the first `count` bytes.
  mutating func truncate(to count: Int) { self.count = min(count, self.count) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    room(for: 1).pointee = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    room(for: text.utf8CodeUnitCount).update(
      from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    room(for: bytes.count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(repeating byte: UInt8, count extra: Int) {
    room(for: extra).update(repeating: byte, count: extra)
    count += extra
  }

  /// Appends the decimal digits of `number`.
  mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(decimal: number.magnitude)
  }

  /// Appends the decimal digits of `number`.
  mutating func append(decimal number: UInt) {
    var rest = number
    let length = Self.decimalDigits(of: rest)
    var place = room(for: length) + length
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place -= 1
      place.pointee = UInt8(truncatingIfNeeded: digit) &+ UInt8(ascii: "0")
      rest = quotient
    } while rest > 0
    count += length
  }

  @inline(__always)
  private static func decimalDigits(of number: UInt) -> Int {
    var digits = 1
    var bound: UInt = 10
    while digits < 20, number >= bound {
      digits += 1
      bound &*= 10
    }
    return digits
  }

  @inline(never)
  private mutating func grow(by extra: Int) {
    capacity = max(capacity * 2, count + extra)
    start = Self.reallocated(start, capacity: capacity)
  }

  /// Returns memory with what was in `old`: the C library moves the pages of a large block instead
  /// of copying them.
  private static func reallocated(
    _ old: UnsafeMutablePointer<UInt8>?, capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    Memory.reallocated(old, bytes: capacity).assumingMemoryBound(to: UInt8.self)
  }
}
