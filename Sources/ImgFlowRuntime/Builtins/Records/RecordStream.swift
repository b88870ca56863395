import ImgFlowValues

/// The rows of a file of separated values, read on demand.
final class RecordStream: StreamObject, @unchecked Sendable {
  private let path: ScriptPath
  private let encoding: TextEncoding?
  private let separator: UInt8
  private let hasHeader: Bool

  init(_ path: ScriptPath, _ encoding: TextEncoding?, separator: UInt8, hasHeader: Bool) {
    self.path = path
    self.encoding = encoding
    self.separator = separator
    self.hasHeader = hasHeader
    super.init()
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    let rows = RecordRows(separator: separator, hasHeader: hasHeader, TextScratch())
    return Iterator(try PieceBuffer(path, encoding, for: "file.records"), rows)
  }

  private final class Iterator: StreamIterator {
    private let pieces: PieceBuffer
    private var rows: RecordRows

    init(_ pieces: PieceBuffer, _ rows: RecordRows) { (self.pieces, self.rows) = (pieces, rows) }

    func next(_ evaluator: Evaluator) throws -> Value? {
      while true {
        let isWhole = pieces.isAtEnd
        let row = try pieces.withRest { bytes, place in
          try rows.next(in: bytes, at: &place, isWhole: isWhole) { try pieces.checkText($0, bytes) }
        }
        if row != nil || isWhole { return row }
        try pieces.readMore(evaluator)
      }
    }
  }
}
