import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// What may appear in headers (RFC 9110 section 5): a line end in one would end it and begin another.
enum HeaderRules {
  /// Refuses names that are not tokens, and values with control characters other than tab.
  ///
  /// - Throws: `ValueError` of kind `validation`; the value itself is not shown, it may be secret.
  static func check(_ headers: [(name: String, value: String)]) throws {
    for (name, value) in headers {
      guard HeaderName.isToken(name) else {
        throw ValueError(
          .validation, "\(Value.string(name).shortDescription()) is not a valid header name")
      }
      if let position = value.utf8.enumerated().first(where: { isControl($0.element) })?.offset {
        throw ValueError(
          .validation,
          "the value of the header `\(name)` has a control character at position \(position + 1)",
          help: "remove line ends and other control characters, for example with `.trim()`")
      }
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 || byte == 0x7F
  }
}
