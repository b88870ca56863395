import ImgFlowValues

/// The bytes of a text file that have been read and not yet used; more are read on demand.
final class PieceBuffer {
  private let path: ScriptPath
  /// The function that reads the file, for messages.
  private let function: String
  private let reader: TextReader
  private var bytes: [UInt8] = []
  /// The bytes before this place have been used.
  private var place = 0
  /// Where in the file `bytes` begins.
  private var offset = 0
  /// Whether the file has been read to its end.
  private(set) var isAtEnd = false

  private static let pieceSize = 1 << 16

  /// Opens a file.
  ///
  /// - Throws: an `io` error.
  init(_ path: ScriptPath, _ encoding: TextEncoding?, for function: String) throws {
    self.path = path
    self.function = function
    reader = try path.openText(encoding)
  }

  /// Calls `body` with the bytes that have been read and where the unused part of it begins, which `body` may
  /// move.
  func withRest<Result>(
    _ body: (UnsafeBufferPointer<UInt8>, inout Int) throws -> Result
  ) rethrows -> Result {
    var place = place
    defer { self.place = place }
    return try bytes.withUnsafeBufferPointer { try body($0, &place) }
  }

  /// Reads the next piece after the unused bytes.
  ///
  /// What is unused is read in ever larger pieces, so that going through it again stays linear.
  func readMore(_ evaluator: Evaluator) throws {
    try evaluator.checkCancellation()
    bytes.removeFirst(place)
    offset += place
    place = 0
    let piece = try reader.next(atMost: max(Self.pieceSize, bytes.count))
    isAtEnd = piece.isEmpty
    bytes += piece
    try BuiltinLimits.checkBytes(bytes.count)
  }

  /// Checks that a part of the bytes read is UTF-8.
  ///
  /// - Throws: a `parse` error that says which byte is wrong.
  func checkText(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) throws {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    guard !StringObject.isWellFormed(part) else { return }
    _ = try path.text(
      Array(part)[...], from: reader.start + offset + range.lowerBound, for: function)
  }
}
