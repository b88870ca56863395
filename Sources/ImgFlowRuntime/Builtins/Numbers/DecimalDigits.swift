import ImgFlowValues

/// A number as the decimal digits it prints with: `0.d₁d₂d₃… × 10^point`.
///
/// Rounding these digits instead of the binary number makes `round(1.005, 2)` what it looks like,
/// 1.01, although the double nearest to 1.005 is a little less.
package struct DecimalDigits {
  var isNegative: Bool
  /// Each from 0 to 9, without zeros at either end; empty for zero.
  private(set) var digits: [UInt8]
  /// Where the decimal point is, counted from the first digit.
  var point: Int

  /// Creates the digits of a number; of another value there are none.
  package init(_ number: Value) {
    (isNegative, digits, point) = (false, [], 0)
    let text = number.asDouble == nil ? "0" : number.displayText
    digits.reserveCapacity(text.utf8.count)
    var exponent = 0
    var pointIndex: Int?
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): pointIndex = digits.count
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent = Int(String(Substring(bytes))) ?? 0
        bytes = bytes.suffix(0)
      default: digits.append(byte &- UInt8(ascii: "0"))
      }
    }
    point = (pointIndex ?? digits.count) + exponent
    normalise()
  }

  var isZero: Bool { digits.isEmpty }

  /// How many digits follow the decimal point.
  package var places: Int { max(0, digits.count - point) }

  /// Rounds to `places` digits after the decimal point, halves away from zero; a negative number
  /// rounds to tens, hundreds and so on.
  package mutating func round(toPlaces places: Int) {
    let kept = point + places
    guard kept < digits.count else { return }
    guard kept >= 0 else {
      digits = []
      return normalise()
    }
    let roundsUp = digits[kept] >= 5
    digits.removeSubrange(kept...)
    if roundsUp { increment() }
    normalise()
  }

  /// Adds one in the last place.
  private mutating func increment() {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private mutating func normalise() {
    if digits.first == 0 {
      let zeros = digits.prefix { $0 == 0 }.count
      digits.removeFirst(zeros)
      point -= zeros
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (point, isNegative) = (0, false) }
  }

  // MARK: - Reading them

  /// The digits before the decimal point, at least `minimum`, without a sign.
  func wholeText(minimum: Int = 1) -> String {
    let count = max(point, minimum)
    return text(from: point - count, to: point)
  }

  /// The digits after the decimal point, at least `minimum`.
  func fractionText(minimum: Int = 0) -> String {
    text(from: point, to: point + max(places, minimum))
  }

  /// The number with exactly `places` digits after the point, which it has been rounded to.
  package func text(places: Int) -> String {
    let fraction = fractionText(minimum: places)
    return (isNegative ? "-" : "") + wholeText() + (fraction.isEmpty ? "" : "." + fraction)
  }

  private func text(from start: Int, to end: Int) -> String {
    String(decoding: (start..<max(start, end)).map(character), as: UTF8.self)
  }

  /// The digit at an index as a character; a zero before the first and after the last.
  func character(at index: Int) -> UInt8 {
    (digits.indices.contains(index) ? digits[index] : 0) + UInt8(ascii: "0")
  }

  /// The nearest double; infinite beyond their range.
  var double: Double {
    let number = Double("0.\(digits.isEmpty ? "0" : text(from: 0, to: digits.count))e\(point)") ?? 0
    return isNegative ? -number : number
  }

  /// The integer before the decimal point.
  var integer: Value {
    get throws {
      try IntegerText.read(wholeText()[...], isNegative: isNegative) ?? .int(0)
    }
  }
}
