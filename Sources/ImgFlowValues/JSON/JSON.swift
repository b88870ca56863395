/// Reading and writing JSON (RFC 8259).
///
/// The reader accepts exactly the RFC's grammar, and decides where the RFC leaves room: a leading byte-order
/// mark is skipped; ill-formed UTF-8 and lone surrogates are refused; if a key is given twice, the last value
/// is kept in the place of the first; integers keep every digit and `-0` is 0; other numbers become the
/// nearest double, refused if that is infinite.
///
/// Reading ends early, with an error, if the work of the thread is to stop: a caller that handles errors then
/// passes a `Checkpoint` first.
package enum JSON {
  /// Returns the value of a JSON text.
  ///
  /// - Throws: `JSONError`.
  package static func parse(_ text: String) throws(JSONError) -> Value {
    var text = text
    let result = text.withUTF8 { Self.result(UnsafeRawBufferPointer($0)) }
    return try result.get()
  }

  /// Returns the value of a JSON text in UTF-8.
  ///
  /// - Throws: `JSONError`.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> Value {
    let result = bytes.withUnsafeBytes { Self.result($0) }
    return try result.get()
  }

  /// Returns the value of a JSON text in UTF-8.
  ///
  /// - Throws: `JSONError`.
  package static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> Value {
    try result(bytes).get()
  }

  private static func result(_ bytes: UnsafeRawBufferPointer) -> Result<Value, JSONError> {
    let text = bytes.bindMemory(to: UInt8.self)
    do throws(JSONFault) {
      guard let start = text.baseAddress, !text.isEmpty else { throw JSONFault(.endsEarly, at: 0) }
      var reader = JSONReader(text, at: start)
      return .success(try reader.readDocument())
    } catch {
      return .failure(JSONError(error, in: text))
    }
  }
}
