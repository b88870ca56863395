/// The files of a zip archive (PKWARE's APPNOTE 6.3), each read when it is asked for.
struct ZipArchive {
  private struct Entry {
    var method: Int
    var packedSize: Int
    var size: Int
    var offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// Bytes of the largest file that is unpacked: small archives can hold enormous ones.
  private static let sizeLimit = 64 << 20

  /// - Throws: `FileFault` for what is no archive, or one of a kind that office programs do not make.
  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard let end = Self.directoryEnd(of: bytes), let count = bytes.littleEndian(2, at: end + 10),
      var position = bytes.littleEndian(4, at: end + 16)
    else { throw FileFault("The file is no workbook: it is no zip archive.") }
    for _ in 0..<count {
      guard bytes.littleEndian(4, at: position) == 0x0201_4B50,
        let method = bytes.littleEndian(2, at: position + 10),
        let packedSize = bytes.littleEndian(4, at: position + 20),
        let size = bytes.littleEndian(4, at: position + 24),
        let nameLength = bytes.littleEndian(2, at: position + 28),
        let extraLength = bytes.littleEndian(2, at: position + 30),
        let commentLength = bytes.littleEndian(2, at: position + 32),
        let offset = bytes.littleEndian(4, at: position + 42),
        position + 46 + nameLength <= bytes.count
      else { throw Self.damaged }
      let name = String(
        decoding: bytes[(position + 46)..<(position + 46 + nameLength)], as: UTF8.self)
      entries[name] = Entry(method: method, packedSize: packedSize, size: size, offset: offset)
      position += 46 + nameLength + extraLength + commentLength
    }
  }

  /// The content of a file; nil when there is none of the name.
  ///
  /// - Throws: `FileFault` when it is damaged, encrypted or too large.
  func read(_ name: String) throws -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    guard bytes.littleEndian(4, at: entry.offset) == 0x0403_4B50,
      let flags = bytes.littleEndian(2, at: entry.offset + 6),
      let nameLength = bytes.littleEndian(2, at: entry.offset + 26),
      let extraLength = bytes.littleEndian(2, at: entry.offset + 28)
    else { throw Self.damaged }
    guard flags & 1 == 0 else { throw FileFault("The workbook is encrypted.") }
    guard entry.size <= Self.sizeLimit else { throw FileFault("The workbook is too large.") }
    let start = entry.offset + 30 + nameLength + extraLength
    guard start + entry.packedSize <= bytes.count else { throw Self.damaged }
    let packed = bytes[start..<(start + entry.packedSize)]
    switch entry.method {
    case 0: return Array(packed)
    case 8:
      guard let content = Inflater.inflate(packed, .none, limit: Self.sizeLimit),
        content.count == entry.size
      else { throw Self.damaged }
      return content
    default: throw FileFault("The workbook is packed in a way that is not usual.")
    }
  }

  private static let damaged = FileFault("The workbook is damaged.")

  /// Where the record at the end is, after which only a comment may stand.
  private static func directoryEnd(of bytes: [UInt8]) -> Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xFFFF)...last).reversed().first {
      bytes.littleEndian(4, at: $0) == 0x0605_4B50
    }
  }
}

extension [UInt8] {
  /// The unsigned number of `count` bytes at an offset, the lowest first; nil beyond the end.
  func littleEndian(_ count: Int, at offset: Int) -> Int? {
    guard offset >= 0, offset + count <= self.count else { return nil }
    return self[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
