/// A stretch of one source file, as half-open UTF-8 byte offsets.
public struct SourceRange: Sendable {
  public let file: SourceFile
  private let lower: Int32
  private let upper: Int32

  /// Creates the range `start..<end` of `file`.
  public init(file: SourceFile, start: Int, end: Int) {
    self.file = file
    self.lower = Int32(clamping: start)
    self.upper = Int32(clamping: max(start, end))
  }

  /// The offset of the first byte.
  public var start: Int { Int(lower) }
  /// The offset after the last byte.
  public var end: Int { Int(upper) }
  /// The line and column of the first byte.
  public var position: SourcePosition { file.position(at: start) }
  /// The line and column after the last byte.
  public var endPosition: SourcePosition { file.position(at: end) }
  /// The text that the range covers.
  public var text: String { file.text(from: start, to: end) }

  /// Returns the range from the start of this one to the end of `other`, which is in the same file.
  public func through(_ other: SourceRange) -> SourceRange {
    SourceRange(file: file, start: start, end: max(end, other.end))
  }
}

extension SourceRange: CustomStringConvertible {
  /// `file:line:column` of the start.
  public var description: String { "\(file.name):\(position.line):\(position.column)" }
}
