import ImgFlowValues

/// The rows of a file of separated values.
final class RecordIterator: StreamIterator {
  private let pieces: PieceBuffer
  private var rows: RecordRows
  /// For messages.
  private let path: String

  init(_ pieces: PieceBuffer, _ form: RecordRows.Form, _ path: ScriptPath) {
    self.pieces = pieces
    rows = RecordRows(form, TextScratch())
    self.path = path.absolute
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
