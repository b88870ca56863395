import BigInt
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The namespace `math`. What is not a number is an `arithmetic` error, since floats have no NaN.
enum MathNamespace {
  static let all: [Builtin] = constants + powers + angles

  private static let constants: [Builtin] = [
    Builtin(
      "pi", alwaysReturns: .float(.pi), .float,
      "The ratio of a circle's circumference to its diameter.",
      examples: [("math.pi()", "3.141592653589793")]),
    Builtin(
      "e", alwaysReturns: .float(M_E), .float, "The base of natural logarithms.",
      examples: [("math.e()", "2.718281828459045")]),
  ]

  private static let powers: [Builtin] = [
    function("sqrt", "the square root of `x`", ("math.sqrt(16)", "4.0")) { $0.squareRoot() },
    function("cbrt", "the cube root of `x`", ("math.cbrt(27)", "3.0")) { cubeRoot($0) },
    Builtin(
      "pow", [Builtin.Parameter("base", .number), Builtin.Parameter("exponent", .number)],
      returns: .number,
      "Returns a power: an int when both are ints and the exponent is not negative, else a float.",
      examples: [("math.pow(2, 10)", "1024"), ("math.pow(2, 0.5)", "1.4142135623730951")]
    ) { call in try power(call) },
    function("exp", "e to the power of `x`", ("math.exp(0)", "1.0")) { exp($0) },
    Builtin(
      "log", [Builtin.Parameter("x", .number), Builtin.Parameter("base", .number, .optional)],
      returns: .float, "Returns the natural logarithm of `x`, or the one to a base.",
      examples: [("math.log(1)", "0.0"), ("math.log(8, base: 2)", "3.0")]
    ) { call in try logarithm(call) },
    Builtin(
      "hypot", [Builtin.Parameter("x", .number), Builtin.Parameter("y", .number)],
      returns: .float, "Returns the length of the diagonal of a rectangle.",
      examples: [("math.hypot(3, 4)", "5.0")]
    ) { call in try binary("hypot", call) { hypot($0, $1) } },
    Builtin(
      "clamp",
      [
        Builtin.Parameter("x", .quantity), Builtin.Parameter("low", .quantity),
        Builtin.Parameter("high", .quantity),
      ],
      returns: .union([.number, .duration]),
      "Returns `x`, or the nearest bound if it is out of bounds.",
      examples: [("math.clamp(12, 0, 10)", "10"), ("math.clamp(0.5, 0, 1)", "0.5")]
    ) { call in
      guard try Value.compare(call[1], call[2]) <= 0 else {
        throw ValueError.argument(
          "low", mustBe: "at most `high`, \(call[2].shortDescription())", not: call[1])
      }
      if try Value.compare(call[0], call[1]) < 0 { return call[1] }
      return try Value.compare(call[0], call[2]) > 0 ? call[2] : call[0]
    },
  ]

  private static let angles: [Builtin] = [
    function("sin", "the sine of an angle in radians", ("math.sin(0)", "0.0")) { sin($0) },
    function("cos", "the cosine of an angle in radians", ("math.cos(0)", "1.0")) { cos($0) },
    function("tan", "the tangent of an angle in radians", ("math.tan(0)", "0.0")) { tan($0) },
    function("asin", "the angle whose sine is `x`", ("math.asin(0)", "0.0")) { asin($0) },
    function("acos", "the angle whose cosine is `x`", ("math.acos(1)", "0.0")) { acos($0) },
    function("atan", "the angle whose tangent is `x`", ("math.atan(0)", "0.0")) { atan($0) },
    Builtin(
      "atan2", [Builtin.Parameter("y", .number), Builtin.Parameter("x", .number)],
      returns: .float, "Returns the angle of the point at x and y, from -pi to pi.",
      examples: [("math.atan2(0, 1)", "0.0")]
    ) { call in try binary("atan2", call) { atan2($0, $1) } },
  ]

  private static func function(
    _ name: String, _ what: String, _ example: (String, String),
    _ compute: @escaping @Sendable (Double) -> Double
  ) -> Builtin {
    Builtin(
      name, [Builtin.Parameter("x", .number)], returns: .float, "Returns \(what).",
      examples: [example]
    ) { call in
      try call.float(compute(call.finite(0)), of: "math.\(name)(\(call[0].shortDescription()))")
    }
  }

  private static func binary(
    _ name: String, _ call: NativeCall, _ compute: (Double, Double) -> Double
  ) throws -> Value {
    try call.float(compute(call.finite(0), call.finite(1)), of: expression(name, call))
  }

  private static func expression(_ name: String, _ call: NativeCall) -> String {
    "math.\(name)(\(call[0].shortDescription()), \(call[1].shortDescription()))"
  }

  private static func cubeRoot(_ number: Double) -> Double {
    let root = cbrt(number)
    // The C library may be off in the last bit, even for a whole root.
    let whole = root.rounded()
    return whole * whole * whole == number ? whole : root
  }

  private static func power(_ call: NativeCall) throws -> Value {
    if case .int(let base) = call[0], case .int(let exponent) = call[1],
      let result = power(base, exponent)
    {
      return .int(result)
    }
    guard let base = call[0].asBigInt, let exponent = call[1].asBigInt, exponent >= 0 else {
      return try binary("pow", call) { pow($0, $1) }
    }
    if base.magnitude <= 1 {
      return .integer(exponent.isZero || base == -1 && exponent % 2 == 0 ? 1 : base)
    }
    // A base of n bits has at least n - 1 bits for each time it is multiplied.
    guard let count = Int(exactly: exponent),
      !(base.magnitude.bitWidth - 1).multipliedReportingOverflow(by: count).overflow,
      (base.magnitude.bitWidth - 1) * count <= ValueLimits.integerBits
    else { throw ValueError.integerTooLarge }
    let result = base.raised(to: count)
    guard result.magnitude.bitWidth <= ValueLimits.integerBits else {
      throw ValueError.integerTooLarge
    }
    return .integer(result)
  }

  /// A power that fits into 64 bits; nil for any other.
  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    guard exponent >= 0 else { return nil }
    if base.magnitude <= 1 { return exponent == 0 ? 1 : exponent % 2 == 1 ? base : base * base }
    guard exponent < 64 else { return nil }
    var (result, factor, left) = (1, base, exponent)
    while left > 0 {
      if left & 1 == 1 {
        let (product, overflows) = result.multipliedReportingOverflow(by: factor)
        if overflows { return nil }
        result = product
      }
      left >>= 1
      if left > 0 {
        let (square, overflows) = factor.multipliedReportingOverflow(by: factor)
        if overflows { return nil }
        factor = square
      }
    }
    return result
  }

  private static func logarithm(_ call: NativeCall) throws -> Value {
    let number = try call.finite(0)
    guard call.isGiven(1) else {
      return try call.float(
        number > 0 ? log(number) : .nan, of: "math.log(\(call[0].shortDescription()))")
    }
    let base = try call.finite(1)
    let isDefined = number > 0 && base > 0 && base != 1
    // The exact functions for the usual bases; a quotient of logarithms would give 2.9999999999999996.
    let result =
      switch base {
      case 2: log2(number)
      case 10: log10(number)
      default: log(number) / log(base)
      }
    return try call.float(isDefined ? result : .nan, of: expression("log", call))
  }
}
