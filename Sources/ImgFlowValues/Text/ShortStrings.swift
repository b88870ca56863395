/// Strings of up to 15 bytes that a reader met, so that keys and words that recur, such as states
/// and units, are one object each.
///
/// A direct-mapped cache: a string replaces the one in its place.
package struct ShortStrings: ~Copyable {
  /// The longest string kept: with its length it fills two words.
  package static let longest = 15
  /// How many bytes of text a look-up reads, whatever the string's length.
  package static let window = 16

  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var object: StringObject?
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let bits: Int

  /// Creates a cache for a string of `textLength` bytes: clearing a large one costs more than reading a short
  /// text.
  init(textLength: Int) {
    bits = textLength < 4096 ? 6 : 10
    entries = .allocate(capacity: 1 << bits)
    entries.initialize(repeating: Entry(), count: 1 << bits)
  }

  deinit {
    entries.deinitialize(count: 1 << bits)
    entries.deallocate()
  }

  /// Returns the string of the `length` bytes at `start`, or nil if they are ill-formed UTF-8.
  ///
  /// - Precondition: `length <= longest`, and `window` bytes can be read.
  @inline(__always)
  mutating func string(at start: UnsafePointer<UInt8>, length: Int) -> StringObject? {
    let raw = UnsafeRawPointer(start)
    var low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    var high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    // Clears the bytes after the string; a shift by 64 or more gives 0.
    low &= ~(UInt64.max << UInt64(length * 8))
    high &= ~(UInt64.max << UInt64(max(0, length - 8) * 8))
    return string(low, high, UnsafeBufferPointer(start: start, count: length))
  }

  /// Returns the string of bytes that nothing can be read after, or nil if they are ill-formed UTF-8.
  ///
  /// - Precondition: there are at most `longest`.
  mutating func string(of bytes: UnsafeBufferPointer<UInt8>) -> StringObject? {
    var words: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
    return string(UInt64(littleEndian: words.0), UInt64(littleEndian: words.1), bytes)
  }

  /// - Parameters:
  ///   - low: the first eight bytes, with zeros after the last.
  ///   - high: the others, of which the last is 0.
  @inline(__always)
  private mutating func string(
    _ low: UInt64, _ high: UInt64, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> StringObject? {
    let length = bytes.count
    let high = high | UInt64(length) << 56
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xA076_1D64_78BD_642F
    let entry = entries + Int(mixed >> UInt64(64 - bits))
    if entry.pointee.low == low, entry.pointee.high == high, let known = entry.pointee.object {
      return known
    }
    return add(bytes, low, high, entry)
  }

  @inline(never)
  private func add(
    _ bytes: UnsafeBufferPointer<UInt8>, _ low: UInt64, _ high: UInt64,
    _ entry: UnsafeMutablePointer<Entry>
  ) -> StringObject? {
    guard let object = StringObject(validating: bytes) else { return nil }
    entry.pointee = Entry(low: low, high: high, object: object)
    return object
  }
}
