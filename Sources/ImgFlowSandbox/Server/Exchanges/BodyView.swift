import Foundation

/// A body as the page shows it: text without its secrets, or what it is and how long.
enum BodyView {
  case none
  case text(MaskedText)
  /// Not text, too long to show, or not kept any more.
  case summary(String)

  /// Longer texts are not shown.
  static let limit = 1 << 16

  init(_ body: BodyCapture, type: String?) {
    guard body.length > 0 else {
      self = .none
      return
    }
    let size = Int64(body.length).formatted(.byteCount(style: .file))
    let kind = type.map { String($0.prefix(200)) } ?? "no content type"
    guard let bytes = body.bytes else {
      self = .summary("\(kind), \(size), no longer kept")
      return
    }
    guard let text = Self.text(bytes, type) else {
      self = .summary("\(kind), \(size)")
      return
    }
    self = body.length > Self.limit ? .summary("\(kind), \(size), too long to show") : .text(text)
  }

  /// The masked text of a body that is one.
  static func text(_ bytes: [UInt8], _ type: String?) -> MaskedText? {
    let type = (type ?? "").lowercased().prefix { $0 != ";" }
      .trimmingCharacters(in: .whitespaces)
    let isText = type.hasPrefix("text/") || type.isEmpty
    let isJSON = type.hasSuffix("json")
    let isForm = type == "application/x-www-form-urlencoded"
    guard isText || isJSON || isForm || type.hasSuffix("xml"), !bytes.contains(0),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    if isForm { return .pairs(text) }
    let start = text.first { !$0.isWhitespace }
    return isJSON || start == "{" || start == "[" ? .json(text) : MaskedText(text)
  }
}
