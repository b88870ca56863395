import ImgFlowValues

/// The rows of a file of separated values, read on demand.
final class RecordStream: StreamObject, @unchecked Sendable {
  private let path: ScriptPath
  private let encoding: TextEncoding?
  private let form: RecordRows.Form

  init(_ path: ScriptPath, _ encoding: TextEncoding?, _ form: RecordRows.Form) {
    self.path = path
    self.encoding = encoding
    self.form = form
    super.init()
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    let pieces = try PieceBuffer(path, encoding, for: "file.records")
    return Iterator(pieces, RecordRows(form, TextScratch()), path.absolute)
  }

  private final class Iterator: StreamIterator {
    private let pieces: PieceBuffer
    private var rows: RecordRows
    /// For messages.
    private let path: String

    init(_ pieces: PieceBuffer, _ rows: RecordRows, _ path: String) {
      (self.pieces, self.rows, self.path) = (pieces, rows, path)
    }

    func next(_ evaluator: Evaluator) throws -> Value? {
      while true {
        let isWhole = pieces.isAtEnd
        let row = try pieces.withRest { bytes, place in
          do {
            return try rows.next(in: bytes, at: &place, isWhole: isWhole) {
              try pieces.checkText($0, bytes)
            }
          } catch let error as DetailedError { throw error.named(path) }
        }
        if row != nil || isWhole { return row }
        try pieces.readMore(evaluator)
      }
    }
  }
}
