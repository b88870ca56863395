/// The files of a zip archive (PKWARE's APPNOTE 6.3), each read on demand.
package struct ZipArchive {
  /// What the directory says of a file.
  package struct Entry {
    /// In UTF-8, or in another encoding that the archive does not name.
    package fileprivate(set) var name: ArraySlice<UInt8> = []
    /// In bytes, when it is unpacked.
    package fileprivate(set) var size = 0
    fileprivate var flags = 0
    fileprivate var method = 0
    fileprivate var sum = 0
    fileprivate var packedSize = 0
    fileprivate var offset = 0
  }

  private let bytes: [UInt8]
  /// In the order of the directory.
  package private(set) var entries: [Entry] = []

  /// - Parameter directory: that of the bytes.
  /// - Throws: `ZipFault` for a directory that is damaged.
  package init(_ bytes: [UInt8], _ directory: ZipDirectory) throws(ZipFault) {
    self.bytes = bytes
    var position = directory.start
    for _ in 0..<directory.count {
      let (entry, end) = try readEntry(at: position, shift: directory.shift)
      entries.append(entry)
      position = end
    }
  }

  /// The content of a file, which takes as much memory as the entry says, and no more.
  ///
  /// - Parameter pause: Is called now and then; what it throws ends the work.
  /// - Throws: `ZipFault` if it is damaged or encrypted.
  package func content(
    of entry: Entry, pausing pause: () throws -> Void = {}
  ) throws -> [UInt8] {
    guard bytes.littleEndian(4, at: entry.offset) == 0x0403_4B50,
      let nameLength = bytes.littleEndian(2, at: entry.offset + 26),
      let extraLength = bytes.littleEndian(2, at: entry.offset + 28)
    else { throw ZipFault.damaged }
    guard entry.flags & 1 == 0 else { throw ZipFault.encrypted }
    let start = entry.offset + 30 + nameLength + extraLength
    guard entry.packedSize <= bytes.count - start else { throw ZipFault.damaged }
    let packed = bytes[start..<(start + entry.packedSize)]
    let content =
      switch entry.method {
      case 0: Array(packed)
      case 8: try unpacked(packed, size: entry.size, pause)
      default: throw ZipFault.unknownMethod
      }
    guard content.count == entry.size, Packer.sum(of: content) == UInt32(entry.sum) else {
      throw ZipFault.damaged
    }
    return content
  }

  private func unpacked(
    _ packed: ArraySlice<UInt8>, size: Int, _ pause: () throws -> Void
  ) throws -> [UInt8] {
    var content: [UInt8] = []
    // The size that the directory gives may be a lie.
    content.reserveCapacity(min(size, packed.count * 20))
    let unpacker = Unpacker(.deflate)
    do {
      try unpacker.add(Array(packed)) { part in
        try pause()
        guard content.count + part.count <= size else { throw ZipFault.damaged }
        content += part
      }
      try unpacker.finish()
    } catch is PackingFault { throw ZipFault.damaged }
    return content
  }

  private func readEntry(
    at position: Int, shift: Int
  ) throws(ZipFault) -> (entry: Entry, end: Int) {
    func field(_ count: Int, _ offset: Int) throws(ZipFault) -> Int {
      guard let value = bytes.littleEndian(count, at: position + offset) else { throw .damaged }
      return value
    }
    guard try field(4, 0) == 0x0201_4B50 else { throw .damaged }
    let (nameLength, extraLength) = (try field(2, 28), try field(2, 30))
    let extra = position + 46 + nameLength
    let end = extra + extraLength + (try field(2, 32))
    guard end <= bytes.count else { throw .damaged }
    var entry = Entry(
      name: bytes[(position + 46)..<extra], size: try field(4, 24), flags: try field(2, 8),
      method: try field(2, 10), sum: try field(4, 16), packedSize: try field(4, 20),
      offset: try field(4, 42))
    var wide = ZipDirectory.wideFields(of: bytes, in: extra..<extra + extraLength)
    for path in [\Entry.size, \.packedSize, \.offset] where entry[keyPath: path] == 0xFFFF_FFFF {
      guard !wide.isEmpty else { throw .damaged }
      entry[keyPath: path] = wide.removeFirst()
    }
    guard entry.offset <= bytes.count, entry.packedSize <= bytes.count else { throw .damaged }
    entry.offset += shift
    return (entry, end)
  }
}
