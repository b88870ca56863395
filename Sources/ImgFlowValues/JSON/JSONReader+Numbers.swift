extension JSONReader {
  /// Reads a number, from its sign or first digit.
  @inline(__always)
  mutating func readNumber() throws(JSONFault) -> Value {
    let first = place
    let isNegative = first.pointee == UInt8(ascii: "-")
    let digits = isNegative ? first + 1 : first
    var mantissa: UInt64 = 0
    place = digits
    let count = readDigits(&mantissa)
    guard count > 0 else { throw fault(place < end ? .noDigit : .endsEarly) }
    guard count == 1 || digits.pointee != UInt8(ascii: "0") else {
      throw JSONFault(.leadingZero, at: digits - start)
    }
    if place < end {
      switch place.pointee {
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        return try readFloat(from: first, mantissa: mantissa, digits: count)
      default: break
      }
    }
    // 18 nines are less than 2^63.
    guard count <= 18 else { return try readInteger(from: first) }
    let magnitude = Int(truncatingIfNeeded: mantissa)
    return .int(isNegative ? -magnitude : magnitude)
  }

  /// Reads digits, adds them to the end of `mantissa`, which wraps when there are more than 19, and
  /// returns how many there were.
  @inline(__always)
  private mutating func readDigits(_ mantissa: inout UInt64) -> Int {
    let first = place
    while place < end {
      let digit = place.pointee &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      place += 1
    }
    return place - first
  }

  /// Returns the integer of the digits from `first` to here, which may not fit in 64 bits.
  @inline(never)
  private func readInteger(from first: UnsafePointer<UInt8>) throws(JSONFault) -> Value {
    let isNegative = first.pointee == UInt8(ascii: "-")
    let digits = isNegative ? first + 1 : first
    let text = UnsafeBufferPointer(start: digits, count: place - digits)
    guard let integer = try? IntegerText.read(text, isNegative: isNegative) else {
      throw JSONFault(.integerTooLarge, at: first - start)
    }
    return integer
  }

  /// Reads the rest of a number with a fraction or an exponent.
  ///
  /// - Parameter mantissa: the `digits` digits before this place, if there are at most 19.
  @inline(never)
  private mutating func readFloat(
    from first: UnsafePointer<UInt8>, mantissa: UInt64, digits: Int
  ) throws(JSONFault) -> Value {
    var (mantissa, digits, exponent) = (mantissa, digits, 0)
    if place.pointee == UInt8(ascii: ".") {
      place += 1
      let count = readDigits(&mantissa)
      guard count > 0 else { throw fault(place < end ? .noDigit : .endsEarly) }
      digits += count
      exponent = -count
    }
    if place < end, place.pointee == UInt8(ascii: "e") || place.pointee == UInt8(ascii: "E") {
      exponent += try readExponent()
    }
    let longestExact = 19
    if digits <= longestExact, let magnitude = DecimalFloat.double(mantissa, exponent: exponent) {
      return .float(first.pointee == UInt8(ascii: "-") ? -magnitude : magnitude)
    }
    let text = String(
      decoding: UnsafeBufferPointer(start: first, count: place - first), as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw JSONFault(.floatTooLarge, at: first - start)
    }
    return .float(number)
  }

  /// Reads an exponent, from its `e`; a huge one is returned as some other huge one.
  private mutating func readExponent() throws(JSONFault) -> Int {
    place += 1
    var isNegative = false
    if place < end, place.pointee == UInt8(ascii: "-") || place.pointee == UInt8(ascii: "+") {
      isNegative = place.pointee == UInt8(ascii: "-")
      place += 1
    }
    var exponent: UInt64 = 0
    let count = readDigits(&exponent)
    guard count > 0 else { throw fault(place < end ? .noDigit : .endsEarly) }
    let magnitude = count <= 9 ? Int(truncatingIfNeeded: exponent) : 1_000_000_000
    return isNegative ? -magnitude : magnitude
  }
}
