import ImgFlowValues

/// A number as the decimal digits it prints with, where they fit in a word: `mantissa / 10^scale`. Most numbers of
/// scripts are such; `DecimalDigits` is for all.
struct ShortDecimal {
  private(set) var isNegative: Bool
  private(set) var mantissa: UInt64
  /// How many digits follow the decimal point, from 0 to 18.
  private(set) var scale: Int

  /// Numbers have at most so many digits, so that there is room for two more.
  private static let mostDigits = 17

  /// The powers of ten in a word.
  static let powers = (0..<19).map { (0..<$0).reduce(UInt64(1)) { power, _ in power * 10 } }

  /// Nil for another value, and for a number that prints with an exponent or with more digits.
  init?(_ number: Value) {
    switch number {
    case .int(let whole):
      guard whole.magnitude < Self.powers[Self.mostDigits] else { return nil }
      (isNegative, mantissa, scale) = (whole < 0, UInt64(whole.magnitude), 0)
    case .float(let float):
      (isNegative, mantissa, scale) = (false, 0, 0)
      var text = float.description
      guard text.withUTF8({ read($0) }) else { return nil }
    default: return nil
    }
  }

  /// Nil if the string is not of the form `-12.5`, or has more digits.
  init?(_ text: StringObject) {
    guard let number = text.withUTF8({ ShortDecimal(utf8: $0) }) else { return nil }
    self = number
  }

  /// As above, of UTF-8.
  init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    (isNegative, mantissa, scale) = (false, 0, 0)
    guard read(text) else { return nil }
  }

  /// Reads `-12.5`; false if there is more to it.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= Self.mostDigits else { return false }
    isNegative = bytes.first == UInt8(ascii: "-")
    var (digits, point) = (0, -1)
    for place in (isNegative ? 1 : 0)..<bytes.count {
      let byte = bytes[place]
      if byte &- UInt8(ascii: "0") < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        digits += 1
      } else if byte == UInt8(ascii: "."), point < 0, digits > 0, place < bytes.count - 1 {
        point = place
      } else {
        return false
      }
    }
    if point >= 0 { scale = bytes.count - point - 1 }
    return digits > 0
  }

  /// A hundred times the number.
  mutating func multiplyByHundred() {
    if scale < 2 { mantissa *= Self.powers[2 - scale] }
    scale = max(0, scale - 2)
  }

  /// Rounds to `places` digits after the decimal point, 0 or more, halves away from zero, and leaves out zeros at
  /// the end.
  mutating func round(toPlaces places: Int) {
    if places < scale {
      let divisor = Self.powers[scale - places]
      let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: divisor)
      mantissa = remainder >= divisor - remainder ? quotient + 1 : quotient
      scale = places
    }
    while scale > 0, mantissa.isMultiple(of: 10) {
      mantissa /= 10
      scale -= 1
    }
    if mantissa == 0 { isNegative = false }
  }

  /// The digits before the decimal point, as a number.
  var whole: UInt64 { mantissa / Self.powers[scale] }

  /// The digits after the decimal point, as a number.
  var fraction: UInt64 { mantissa % Self.powers[scale] }

  /// The character of the digit with so many digits after it; a zero where there are none.
  static func digit(of number: UInt64, at place: Int) -> UInt8 {
    let digit = powers.indices.contains(place) ? number / powers[place] % 10 : 0
    return UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
  }

  /// The nearest double.
  var double: Double? {
    guard mantissa < 1 << 53 else { return nil }
    // Both are doubles exactly, so that the quotient is rounded once.
    let number = Double(mantissa) / Double(Self.powers[scale])
    return isNegative ? -number : number
  }
}
