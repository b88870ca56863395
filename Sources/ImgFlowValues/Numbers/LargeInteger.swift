import BigInt

/// An integer of any size.
struct LargeInteger: Equatable {
  /// False for 0.
  let isNegative: Bool
  let magnitude: Magnitude

  init(isNegative: Bool, _ magnitude: Magnitude) {
    self.isNegative = isNegative && !magnitude.isEmpty
    self.magnitude = magnitude
  }

  init(_ value: BigInt) {
    self.init(isNegative: value.sign == .minus, Magnitude(value.magnitude.words))
  }

  init(_ value: Int128) {
    self.init(isNegative: value < 0, Magnitude(low: value.magnitude, high: 0))
  }

  /// The product of two integers.
  init(_ a: Int128, times b: Int128) {
    let (high, low) = a.magnitude.multipliedFullWidth(by: b.magnitude)
    self.init(isNegative: (a < 0) != (b < 0), Magnitude(low: low, high: high))
  }

  var bigInt: BigInt {
    BigInt(sign: isNegative ? .minus : .plus, magnitude: BigUInt(words: magnitude))
  }

  /// The number, if it fits in 128 bits with its sign.
  var narrow: Int128? {
    guard magnitude.significantBits < Int128.bitWidth else { return nil }
    let number = magnitude.reversed().reduce(Int128(0)) { $0 << 64 | Int128($1) }
    return isNegative ? -number : number
  }

  static prefix func - (number: LargeInteger) -> LargeInteger {
    LargeInteger(isNegative: !number.isNegative, number.magnitude)
  }

  static func + (a: LargeInteger, b: LargeInteger) -> LargeInteger {
    if a.isNegative == b.isNegative {
      return LargeInteger(isNegative: a.isNegative, a.magnitude.plus(b.magnitude))
    }
    return a.magnitude.compared(to: b.magnitude) >= 0
      ? LargeInteger(isNegative: a.isNegative, a.magnitude.minus(b.magnitude))
      : LargeInteger(isNegative: b.isNegative, b.magnitude.minus(a.magnitude))
  }

  static func - (a: LargeInteger, b: LargeInteger) -> LargeInteger { a + -b }

  static func * (a: LargeInteger, b: LargeInteger) -> LargeInteger {
    LargeInteger(isNegative: a.isNegative != b.isNegative, a.magnitude.times(b.magnitude))
  }

  /// Returns the quotient rounded down and what remains, which has the sign of the divisor.
  ///
  /// - Precondition: `divisor` is not 0.
  func floored(by divisor: LargeInteger) -> (quotient: LargeInteger, remainder: LargeInteger) {
    let (quotient, remainder) = magnitude.divided(by: divisor.magnitude)
    if isNegative == divisor.isNegative || remainder.isEmpty {
      return (
        LargeInteger(isNegative: isNegative != divisor.isNegative, quotient),
        LargeInteger(isNegative: divisor.isNegative, remainder)
      )
    }
    return (
      LargeInteger(isNegative: true, quotient.plus([1])),
      LargeInteger(isNegative: divisor.isNegative, divisor.magnitude.minus(remainder))
    )
  }

  /// Returns a negative number, 0 or a positive number as `a` is less than, equal to or more than `b`.
  static func compare(_ a: LargeInteger, _ b: LargeInteger) -> Int {
    guard a.isNegative == b.isNegative else { return a.isNegative ? -1 : 1 }
    let order = a.magnitude.compared(to: b.magnitude)
    return a.isNegative ? -order : order
  }
}

extension Value {
  /// The integer of any size, or nil if it is not an integer.
  var asLargeInteger: LargeInteger? {
    if case .int(let number) = self { LargeInteger(Int128(number)) } else { asBigInteger?.integer }
  }

  /// An integer of any size, in place when it fits.
  static func integer(_ value: LargeInteger) -> Value {
    if let narrow = value.narrow { return .integer(narrow: narrow) }
    return .heap(BigIntegerObject(large: value))
  }
}
