import ImgFlowValues

/// What a string without quotes means: the core schema of YAML 1.2.
enum YAMLScalar {
  /// - Parameter failure: makes the error of a number that the language does not have.
  static func value(
    of text: String, or failure: (String, String?) -> ValueError
  ) throws -> Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    guard let first = text.utf8.first, isNumberStart(first) else { return .string(text) }
    if text.wholeMatch(of: /[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)/) != nil {
      throw failure("infinity and NaN are not supported", "put it in quotes if it is a string")
    }
    if text.hasPrefix("0x"), let number = Int(text.dropFirst(2), radix: 16) { return .int(number) }
    if text.hasPrefix("0o"), let number = Int(text.dropFirst(2), radix: 8) { return .int(number) }
    return try number(text, or: failure) ?? .string(text)
  }

  private static func isNumberStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// A number that JSON would write differently: with a plus sign, or without a digit next to the point.
  private static func number(
    _ text: String, or failure: (String, String?) -> ValueError
  ) throws -> Value? {
    let form = /([-+]?)(\d*)(?:\.(\d*))?([eE][-+]?\d+)?/.asciiOnlyDigits()
    guard let match = text.wholeMatch(of: form) else { return nil }
    let (whole, part) = (match.2, match.3)
    guard !whole.isEmpty || part?.isEmpty == false else { return nil }
    // An identifier such as 0042 is more likely than the number 42.
    if whole.count > 1, whole.hasPrefix("0") { return nil }
    var json = match.1 == "-" ? "-" : ""
    json += whole.isEmpty ? "0" : whole
    if let part { json += "." + (part.isEmpty ? "0" : part) }
    json += match.4 ?? ""
    do throws(JSONError) { return try JSON.parse(json) } catch {
      throw failure("`\(text)` is too large for a float", "put it in quotes if it is a string")
    }
  }

  /// Whether a string has to be quoted to be read back unchanged.
  static func needsQuotes(_ text: String) -> Bool {
    guard text.wholeMatch(of: /[\p{L}_\/][\p{L}\p{N}_ .,\/()-]*/) != nil, text.last != " " else {
      return true
    }
    // Readers of older versions of YAML take these for bools.
    if ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased()) { return true }
    let isString =
      try? value(of: text) { message, _ in ValueError(.parse, message) }.asString != nil
    return isString != true
  }
}
