import ImgFlowValues

/// Functions on numbers.
enum NumberFunctions {
  static let all: [Builtin] = [
    Builtin(
      "div", [Builtin.Parameter("a", .quantity), Builtin.Parameter("b", .quantity)],
      returns: .number,
      "Divides and rounds down: how many whole times `b` fits into `a`.",
      examples: [("div(7, 2)", "3"), ("div(-7, 2)", "-4"), ("div(1h, 25m)", "2")]
    ) { call in try Arithmetic.floorDivide(call[0], call[1]) }
    .quick { a, b in a >= 0 && b > 0 ? a / b : nil },
    Builtin(
      "min", [Builtin.Parameter("values", .any, .rest)], returns: .any,
      "Returns the smallest of its arguments, or of the items of a list.",
      examples: [("min(3, 1.5)", "1.5"), ("min([3, 1])", "1")]
    ) { call in try Extremes.of(candidates(call), .smallest, "min") }
    .quick { a, b in min(a, b) },
    Builtin(
      "max", [Builtin.Parameter("values", .any, .rest)], returns: .any,
      "Returns the largest of its arguments, or of the items of a list.",
      examples: [("max(3, 1.5)", "3"), ("max(1s, 1m)", "1m")]
    ) { call in try Extremes.of(candidates(call), .largest, "max") }
    .quick { a, b in max(a, b) },
    Builtin(
      "sum", [Builtin.Parameter("values", .any, .rest)], returns: .union([.number, .duration]),
      "Returns the sum of its arguments, or of the items of a list.",
      examples: [("sum(1, 2, 3)", "6"), ("sum([0.5, 1])", "1.5")]
    ) { call in try Extremes.sum(candidates(call)) },
    Builtin(
      "abs", [Builtin.Parameter("x", .quantity)], returns: .union([.number, .duration]),
      "Returns a number or duration without its sign.",
      examples: [("abs(-3)", "3"), ("abs(5s - 7s)", "2s")]
    ) { call in
      let isNegative =
        switch call[0] {
        case .int(let number): number < 0
        case .float(let number): number.sign == .minus
        default: call[0].asBigInt.map { $0 < 0 } ?? (call.milliseconds(0) < 0)
        }
      return isNegative ? try Arithmetic.negate(call[0]) : call[0]
    },
    Builtin(
      "round",
      [
        Builtin.Parameter("x", .number),
        Builtin.Parameter(
          "digits", .int, .optional, plain: .ints(-1000...1000), refine: checkDigits),
      ],
      returns: .number,
      """
      Rounds to an int or, with `digits`, to that many digits after the point (negative ones are tens, \
      hundreds …). Halves are rounded away from zero, based on the digits that the number prints with.
      """,
      examples: [
        ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(1.005, 2)", "1.01"),
        ("round(1234, -2)", "1200"),
      ]
    ) { call in try round(call) },
    Builtin(
      "floor", [Builtin.Parameter("x", .number)], returns: .int,
      "Returns the largest int that is not greater than the number.",
      examples: [("floor(2.9)", "2"), ("floor(-2.1)", "-3")]
    ) { call in whole(call[0]) { $0.rounded(.down) } },
    Builtin(
      "ceil", [Builtin.Parameter("x", .number)], returns: .int,
      "Returns the smallest int that is not less than the number.",
      examples: [("ceil(2.1)", "3"), ("ceil(-2.9)", "-2")]
    ) { call in whole(call[0]) { $0.rounded(.up) } },
    Builtin(
      "range",
      [
        Builtin.Parameter("start", .int), Builtin.Parameter("end", .int, .optional),
        Builtin.Parameter("step", .int, .optional),
      ],
      returns: .union([.range, .list(of: .int)]),
      """
      Returns the range from `start`, or from 0 when only one number is given, up to but not \
      including `end`; with a `step`, the list of those that are `step` apart.
      """,
      examples: [
        ("range(3)", "0..<3"), ("range(2, 5).toList()", "[2, 3, 4]"),
        ("range(0, 10, step: 4)", "[0, 4, 8]"), ("range(3, 0, step: -1)", "[3, 2, 1]"),
      ]
    ) { call in try range(call) },
  ]

  /// The arguments, or the items of the only one when that is a list or range.
  private static func candidates(_ call: NativeCall) throws -> Items {
    let values = try call.list(0).items
    guard values.count == 1 else { return Items(values) }
    if let range = values[0].asRange { return try Items(range) }
    return Items(values[0].asList?.items ?? values)
  }

  private static let checkDigits: @Sendable (Value, Evaluator) throws -> Value = { value, _ in
    guard let digits = value.asInt, (-1000...1000).contains(digits) else {
      throw ValueError.argument("digits", mustBe: "from -1000 to 1000", not: value)
    }
    return value
  }

  private static func round(_ call: NativeCall) throws -> Value {
    let number = call[0]
    guard call.isGiven(1) else { return whole(number) { $0.rounded() } }
    let places = try call.int(1)
    if number.type == .int, places >= 0 { return number }
    if places >= 0, var decimal = ShortDecimal(number) {
      decimal.round(toPlaces: places)
      if let rounded = decimal.double { return .float(rounded) }
    }
    var digits = DecimalDigits(number)
    digits.round(toPlaces: places)
    guard case .float = number else { return try digits.integer }
    return try call.float(digits.double, of: "round(\(number.displayText), \(places))")
  }

  /// Returns what `rounding` makes of a float as an int; an int is returned as it is.
  private static func whole(_ number: Value, _ rounding: (Double) -> Double) -> Value {
    guard case .float(let float) = number else { return number }
    return .integer(exactly: rounding(float)) ?? number
  }

  private static func range(_ call: NativeCall) throws -> Value {
    let hasEnd = call.isGiven(1)
    let start = hasEnd ? try call.int(0) : 0
    let end = hasEnd ? try call.int(1) : try call.int(0)
    guard call.isGiven(2) else {
      let range = RangeObject(lower: start, upper: end)
      _ = try Items(range)
      return .heap(range)
    }
    let step = try call.int(2)
    guard step != 0 else {
      throw ValueError.argument("step", mustBe: "other than 0", not: call[2])
    }
    guard start != end, (start < end) == (step > 0) else { return try .list([]) }
    // The difference of two ints always fits in an unsigned one.
    let distance = UInt(bitPattern: step > 0 ? end &- start : start &- end)
    let count = Int(clamping: (distance - 1) / step.magnitude + 1)
    try BuiltinLimits.claimItems(count)
    let list = ListObject.make(count: count)
    var pace = Pace()
    for index in 0..<count {
      try pace.step()
      list.fill(.int(start + index * step))
    }
    return .heap(list)
  }
}

extension Type {
  /// What has a sign and an amount.
  static let quantity: Type = [.number, .duration]
}
