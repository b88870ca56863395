import ImgFlowSyntax
import ImgFlowValues

/// A path that a script gave to a function of `file`.
struct ScriptPath: Sendable {
  let written: String
  let absolute: String
  private let files: any FileAccess
  /// The script that the call is in.
  private let script: SourceFile

  init(_ call: NativeCall, argument: Int = 0) throws {
    files = call.evaluator.host.files
    written = try call.string(argument)
    absolute = try written == "-" ? written : files.absolute(written)
    script = call.range.file
  }

  func bytes() throws -> [UInt8] { try explaining { try $0.read(absolute) } }

  func size() throws -> Int { try explaining { try $0.size(absolute) } }

  func open() throws -> any FileReader { try explaining { try $0.open(absolute) } }

  /// Opens a text file for reading piece by piece as UTF-8, which is not checked.
  func openText(_ encoding: TextEncoding?) throws -> TextReader {
    TextReader(try open(), encoding, of: "`\(absolute)`")
  }

  /// The text of the file.
  ///
  /// - Parameter function: the one that reads it, for messages.
  /// - Throws: a `parse` error that says which byte is wrong.
  func text(_ encoding: TextEncoding?, for function: String) throws -> StringObject {
    try EncodedText.string(of: bytes(), encoding, named: "`\(absolute)`") { help(function, $0) }
  }

  /// The text of bytes that begin at `offset` in the file, which should be UTF-8.
  ///
  /// - Throws: a `parse` error that says which byte is wrong.
  func text(_ bytes: ArraySlice<UInt8>, from offset: Int, for function: String) throws -> String {
    do { return try UTF8Text.read(bytes, from: offset, of: "`\(absolute)`", help: nil) } catch let
      error as ValueError
    {
      throw EncodedText.explained(error, Array(bytes)) { help(function, $0) }
    }
  }

  private func help(_ function: String, _ encoding: String?) -> String {
    guard let encoding else { return "read it with `file.bytes` if it is not text" }
    return "write `\(function)(…, encoding: \"\(encoding)\")`"
  }

  /// Reads the file as JSON.
  ///
  /// - Throws: a `parse` error with the place in the file, and the line with a caret below it.
  func json(_ encoding: TextEncoding?) throws -> Value {
    let text = try EncodedText.utf8(bytes(), encoding, of: "`\(absolute)`")
    let bytes = Array(text.bytes)
    do throws(JSONError) {
      return try JSON.parse(bytes)
    } catch {
      try Checkpoint.pass()
      _ = try self.text(bytes[...], from: text.offset, for: "file.json")
      throw located(error, in: bytes, line: error.line)
    }
  }

  /// A mistake in JSON with its place in the file.
  ///
  /// - Parameters:
  ///   - bytes: the text that was read.
  ///   - line: the line of the file with the mistake, from 1.
  func located(_ error: JSONError, in bytes: [UInt8], line: Int) -> DetailedError {
    DetailedError(
      error.kind, "\(error.message) (\(absolute):\(line):\(error.column))",
      notes: Self.excerpt(of: bytes, at: error, line), help: error.help)
  }

  /// The line of an error, cut to what is near, and a caret.
  private static func excerpt(of bytes: [UInt8], at error: JSONError, _ line: Int) -> [String] {
    let offset = min(error.offset, bytes.count)
    let (before, after) = (30, 40)
    let lineStart = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lineEnd = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let left = String(decoding: bytes[lineStart..<offset], as: UTF8.self).suffix(before)
    let right = String(decoding: bytes[offset..<lineEnd], as: UTF8.self).prefix(after)
    let prefix = "\(line) | "
    let indentation = DisplayWidth.of(prefix + left)
    return [
      (prefix + left + right).filter { !$0.isNewline },
      String(repeating: " ", count: indentation) + "^",
    ]
  }

  /// Performs an operation on files. If the file does not exist, but there is one next to the script, the
  /// error says so.
  func explaining<Result>(_ body: (any FileAccess) throws -> Result) throws -> Result {
    do {
      return try body(files)
    } catch let error as ValueError where error.help == nil && !written.isAbsolutePath {
      let beside = try Paths.absolute(written, in: script.folder(files))
      guard beside != absolute, try !files.exists(absolute), try files.exists(beside) else {
        throw error
      }
      throw ValueError(
        error.kind, error.message,
        help: "the file exists next to the script: write "
          + "`here(\(Value.string(written).shortDescription(limit: 200)))`")
    }
  }
}
