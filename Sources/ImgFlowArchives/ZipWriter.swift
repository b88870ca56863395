/// Writes zip archives. All files have the date 1 January 1980, so that the same files are the same archive.
package enum ZipWriter {
  /// Returns the archive of files, each packed if that makes it smaller.
  ///
  /// - Parameter pause: Is called now and then; what it throws ends the work.
  /// - Throws: `ZipFault.tooLarge` for what takes the form for large archives.
  package static func archive(
    _ files: [(name: String, content: [UInt8])], pausing pause: () throws -> Void = {}
  ) throws -> [UInt8] {
    guard files.count < 0xFFFF else { throw ZipFault.tooLarge }
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in files {
      let packed = try content.withUnsafeBufferPointer {
        try Packer.pack($0, .deflate, pausing: pause)
      }
      let isPacked = packed.count < content.count
      let kept = isPacked ? packed : content
      guard max(content.count, bytes.count + kept.count + directory.count) < 0xFFFF_0000,
        name.utf8.count <= 0xFFFF
      else { throw ZipFault.tooLarge }
      // Version, flags (names are UTF-8), method, time and date, sum and sizes.
      let fields =
        number(20, 2) + number(0x800, 2) + number(isPacked ? 8 : 0, 2) + number(0, 2)
        + number(0x21, 2) + number(Int(Packer.sum(of: content)), 4) + number(kept.count, 4)
        + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
      directory +=
        number(0x0201_4B50, 4) + number(20, 2) + fields + number(0, 10) + number(bytes.count, 4)
        + Array(name.utf8)
      bytes += number(0x0403_4B50, 4) + fields + Array(name.utf8) + kept
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
      + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    return bytes + directory + end
  }

  /// A number in so many bytes, the lowest first.
  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }
}
