import CZlib

/// The files of a zip archive (PKWARE's APPNOTE 6.3), each read on demand.
struct ZipArchive {
  private struct Entry {
    var flags = 0
    var method = 0
    var sum = 0
    var packedSize = 0
    var size = 0
    var offset = 0
  }

  private let bytes: [UInt8]
  private let budget: DocumentBudget
  /// By their names in lower case: those of office documents are compared without case.
  private var entries: [String: Entry] = [:]

  /// - Throws: `FileFault` for data that is not an archive, or that has too many files.
  init(_ bytes: [UInt8], _ budget: DocumentBudget) throws(FileFault) {
    self.bytes = bytes
    self.budget = budget
    guard let directory = ZipDirectory(of: bytes) else {
      throw FileFault("The file is not a workbook: it is not a zip archive.")
    }
    try budget.charge(directory.count, .parts)
    var position = directory.start
    for _ in 0..<directory.count {
      let (name, entry, end) = try readEntry(at: position, shift: directory.shift)
      entries[Self.key(name)] = entry
      position = end
    }
  }

  /// The content of a file; nil if there is none of this name.
  ///
  /// - Throws: `FileFault` if it is damaged, encrypted or too large.
  func read(_ name: String) throws(FileFault) -> [UInt8]? {
    guard let entry = entries[Self.key(name)] else { return nil }
    guard bytes.littleEndian(4, at: entry.offset) == 0x0403_4B50,
      let nameLength = bytes.littleEndian(2, at: entry.offset + 26),
      let extraLength = bytes.littleEndian(2, at: entry.offset + 28)
    else { throw Self.damaged }
    guard entry.flags & 1 == 0 else { throw FileFault("The workbook is encrypted.") }
    try budget.charge(entry.size, .unpacked)
    let start = entry.offset + 30 + nameLength + extraLength
    guard entry.packedSize <= bytes.count - start else { throw Self.damaged }
    let packed = bytes[start..<(start + entry.packedSize)]
    let content: [UInt8]?
    switch entry.method {
    case 0: content = packed.count == entry.size ? Array(packed) : nil
    case 8: content = Inflater.inflate(packed, count: entry.size)
    default:
      throw FileFault("The workbook uses a compression method that office programs do not use.")
    }
    guard let content, Self.sum(of: content) == entry.sum else { throw Self.damaged }
    return content
  }

  private static let damaged = FileFault("The workbook is damaged.")

  /// Some programs write the backslashes of their system.
  private static func key(_ name: String) -> String {
    name.lowercased().replacing("\\", with: "/")
  }

  private func readEntry(
    at position: Int, shift: Int
  ) throws(FileFault) -> (name: String, entry: Entry, end: Int) {
    func field(_ count: Int, _ offset: Int) throws(FileFault) -> Int {
      guard let value = bytes.littleEndian(count, at: position + offset) else { throw Self.damaged }
      return value
    }
    guard try field(4, 0) == 0x0201_4B50 else { throw Self.damaged }
    let (nameLength, extraLength) = (try field(2, 28), try field(2, 30))
    let extra = position + 46 + nameLength
    let end = extra + extraLength + (try field(2, 32))
    guard end <= bytes.count else { throw Self.damaged }
    var entry = Entry(
      flags: try field(2, 8), method: try field(2, 10), sum: try field(4, 16),
      packedSize: try field(4, 20), size: try field(4, 24), offset: try field(4, 42))
    var wide = ZipDirectory.wideFields(of: bytes, in: extra..<extra + extraLength)
    for path in [\Entry.size, \.packedSize, \.offset] where entry[keyPath: path] == 0xFFFF_FFFF {
      guard !wide.isEmpty else { throw Self.damaged }
      entry[keyPath: path] = wide.removeFirst()
    }
    guard entry.offset <= bytes.count, entry.packedSize <= bytes.count else { throw Self.damaged }
    entry.offset += shift
    return (String(decoding: bytes[(position + 46)..<extra], as: UTF8.self), entry, end)
  }

  private static func sum(of content: [UInt8]) -> Int {
    content.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32(clamping: $0.count))) }
  }
}
