/// The start of a file, as far as it has been looked at.
final class ImageBytes {
  /// How far into a file a header may be.
  static let limit = 64 << 20

  private var bytes: [UInt8] = []
  /// The next bytes, at most as many as asked for; none at the end.
  private let next: (Int) throws -> [UInt8]

  init(_ next: @escaping (Int) throws -> [UInt8]) { self.next = next }

  /// A part of a file that is a file of its own, such as EXIF.
  init(_ part: ArraySlice<UInt8>) {
    bytes = Array(part)
    next = { _ in [] }
  }

  /// The bytes from the start, at most `count`: fewer if the file is shorter.
  func start(_ count: Int) throws -> ArraySlice<UInt8> {
    try load(count)
    return bytes.prefix(count)
  }

  /// - Throws: `ImageHeadProblem` if the file ends before `range` does.
  func slice(_ range: Range<Int>) throws -> ArraySlice<UInt8> {
    guard range.upperBound <= Self.limit else {
      throw ImageHeadProblem("its description is not in the first \(Self.limit >> 20) MiB")
    }
    try load(range.upperBound)
    guard range.upperBound <= bytes.count else {
      throw ImageHeadProblem("it ends after \(bytes.count) bytes, within its description")
    }
    return bytes[range]
  }

  func byte(_ offset: Int) throws -> Int { try big(offset, 1) }

  /// The number of `count` bytes at `offset`, the highest first.
  func big(_ offset: Int, _ count: Int) throws -> Int {
    try slice(offset..<offset + count).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The number of `count` bytes at `offset`, the lowest first.
  func little(_ offset: Int, _ count: Int) throws -> Int {
    try slice(offset..<offset + count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// The `count` characters at `offset`, of ASCII.
  func text(_ offset: Int, _ count: Int) throws -> String {
    String(decoding: try slice(offset..<offset + count), as: UTF8.self)
  }

  private func load(_ end: Int) throws {
    while bytes.count < end {
      let piece = try next(max(end - bytes.count, 4096))
      if piece.isEmpty { return }
      bytes += piece
    }
  }
}

/// Why the description of an image cannot be read, as the end of a sentence.
package struct ImageHeadProblem: Error {
  package let message: String

  init(_ message: String) { self.message = message }
}
