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
    if isSpecialFloat(text) {
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
    var rest = Substring(text).utf8
    func take(while isWanted: (UInt8) -> Bool) -> String {
      let taken = rest.prefix(while: isWanted)
      rest = rest.dropFirst(taken.count)
      return String(Substring(taken))
    }
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    func isExponent(_ byte: UInt8) -> Bool { byte | 0x20 == UInt8(ascii: "e") }

    let sign = take(while: isSign)
    let whole = take(while: isDigit)
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint { rest = rest.dropFirst() }
    let part = hasPoint ? take(while: isDigit) : ""
    let exponent = take(while: isExponent)
    let power = exponent.isEmpty ? "" : take(while: isSign)
    let powerDigits = exponent.isEmpty ? "" : take(while: isDigit)
    guard rest.isEmpty, sign.utf8.count <= 1, !whole.isEmpty || !part.isEmpty,
      exponent.utf8.count <= 1, power.utf8.count <= 1, exponent.isEmpty == powerDigits.isEmpty
    else { return nil }
    // An identifier such as 0042 is more likely than the number 42.
    if whole.utf8.count > 1, whole.hasPrefix("0") { return nil }
    var json = sign == "-" ? "-" : ""
    json += whole.isEmpty ? "0" : whole
    if hasPoint { json += "." + (part.isEmpty ? "0" : part) }
    json += exponent + power + powerDigits
    do throws(JSONError) { return try JSON.parse(json) } catch {
      throw failure("`\(text)` is too large for a float", "put it in quotes if it is a string")
    }
  }

  /// Whether a string has to be quoted to be read back unchanged.
  static func needsQuotes(_ text: String) -> Bool {
    guard isPlain(text), text.utf8.last != .space else { return true }
    // Readers of older versions of YAML take these for bools.
    if ["y", "n", "yes", "no", "on", "off"].contains(text.lowercased()) { return true }
    let isString =
      try? value(of: text) { message, _ in ValueError(.parse, message) }.asString != nil
    return isString != true
  }

  private static func isSpecialFloat(_ text: String) -> Bool {
    switch text.utf8.first.map(isSign) == true ? text.dropFirst() : text[...] {
    case ".inf", ".Inf", ".INF": true
    default: [".nan", ".NaN", ".NAN"].contains(text)
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  /// Whether a string begins with a letter, a slash or an underscore, and has only letters, marks, digits and
  /// what means nothing in YAML.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, isLetter(first) || first == "_" || first == "/"
    else {
      return false
    }
    return text.unicodeScalars.dropFirst().allSatisfy { scalar in
      isLetter(scalar) || isNumberOrMark(scalar) || "_ .,/()-".unicodeScalars.contains(scalar)
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return UInt8(truncatingIfNeeded: scalar.value | 0x20) &- 0x61 < 26 }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static func isNumberOrMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return UInt8(truncatingIfNeeded: scalar.value) &- 0x30 < 10 }
    return switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
