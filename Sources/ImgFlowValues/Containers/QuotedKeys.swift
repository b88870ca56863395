/// The keys of a shared shape as JSON writes them, colons included: `"id":"name":`.
///
/// The writer copies them, and the reader compares them with what it finds: objects in a list
/// nearly always have the keys of the one before.
///
/// Sendable: the memory is filled by `init` and never changes.
final class QuotedKeys: @unchecked Sendable {
  private let bytes: UnsafeMutablePointer<UInt8>
  /// Where each key starts, and at the end where the last one ends.
  private let starts: UnsafeMutablePointer<Int>
  let count: Int

  init(_ keys: [StringObject]) {
    var buffer = ByteBuffer()
    starts = .allocate(capacity: keys.count + 1)
    count = keys.count
    for (index, key) in keys.enumerated() {
      (starts + index).initialize(to: buffer.count)
      buffer.appendQuoted(key.text)
      buffer.append(UInt8(ascii: ":"))
    }
    (starts + count).initialize(to: buffer.count)
    // Comparing reads whole words.
    buffer.append(repeating: 0, count: 8)
    bytes = .allocate(capacity: buffer.count)
    buffer.withBytes { source in
      source.baseAddress.map { bytes.initialize(from: $0, count: source.count) }
    }
  }

  deinit {
    bytes.deallocate()
    starts.deallocate()
  }

  /// The key at `index`, which must be less than `count`, in quotes and with its colon.
  @inline(__always)
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = starts[index]
    return UnsafeBufferPointer(start: bytes + start, count: starts[index + 1] - start)
  }

  /// Returns the length of the key at `index` when the text from `place` to `end` begins with it,
  /// or 0, also when there is no such key. Close to `end` it may miss.
  @inline(__always)
  func matchedLength(of index: Int, at place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>)
    -> Int
  {
    guard index < count else { return 0 }
    let start = starts[index]
    let length = starts[index + 1] - start
    guard end - place >= length + 8 else { return 0 }
    let (key, text) = (UnsafeRawPointer(bytes + start), UnsafeRawPointer(place))
    var offset = 0
    while offset + 8 <= length {
      let difference = difference(key, text, at: offset)
      if difference != 0 { return 0 }
      offset += 8
    }
    // The lowest bytes are the first ones; those that are not the key's are shifted out.
    let rest = difference(key, text, at: offset) << UInt64(64 - (length - offset) * 8)
    return rest == 0 || offset == length ? length : 0
  }

  /// Whether the first `count` keys are those of `other`; neither has fewer.
  func beginsLike(_ other: QuotedKeys, count: Int) -> Bool {
    guard starts[count] == other.starts[count] else { return false }
    return UnsafeBufferPointer(start: bytes, count: starts[count]).elementsEqual(
      UnsafeBufferPointer(start: other.bytes, count: starts[count]))
  }

  @inline(__always)
  private func difference(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, at offset: Int) -> UInt64 {
    UInt64(littleEndian: a.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      ^ UInt64(littleEndian: b.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
