/// The nearest double to a decimal number, for the numbers that occur in practice.
enum DecimalFloat {
  /// Returns the double nearest to `mantissa * 10^exponent`, ties to even, or nil if the exponent is beyond
  /// ±27 and something slower must compute it.
  ///
  /// Where both parts are doubles one operation rounds once (Clinger, "How to Read Floating Point
  /// Numbers Accurately", 1990). Otherwise 5^27 still fits in a word, so that the product has two
  /// words, or the quotient one and a remainder, and nothing is lost before rounding.
  @inline(__always)
  static func double(_ mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa <= 1 << 53, exponent.magnitude <= 22 {
      let number = Double(mantissa)
      let index = Int(truncatingIfNeeded: exponent.magnitude)
      return exponent < 0 ? number / powersOfTen[index] : number * powersOfTen[index]
    }
    guard exponent.magnitude <= 27 else { return nil }
    return exponent < 0
      ? quotient(mantissa, by: Int(truncatingIfNeeded: exponent.magnitude))
      : product(mantissa, by: exponent)
  }

  /// Returns `mantissa * 10^exponent`.
  private static func product(_ mantissa: UInt64, by exponent: Int) -> Double {
    let (high, low) = mantissa.multipliedFullWidth(by: powersOfFive[exponent])
    guard high > 0 else { return rounded(low, isInexact: false, exponent: exponent) }
    let shift = UInt64(high.leadingZeroBitCount)
    // A shift by 64 gives 0.
    let top = high << shift | low >> (64 - shift)
    return rounded(top, isInexact: low << shift != 0, exponent: exponent + 64 - Int(shift))
  }

  /// Returns `mantissa / 10^exponent`.
  private static func quotient(_ mantissa: UInt64, by exponent: Int) -> Double {
    let divisor = powersOfFive[exponent]
    let (dividendShift, divisorShift) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
    // Half of the shifted mantissa is less than the shifted divisor, so the quotient fits in a
    // word; it has at least 62 bits.
    let dividend = mantissa << UInt64(dividendShift)
    let (quotient, remainder) = (divisor << UInt64(divisorShift)).dividingFullWidth(
      (dividend >> 1, dividend << 63))
    return rounded(
      quotient, isInexact: remainder != 0, exponent: divisorShift - dividendShift - 63 - exponent)
  }

  /// Returns `significand * 2^exponent`, rounded; it is neither 0 nor subnormal nor too large.
  ///
  /// - Parameter isInexact: whether the exact number is a little larger; if so, `significand` has
  ///   at least 55 bits.
  private static func rounded(_ significand: UInt64, isInexact: Bool, exponent: Int) -> Double {
    // The lowest bit stands for all that were cut off; it is never one that is kept.
    let number = Double(significand | (isInexact ? 1 : 0))
    return number * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let powersOfFive: [UInt64] = {
    var powers: [UInt64] = [1]
    for _ in 0..<27 { powers.append((powers.last ?? 1) * 5) }
    return powers
  }()
}
