import ImgFlowValues

/// The methods of ints and floats.
enum NumberMethods {
  static let all: [Builtin] = [
    Builtin(
      "format", [.receiver(.number), Builtin.Parameter("pattern", .string)], returns: .string,
      """
      Formats the number by a pattern: `0` is a digit, `#` one only where needed, `,` groups \
      thousands, `%` writes a hundred times the number, and other text stays; halves are rounded \
      away from zero.
      """,
      examples: [
        (#"3.14159.format("0.00")"#, "3.14"), (##"1234567.format("#,##0.0")"##, "1,234,567.0"),
        (#"0.256.format("0%")"#, "26%"), (#"7.format("000")"#, "007"),
        (#"2.5.format("0.##")"#, "2.5"),
      ]
    ) { call in
      try NumberPattern.cached(call.stringObject(1)).format(call[0], call.scratch)
    },
    Builtin(
      "toString",
      [
        .receiver(.number), .base,
      ],
      returns: .string, "Writes the number as `print` does, an int in any base.",
      examples: [("1.50.toString()", "1.5"), ("255.toString(base: 16)", "ff")]
    ) { call in
      let base = try call.int(1)
      guard base != 10 else {
        return call.scratch.string(decimal: call[0]).map { .heap($0) }
          ?? .string(call[0].displayText)
      }
      if case .int(let number) = call[0] { return .string(String(number, radix: base)) }
      guard let number = call[0].asBigInt else {
        throw ValueError.argument("self", mustBe: "an int for another base than 10", not: call[0])
      }
      return .string(String(number, radix: base))
    },
    Builtin(
      "toInt", [.receiver(.number)], returns: .int,
      "Returns a whole number as an int; one with a fraction is an `arithmetic` error.",
      examples: [("3.0.toInt()", "3")]
    ) { call in
      guard case .float(let number) = call[0] else { return call[0] }
      guard let whole = Value.integer(exactly: number) else {
        throw ValueError(
          .arithmetic, "`\(call[0].shortDescription())` is not a whole number",
          help: "use `round(x)`, `floor(x)` or `ceil(x)`")
      }
      return whole
    },
    Builtin(
      "toFloat", [.receiver(.number)], returns: .float, "Returns the nearest float.",
      examples: [("3.toFloat()", "3.0")]
    ) { call in .float(try call.finite(0)) },
  ]
}
