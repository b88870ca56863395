import ImgFlowValues

extension StringMethods {
  /// Reading other types from strings. Nothing is skipped: not even white space.
  static let converting: [Builtin] = [
    Builtin(
      "toInt", [.text, .base],
      returns: .int, "Reads an int in any base; anything else is a `parse` error.",
      examples: [(#""-42".toInt()"#, "-42"), (#""ff".toInt(base: 16)"#, "255")]
    ) { call in try NumberText.integer(call.string(0), base: call.int(1)) },
    Builtin(
      "toFloat", [.text], returns: .float,
      "Reads a number as a float; anything else is a `parse` error.",
      examples: [(#""2.50".toFloat()"#, "2.5"), (#""1e3".toFloat()"#, "1000.0")]
    ) { call in try NumberText.float(call.stringObject(0)) },
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
