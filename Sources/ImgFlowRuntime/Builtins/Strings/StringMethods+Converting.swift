import ImgFlowValues

extension StringMethods {
  /// Reading other types from strings. Nothing is skipped: not even white space.
  static let converting: [Builtin] = [
    Builtin(
      "toInt", [.text, .base],
      returns: .int, "Reads an int in any base; anything else is a `parse` error.",
      examples: [(#""-42".toInt()"#, "-42"), (#""ff".toInt(base: 16)"#, "255")]
    ) { call in try integer(call.string(0), base: call.int(1)) },
    Builtin(
      "toFloat", [.text], returns: .float,
      "Reads a number as a float; anything else is a `parse` error.",
      examples: [(#""2.50".toFloat()"#, "2.5"), (#""1e3".toFloat()"#, "1000.0")]
    ) { call in
      let text = try call.stringObject(0)
      return try ShortDecimal(text).flatMap(\.double).map { .float($0) } ?? float(text.text)
    },
    Builtin(
      "bytes", [.text], returns: .bytes, "Returns the string as UTF-8.",
      examples: [(#""né".bytes().length"#, "3")]
    ) { call in
      try call.withBytes(0) { text in
        try Memory.claim(bytes: text.count)
        return .bytes(Array(text))
      }
    },
  ]

  private static func integer(_ text: String, base: Int) throws -> Value {
    if let number = Int(text, radix: base) { return .int(number) }
    let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard
      let number = try IntegerText.read(digits, base: base, isNegative: text.hasPrefix("-"))
    else { throw unreadable(text, base == 10 ? "an int" : "an int in base \(base)") }
    return number
  }

  private static func float(_ text: String) throws -> Value {
    // `Double.init` would also read `nan`, `inf` and hexadecimal digits.
    let isDecimal = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isDecimal, let number = Double(text) else { throw unreadable(text, "a float") }
    guard number.isFinite else {
      throw ValueError(.arithmetic, "`\(text.prefix(40))` is too large for a float")
    }
    return .float(number)
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

extension Builtin.Parameter {
  /// The base that an int is written in.
  static let base = Self("base", .int, .defaulted(.int(10)), plain: .ints(2...36)) { value, _ in
    guard let base = value.asInt, (2...36).contains(base) else {
      throw ValueError.argument("base", mustBe: "from 2 to 36", not: value)
    }
    return value
  }
}
