import ImgFlowValues

/// Numbers as scripts read them from text. Nothing is skipped: not even white space.
enum NumberText {
  /// The int that a string is, in any base.
  ///
  /// - Throws: a `parse` error for anything else; a `limit` error for too many digits.
  static func integer(_ text: String, base: Int) throws -> Value {
    guard let number = try integerIfAny(text, base: base) else {
      throw unreadable(text, base == 10 ? "an int" : "an int in base \(base)")
    }
    return number
  }

  /// The number that a string is, as a float.
  ///
  /// - Throws: a `parse` error for anything else; an `arithmetic` error for a number that is too large.
  static func float(_ text: StringObject) throws -> Value {
    if let number = ShortDecimal(text)?.double { return .float(number) }
    guard let number = floatIfAny(text.text) else { throw unreadable(text.text, "a float") }
    guard number.isFinite else {
      throw ValueError(.arithmetic, "`\(text.text.prefix(40))` is too large for a float")
    }
    return .float(number)
  }

  /// The int that UTF-8 is, in base 10; nil for anything else.
  ///
  /// - Throws: a `limit` error for too many digits.
  static func integer(utf8 text: UnsafeBufferPointer<UInt8>) throws -> Value? {
    let isNegative = text.first == UInt8(ascii: "-")
    var number = 0
    // So many digits fit in 64 bits; others, and a plus sign, are rare.
    guard text.count <= 18 else { return try integerIfAny(string(text), base: 10) }
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return try integerIfAny(string(text), base: 10) }
      number = number * 10 + Int(digit)
    }
    guard text.count > (isNegative ? 1 : 0) else { return nil }
    return .int(isNegative ? -number : number)
  }

  /// The number that UTF-8 is, as a float; nil for anything else, and for one that is too large.
  static func float(utf8 text: UnsafeBufferPointer<UInt8>) -> Value? {
    if let number = ShortDecimal(utf8: text)?.double { return .float(number) }
    guard let number = floatIfAny(string(text)), number.isFinite else { return nil }
    return .float(number)
  }

  private static func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: text, as: UTF8.self)
  }

  private static func integerIfAny(_ text: String, base: Int) throws -> Value? {
    if let number = Int(text, radix: base) { return .int(number) }
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    return try IntegerText.read(digits, base: base, isNegative: text.hasPrefix("-"))
  }

  private static func floatIfAny(_ text: String) -> Double? {
    // `Double.init` would also read `nan`, `inf` and hexadecimal digits.
    let isDecimal = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    return isDecimal ? Double(text) : nil
  }

  private static func unreadable(_ text: String, _ expected: String) -> ValueError {
    ValueError(
      .parse, later: "\(Value.string(text).shortDescription()) is not \(expected)",
      advice: .later {
        let hasSpace = text.first?.isWhitespace == true || text.last?.isWhitespace == true
        return hasSpace ? "remove the space with `.trim()`" : nil
      })
  }
}
