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
    private let pieces: PieceBuffer
    private let scratch = TextScratch()
    /// How much of the unused part contains no line end.
    private var searched = 0

    init(_ pieces: PieceBuffer) { self.pieces = pieces }

    func next(_ evaluator: Evaluator) throws -> Value? {
      while true {
        let isWhole = pieces.isAtEnd
        if let line = try pieces.withRest({ try line(in: $0, at: &$1, isWhole: isWhole) }) {
          searched = 0
          return line
        }
        if isWhole { return nil }
        try pieces.readMore(evaluator)
      }
    }

    /// The line that begins at `place`; nil if there is none, or it may go on after `bytes`.
    private func line(
      in bytes: UnsafeBufferPointer<UInt8>, at place: inout Int, isWhole: Bool
    ) throws -> Value? {
      let start = place
      let newline = TextSearch.firstOffset(of: .newline, in: bytes, from: start + searched)
      searched = bytes.count - start
      guard newline != nil || isWhole && start < bytes.count else { return nil }
      var end = newline ?? bytes.count
      place = min(end + 1, bytes.count)
      if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
      try pieces.checkText(start..<end, bytes)
      return .heap(scratch.string(of: start..<end, in: bytes))
    }
  }
}
