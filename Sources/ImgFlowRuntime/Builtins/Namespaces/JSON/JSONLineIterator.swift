import ImgFlowValues

/// The values of a file with a JSON text on each line.
final class JSONLineIterator: StreamIterator {
  /// The function `lines` of the namespace `json`.
  static let function = Builtin(
    "lines", [.path, .textEncoding], returns: .stream,
    """
    A stream of the values of a file that has a JSON text on each line (NDJSON, JSON Lines). Blank lines are \
    skipped; a mistake is a `parse` error that names the file, the line and the column.
    """,
    examples: [
      (
        #"{ file.write("log.ndjson", "{\"id\": 1}\n\n[2]\n"); json.lines("log.ndjson").all() }"#,
        #"[{"id": 1}, [2]]"#
      )
    ]
  ) { call in
    .heap(
      try FileStream(call, of: "json.lines", encoding: 1) { JSONLineIterator($0, $1) })
  }.effect(.opening("json.lines"))

  private let lines: LineBuffer
  private let path: ScriptPath
  /// How many lines have been read.
  private var count = 0

  init(_ pieces: PieceBuffer, _ path: ScriptPath) {
    (lines, self.path) = (LineBuffer(pieces), path)
  }

  func next(_ evaluator: Evaluator) throws -> Value? {
    var pace = Pace()
    while let value = try lines.next(evaluator, read) {
      try pace.step()
      if let value { return value }
    }
    return nil
  }

  /// The value of a line; nil for a blank one.
  private func read(_ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) throws -> Value? {
    count += 1
    let text = UnsafeBufferPointer(rebasing: bytes[line])
    if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    do throws(JSONError) {
      return try JSON.parse(UnsafeRawBufferPointer(text))
    } catch {
      try Checkpoint.pass()
      try lines.checkText(line, bytes)
      throw path.located(error, in: Array(text), line: count)
    }
  }
}
