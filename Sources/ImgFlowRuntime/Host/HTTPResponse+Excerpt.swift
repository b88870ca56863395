extension HTTPResponse {
  private static let excerptLength = 500

  /// The start of the body as text, for messages and errors: up to 500 bytes, with unprintable bytes escaped.
  package var excerpt: String {
    let start = body.prefix(Self.excerptLength)
    let isCut = body.count > start.count
    // A character that the end cuts in two is not shown.
    let text = String(decoding: start, as: UTF8.self).unicodeScalars
    let whole = isCut && text.last == "\u{FFFD}" ? text.dropLast() : text[...]
    var shown = ""
    for scalar in whole {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: shown.unicodeScalars.append(scalar)
      case ..<0x20, 0x7F..<0xA0: shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return isCut ? shown + "…" : shown
  }
}
