import ImgFlowValues

/// The lines of a file, read as they are asked for.
final class LineStream: StreamObject, @unchecked Sendable {
  private let path: ScriptPath
  private let encoding: TextEncoding?

  init(_ path: ScriptPath, _ encoding: TextEncoding?) {
    self.path = path
    self.encoding = encoding
    super.init()
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    Iterator(path, try path.openText(encoding))
  }

  private final class Iterator: StreamIterator {
    private let path: ScriptPath
    private let reader: TextReader
    /// Bytes that have been read; those before `place` have been given out.
    private var bytes: [UInt8] = []
    private var place = 0
    /// Where in the file `bytes` begins.
    private var offset = 0
    private var isAtEnd = false

    private static let pieceSize = 1 << 16

    init(_ path: ScriptPath, _ reader: TextReader) { (self.path, self.reader) = (path, reader) }

    func next(_ evaluator: Evaluator) throws -> Value? {
      var searched = place
      while true {
        if let newline = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
          defer { place = newline + 1 }
          return try line(endingAt: newline)
        }
        if isAtEnd { break }
        let known = bytes.count - place
        try readMore(evaluator)
        searched = place + known
      }
      guard place < bytes.count else { return nil }
      defer { place = bytes.count }
      return try line(endingAt: bytes.count)
    }

    /// Reads the next piece behind what has not been given out yet.
    private func readMore(_ evaluator: Evaluator) throws {
      try evaluator.checkCancellation()
      bytes.removeFirst(place)
      offset += place
      place = 0
      // A long line is read in ever larger pieces, so that the time it takes stays linear.
      let piece = try reader.next(atMost: max(Self.pieceSize, bytes.count))
      isAtEnd = piece.isEmpty
      bytes += piece
      try BuiltinLimits.checkBytes(bytes.count)
    }

    private func line(endingAt end: Int) throws -> Value {
      var line = bytes[place..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return .string(
        try path.text(line, from: reader.start + offset + place, for: "file.lines"))
    }
  }
}
