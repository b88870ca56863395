import ImgFlowValues

/// The lines of a file, read on demand.
final class LineStream: StreamObject, @unchecked Sendable {
  private let path: ScriptPath
  private let encoding: TextEncoding?

  init(_ path: ScriptPath, _ encoding: TextEncoding?) {
    self.path = path
    self.encoding = encoding
    super.init()
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    Iterator(try PieceBuffer(path, encoding, for: "file.lines"))
  }

  private final class Iterator: StreamIterator {
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
}
