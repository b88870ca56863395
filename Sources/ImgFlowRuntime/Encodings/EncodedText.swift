import ImgFlowValues

/// Reading bytes as text. The encoding is that of a byte-order mark, else the caller's, else UTF-8.
package enum EncodedText {
  /// The text of bytes, in the encoding that a byte-order mark says, or in UTF-8.
  ///
  /// - Parameter name: how messages name the bytes.
  /// - Throws: a `parse` error that says which byte is wrong, and what the encoding looks like.
  package static func read(_ bytes: [UInt8], of name: String, help: String? = nil) throws -> String
  {
    try string(of: bytes, nil, named: name) { help ?? $0 }.text
  }

  /// The text of bytes, in the encoding that a byte-order mark says, in a requested one, or in UTF-8.
  ///
  /// - Parameters:
  ///   - encoding: the requested one.
  ///   - help: what to do if the encoding is unknown, or with an encoding that it looks like.
  ///   - name: how messages name the bytes.
  /// - Throws: as above.
  static func string(
    of bytes: [UInt8], _ encoding: TextEncoding?, named name: String, help: (String?) -> String?
  ) throws -> StringObject {
    let utf8 = try utf8(bytes, encoding, of: name)
    if let string = utf8.bytes.withUnsafeBufferPointer(StringObject.init(validating:)) {
      return string
    }
    throw explained(UTF8Text.problem(of: utf8.bytes, from: utf8.offset, in: name), bytes, help)
  }

  /// The bytes as UTF-8, unchecked if they should be UTF-8 already, without a byte-order mark; and where in
  /// the file they begin.
  static func utf8(
    _ bytes: [UInt8], _ encoding: TextEncoding?, of name: String
  ) throws -> (bytes: ArraySlice<UInt8>, offset: Int) {
    let mark = TextEncoding.marked(bytes[...])
    let rest = bytes.dropFirst(mark?.length ?? 0)
    let actual = mark?.encoding ?? encoding ?? .utf8
    if mark == nil, encoding == nil { try checkPlausible(bytes[...], name) }
    guard case .utf8 = actual.kind else {
      var decoder = TextDecoder(actual, of: name, from: mark?.length ?? 0)
      return (try decoder.decode(rest, isLast: true)[...], 0)
    }
    return (rest, mark?.length ?? 0)
  }

  /// UTF-16 without a mark can be UTF-8 with a NUL in every other place.
  ///
  /// - Throws: a `parse` error.
  static func checkPlausible(_ bytes: ArraySlice<UInt8>, _ name: String) throws {
    guard let wide = EncodingGuess.wide(bytes) else { return }
    throw ValueError(
      .parse, "\(name) is not text in UTF-8: it looks like \(wide) without a byte-order mark",
      help: "pass the encoding: `encoding: \"\(wide)\"`")
  }

  /// The error of bytes that are not UTF-8, with what they look like.
  static func explained(
    _ error: ValueError, _ bytes: [UInt8], _ help: (String?) -> String?
  ) -> ValueError {
    let guess = EncodingGuess.of(bytes)
    let looks = guess.map { "; it looks like \($0.text)" } ?? ""
    return ValueError(error.kind, error.message + looks, help: help(guess?.encoding))
  }
}
