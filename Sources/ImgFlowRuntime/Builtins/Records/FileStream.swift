import ImgFlowValues

/// Items that are read from a file on demand. Each use of the stream reads the file anew.
final class FileStream: StreamObject, @unchecked Sendable {
  typealias Reading = @Sendable (PieceBuffer, ScriptPath) -> any StreamIterator

  private let path: ScriptPath
  private let encoding: TextEncoding?
  private let function: String
  private let reading: Reading

  /// The stream that a call of a function makes whose first argument is a path.
  ///
  /// - Parameters:
  ///   - function: its name.
  ///   - encoding: the place of the argument that names the encoding.
  ///   - reading: gives what reads the items.
  /// - Throws: An `io` error if the file cannot be opened.
  init(
    _ call: NativeCall, of function: String, encoding: Int, reading: @escaping Reading
  ) throws {
    path = try ScriptPath(call)
    // A missing file is reported here, not where the stream is first used.
    _ = try path.open()
    self.encoding = try call.textEncoding(encoding)
    (self.function, self.reading) = (function, reading)
    super.init()
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    reading(try PieceBuffer(path, encoding, for: function), path)
  }
}
