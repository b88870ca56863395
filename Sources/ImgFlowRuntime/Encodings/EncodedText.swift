import ImgFlowValues

/// Reading bytes as text. The encoding is that of a byte-order mark, else the caller's, else UTF-8.
package enum EncodedText {
  /// The text of bytes, in the encoding that a byte-order mark says, or in UTF-8.
  ///
  /// - Parameter name: how messages name the bytes.
  /// - Throws: a `parse` error that says which byte is wrong, and what the encoding looks like.
  package static func read(_ bytes: [UInt8], of name: String, help: String? = nil) throws -> String
  {
    try read(bytes, nil, of: name) { help ?? $0 }
  }

  /// - Parameters:
  ///   - encoding: the requested one.
  ///   - help: what to do if the encoding is unknown, or with an encoding that it looks like.
  static func read(
    _ bytes: [UInt8], _ encoding: TextEncoding?, of name: String, help: (String?) -> String?
  ) throws -> String {
    let utf8 = try utf8(bytes, encoding, of: name)
    do { return try UTF8Text.read(utf8.bytes, from: utf8.offset, of: name, help: nil) } catch let
      error as ValueError
    {
      throw explained(error, bytes, help)
    }
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
