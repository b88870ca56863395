import ImgFlowValues

/// The lines of a file.
final class LineIterator: StreamIterator {
  private let lines: LineBuffer
  private let scratch = TextScratch()

  init(_ pieces: PieceBuffer) { lines = LineBuffer(pieces) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    try lines.next(evaluator) { line, bytes in
      try lines.checkText(line, bytes)
      return .heap(scratch.string(of: line, in: bytes))
    }
  }
}
