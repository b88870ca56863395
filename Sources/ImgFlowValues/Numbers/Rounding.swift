import BigInt

/// Rounding exact numbers to the nearest double, ties to even.
///
/// The BigInt package's own conversion to floating point cuts off most fractions instead.
enum Rounding {
  /// Returns the double nearest to `value`; infinite beyond the range of doubles.
  static func double(_ value: BigInt) -> Double {
    let magnitude = scaled(value.magnitude, exponent: 0, isInexact: false)
    return value.sign == .minus ? -magnitude : magnitude
  }

  /// Returns the double nearest to `x / y`, though neither may fit in a double.
  ///
  /// - Precondition: `y` is not 0.
  static func quotient(_ x: BigInt, _ y: BigInt) -> Double {
    let exactlyRepresentable = 53
    if x.magnitude.bitWidth <= exactlyRepresentable, y.magnitude.bitWidth <= exactlyRepresentable {
      return Double(Int(x)) / Double(Int(y))
    }
    // Scaled so that the integer quotient has more bits than a double keeps; the remainder only shows whether
    // there is more.
    let shift = max(0, 66 - (x.magnitude.bitWidth - y.magnitude.bitWidth))
    let (quotient, remainder) = (x.magnitude << shift).quotientAndRemainder(dividingBy: y.magnitude)
    let magnitude = scaled(quotient, exponent: -shift, isInexact: !remainder.isZero)
    return x.sign == y.sign ? magnitude : -magnitude
  }

  /// Returns `magnitude * 2^exponent` rounded once.
  ///
  /// - Parameter isInexact: whether the exact number is a little larger. If so, `magnitude` has at
  ///   least 55 bits.
  private static func scaled(_ magnitude: BigUInt, exponent: Int, isInexact: Bool) -> Double {
    let width = magnitude.bitWidth
    guard width > 0 else { return 0 }
    // Doubles have 53 bits, and none below 2^-1074.
    let kept = min(53, width + exponent + 1074)
    let dropped = width - kept
    guard dropped > 0 else {
      return Double(sign: .plus, exponent: exponent, significand: Double(UInt64(magnitude)))
    }
    guard kept >= 0 else { return 0 }
    let top = UInt64(magnitude >> (dropped - 1))
    let isHalf = top & 1 == 1
    let isMore = isInexact || magnitude.trailingZeroBitCount < dropped - 1
    var significand = top >> 1
    if isHalf && (isMore || significand & 1 == 1) { significand += 1 }
    return Double(sign: .plus, exponent: exponent + dropped, significand: Double(significand))
  }
}
