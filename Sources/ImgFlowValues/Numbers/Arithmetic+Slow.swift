// What the inlined operators leave over: big integers, mixed numbers, other types, errors.
extension Arithmetic {
  @usableFromInline
  static func addSlowly(_ a: Value, _ b: Value) throws -> Value {
    if case .heap(let x) = a, case .heap(let y) = b, let sum = try sum(x, y) { return sum }
    if let sum = narrow(a, b, { $0.addingReportingOverflow($1) }) { return sum }
    switch numbers(a, b) {
    case .floats(let x, let y): return try float(x + y, .add, a, b)
    case .integers(let x, let y): return try integer(x + y, .add, a, b)
    case nil: break
    }
    switch (a.type, b.type) {
    case (.string, .secret), (.secret, .string), (.secret, .secret): return try join(a, b)
    default: throw unsupported(.add, a, b)
    }
  }

  @usableFromInline
  static func subtractSlowly(_ a: Value, _ b: Value) throws -> Value {
    if case .heap(let x) = a, case .heap(let y) = b, let difference = try difference(x, y) {
      return difference
    }
    if let difference = narrow(a, b, { $0.subtractingReportingOverflow($1) }) { return difference }
    return switch numbers(a, b) {
    case .floats(let x, let y): try float(x - y, .subtract, a, b)
    case .integers(let x, let y): try integer(x - y, .subtract, a, b)
    case nil: throw unsupported(.subtract, a, b)
    }
  }

  @usableFromInline
  static func multiplySlowly(_ a: Value, _ b: Value) throws -> Value {
    if let product = narrowProduct(a, b) { return product }
    switch numbers(a, b) {
    case .floats(let x, let y): return try float(x * y, .multiply, a, b)
    case .integers(let x, let y):
      // Checked before multiplying: the product of two ints of the greatest size takes a while.
      let bits = x.magnitude.significantBits + y.magnitude.significantBits
      guard bits <= ValueLimits.integerBits + 1 else {
        throw ValueError.integerTooLarge
      }
      return try integer(x * y, .multiply, a, b)
    case nil: return try multiplyTimes(a, b)
    }
  }

  @usableFromInline
  static func divideSlowly(_ a: Value, _ b: Value) throws -> Value {
    switch numbers(a, b) {
    case .floats(let x, let y):
      guard y != 0 else { throw byZero(.divide, a, b) }
      return try float(x / y, .divide, a, b)
    case .integers(let x, let y):
      guard !y.magnitude.isEmpty else { throw byZero(.divide, a, b) }
      return try float(Rounding.quotient(x.bigInt, y.bigInt), .divide, a, b)
    case nil: return try divideTimes(a, b)
    }
  }

  @usableFromInline
  static func remainderSlowly(_ a: Value, _ b: Value) throws -> Value {
    if let division = narrowDivision(a, b) { return .integer(narrow: division.remainder) }
    switch numbers(a, b) {
    case .floats(let x, let y):
      guard y != 0 else { throw byZero(.remainder, a, b) }
      return try float(floored(x, y).remainder, .remainder, a, b)
    case .integers(let x, let y):
      guard !y.magnitude.isEmpty else { throw byZero(.remainder, a, b) }
      return .integer(x.floored(by: y).remainder)
    case nil: return try dividedTimes(.remainder, a, b)
    }
  }

  @usableFromInline
  static func floorDivideSlowly(_ a: Value, _ b: Value) throws -> Value {
    if let division = narrowDivision(a, b) { return .integer(narrow: division.quotient) }
    switch numbers(a, b) {
    case .floats(let x, let y):
      guard y != 0 else { throw byZero(.floorDivide, a, b) }
      return try float(floored(x, y).quotient, .floorDivide, a, b)
    case .integers(let x, let y):
      guard !y.magnitude.isEmpty else { throw byZero(.floorDivide, a, b) }
      return .integer(x.floored(by: y).quotient)
    case nil: return try dividedTimes(.floorDivide, a, b)
    }
  }

  @usableFromInline
  static func negateSlowly(_ a: Value) throws -> Value {
    if let integer = a.asLargeInteger { return .integer(-integer) }
    if let duration = a.asDuration {
      let (result, overflow) = 0.subtractingReportingOverflow(duration.milliseconds)
      guard !overflow else { throw ValueError(.arithmetic, "the negated duration is too long") }
      return .duration(milliseconds: result)
    }
    if let period = a.asPeriod { return try multiplyPeriod(period, by: .int(-1), a) }
    throw ValueError(
      .type, "cannot negate \(a.type.nameWithArticle) (`\(a.shortDescription())`)",
      help: a.type == .bool ? "negate a condition with `!`" : nil)
  }

  /// Joins two strings of which one is a secret.
  private static func join(_ a: Value, _ b: Value) throws -> Value {
    let (x, y) = (visibleParts(a), visibleParts(b))
    try ValueLimits.claimString(bytes: x.text.utf8.count + y.text.utf8.count)
    return .heap(SecretObject(x.text + y.text, display: x.display + y.display))
  }

  private static func visibleParts(_ value: Value) -> (text: String, display: String) {
    if let secret = value.asSecret { return (secret.text, secret.display) }
    let text = value.asString ?? ""
    return (text, text)
  }

  // MARK: - Numbers

  /// Two numbers brought to one type.
  private enum Pair {
    case integers(LargeInteger, LargeInteger)
    case floats(Double, Double)
  }

  /// Returns the operands as integers, or as floats when one is a float; nil unless both are
  /// numbers.
  @inline(__always)
  private static func numbers(_ a: Value, _ b: Value) -> Pair? {
    switch (a, b) {
    case (.int(let x), .float(let y)): return .floats(Double(x), y)
    case (.float(let x), .int(let y)): return .floats(x, Double(y))
    case (.float(let x), .float(let y)): return .floats(x, y)
    default: break
    }
    guard a.isNumber, b.isNumber else { return nil }
    if let x = a.asLargeInteger, let y = b.asLargeInteger { return .integers(x, y) }
    guard let x = a.asDouble, let y = b.asDouble else { return nil }
    return .floats(x, y)
  }

  /// Returns a float result, which must be finite.
  static func float(
    _ result: Double, _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) throws -> Value {
    guard result.isFinite else { throw outOfRange("a float", operation, a, b) }
    return .float(result)
  }

  private static func integer(
    _ result: LargeInteger, _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) throws -> Value {
    guard result.magnitude.significantBits <= ValueLimits.integerBits else {
      throw ValueError.integerTooLarge
    }
    return .integer(result)
  }

  /// Returns the quotient rounded down and what remains, after CPython's `float_divmod`: the
  /// quotient follows from the exact remainder, so that both agree.
  ///
  /// - Precondition: `y` is not 0.
  private static func floored(_ x: Double, _ y: Double) -> (quotient: Double, remainder: Double) {
    var remainder = x.truncatingRemainder(dividingBy: y)
    var quotient = (x - remainder) / y
    if remainder == 0 {
      remainder = Double(signOf: y, magnitudeOf: 0)
    } else if (remainder < 0) != (y < 0) {
      remainder += y
      quotient -= 1
    }
    guard quotient != 0 else { return (Double(signOf: x / y, magnitudeOf: 0), remainder) }
    let rounded = quotient.rounded(.down)
    return (quotient - rounded > 0.5 ? rounded + 1 : rounded, remainder)
  }
}
