/// A source text with its name, and the arithmetic from byte offsets to lines and columns.
///
/// Offsets are UTF-8 byte offsets into `bytes`; lines and columns count from 1, columns in characters.
public final class SourceFile: Sendable {
  /// The path or pseudo-name shown to people, such as `report.imgflow` or `std/csv`.
  public let name: String
  /// The text exactly as it was read.
  public let text: String
  /// The UTF-8 bytes of `text`.
  public let bytes: [UInt8]
  /// Where the file is, as an absolute path without links; nil for source that is not in a file.
  public let location: String?
  /// Whether the file is part of ImgFlow, so that a mistake is rather in what called it.
  public let isLibrary: Bool

  /// The byte offset at which each line starts; the first is 0.
  private let lineStarts: [Int]

  /// Creates a source file named `name` that holds `text`.
  public init(name: String, text: String, location: String? = nil, isLibrary: Bool = false) {
    self.name = name
    self.location = location
    self.text = text
    self.isLibrary = isLibrary
    self.bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  /// The number of lines; an empty file has one.
  public var lineCount: Int { lineStarts.count }

  /// Returns the line and column of a byte offset, which is clamped to the file.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let column = String(decoding: bytes[lineStarts[line]..<offset], as: UTF8.self).count
    return SourcePosition(line: line + 1, column: column + 1)
  }

  /// Returns the text of a line, counted from 1, without its line end; empty if there is no such line.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Returns the source text between two byte offsets, clamped to the file.
  public func text(from start: Int, to end: Int) -> String {
    let lower = min(max(start, 0), bytes.count)
    return String(decoding: bytes[lower..<min(max(end, lower), bytes.count)], as: UTF8.self)
  }

  /// Returns the byte offset at which the line of `offset` starts.
  func lineStart(at offset: Int) -> Int {
    lineStarts[lineIndex(of: min(max(offset, 0), bytes.count))]
  }

  /// Returns the number of spaces and tabs that the line of `offset` begins with.
  func indentation(at offset: Int) -> Int {
    bytes[lineStart(at: offset)...]
      .prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// A line and a column, both counted from 1; columns count characters.
public struct SourcePosition: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
