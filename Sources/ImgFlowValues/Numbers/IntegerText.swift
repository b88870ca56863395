/// Reading integers of any size, in any number system.
package enum IntegerText {
  /// Returns the integer of `digits`, which have no sign; nil if one is not a digit of the number system.
  ///
  /// BigInt's own reader is not asked: it ends the program for base 36, and takes signs between digits.
  /// - Parameter base: from 2 to 36.
  /// - Throws: `ValueError.integerTooLarge`, before any work on digits that are too many.
  package static func read(
    _ digits: UnsafeBufferPointer<UInt8>, base: Int = 10, isNegative: Bool = false
  ) throws -> Value? {
    guard !digits.isEmpty, (2...36).contains(base) else { return nil }
    let significant = UnsafeBufferPointer(rebasing: digits.drop { $0 == UInt8(ascii: "0") })
    guard significant.allSatisfy({ value(of: $0) < base }) else { return nil }
    // Every digit after the first is worth log2(base) bits, of which this is the whole part.
    let bitsPerDigit = Int.bitWidth - 1 - base.leadingZeroBitCount
    guard (significant.count - 1) <= ValueLimits.integerBits / bitsPerDigit else {
      throw ValueError.integerTooLarge
    }
    let magnitude = words(significant, base: base)
    guard magnitude.significantBits <= ValueLimits.integerBits else {
      throw ValueError.integerTooLarge
    }
    return .integer(LargeInteger(isNegative: isNegative, magnitude))
  }

  /// As above, for a string.
  package static func read(
    _ digits: Substring, base: Int = 10, isNegative: Bool = false
  ) throws -> Value? {
    var digits = digits
    return try digits.withUTF8 { try read($0, base: base, isNegative: isNegative) }
  }

  /// The digits as one number, its lowest word first; as many at a time as fit in a word.
  private static func words(_ digits: UnsafeBufferPointer<UInt8>, base: Int) -> Magnitude {
    var words: [UInt] = []
    let base = UInt(base)
    // With one more factor it could be too large for a word.
    let mostFactor = UInt.max / base
    var place = 0
    while place < digits.count {
      var (part, factor) = (UInt(0), UInt(1))
      while place < digits.count, factor <= mostFactor {
        part = part &* base &+ UInt(value(of: digits[place]))
        factor &*= base
        place += 1
      }
      add(part, to: &words, times: factor)
    }
    return words
  }

  private static func add(_ part: UInt, to words: inout [UInt], times factor: UInt) {
    var carry = part
    words.withUnsafeMutableBufferPointer { words in
      for index in words.indices {
        var (high, low) = words[index].multipliedFullWidth(by: factor)
        let (sum, overflow) = low.addingReportingOverflow(carry)
        (low, high) = (sum, overflow ? high &+ 1 : high)
        words[index] = low
        carry = high
      }
    }
    if carry > 0 { words.append(carry) }
  }

  /// What a digit is worth; more than any base for another byte.
  private static func value(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
    default: .max
    }
  }
}
