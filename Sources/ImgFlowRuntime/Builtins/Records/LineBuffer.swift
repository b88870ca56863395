import ImgFlowValues

/// The lines of a text file, found in pieces of it.
final class LineBuffer {
  private let pieces: PieceBuffer
  /// How much of the unused part contains no line end.
  private var searched = 0

  init(_ pieces: PieceBuffer) { self.pieces = pieces }

  /// Returns what `body` makes of the next line without its line end, or nil after the last one.
  ///
  /// - Parameter body: Takes where the line is in bytes, which it must not let escape.
  func next<Result>(
    _ evaluator: Evaluator,
    _ body: (_ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result? {
    while true {
      let isWhole = pieces.isAtEnd
      let result: Result? = try pieces.withRest { bytes, place in
        guard let line = line(in: bytes, at: &place, isWhole: isWhole) else { return nil }
        searched = 0
        return try body(line, bytes)
      }
      if let result { return result }
      if isWhole { return nil }
      try pieces.readMore(evaluator)
    }
  }

  /// Checks that a line is UTF-8.
  ///
  /// - Throws: a `parse` error that says which byte is wrong.
  func checkText(_ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) throws {
    try pieces.checkText(line, bytes)
  }

  /// Where the line is that begins at `place`, which moves after it; nil if there is none, or it may go on after
  /// `bytes`.
  private func line(
    in bytes: UnsafeBufferPointer<UInt8>, at place: inout Int, isWhole: Bool
  ) -> Range<Int>? {
    let start = place
    let newline = TextSearch.firstOffset(of: .newline, in: bytes, from: start + searched)
    searched = bytes.count - start
    guard newline != nil || isWhole && start < bytes.count else { return nil }
    var end = newline ?? bytes.count
    place = min(end + 1, bytes.count)
    if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    return start..<end
  }
}
