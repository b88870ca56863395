extension IntegerText {
  /// The largest power of ten in a word, and how many zeros it has.
  private static let chunk: UInt = 10_000_000_000_000_000_000
  private static let chunkDigits = 19

  /// Appends the decimal digits of an integer, with its sign.
  static func append(_ number: BigIntegerObject, to text: inout ByteBuffer) {
    guard let narrow = number.narrow else { return append(number.integer, to: &text) }
    if narrow < 0 { text.append(UInt8(ascii: "-")) }
    // It has up to 39 digits: two whole chunks and a digit.
    let (high, low) = narrow.magnitude.quotientAndRemainder(dividingBy: UInt128(chunk))
    guard high > 0 else { return text.append(decimal: UInt(truncatingIfNeeded: low)) }
    let (first, second) = high.quotientAndRemainder(dividingBy: UInt128(chunk))
    if first > 0 {
      text.append(decimal: UInt(truncatingIfNeeded: first))
      append(chunk: UInt(truncatingIfNeeded: second), to: &text)
    } else {
      text.append(decimal: UInt(truncatingIfNeeded: second))
    }
    append(chunk: UInt(truncatingIfNeeded: low), to: &text)
  }

  private static func append(_ value: LargeInteger, to text: inout ByteBuffer) {
    let chunks = chunks(value.magnitude)
    if value.isNegative { text.append(UInt8(ascii: "-")) }
    text.append(decimal: chunks.last ?? 0)
    for part in chunks.dropLast().reversed() { append(chunk: part, to: &text) }
  }

  private static func append(chunk: UInt, to text: inout ByteBuffer) {
    let place = text.room(for: chunkDigits)
    var rest = chunk
    for index in (0..<chunkDigits).reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place[index] = UInt8(truncatingIfNeeded: digit) &+ UInt8(ascii: "0")
      rest = quotient
    }
    text.advance(chunkDigits)
  }

  /// Divides a number by `chunk` as often as that goes; returns what remains each time, first the lowest.
  private static func chunks(_ words: Magnitude) -> [UInt] {
    var words = words
    var chunks: [UInt] = []
    let reciprocal = chunk.dividingFullWidth((~chunk, .max)).quotient
    words.withUnsafeMutableBufferPointer { words in
      var count = words.count
      while count > 0 {
        guard words[count - 1] > 0 else {
          count -= 1
          continue
        }
        var remainder: UInt = 0
        for index in (0..<count).reversed() {
          (words[index], remainder) = divided(remainder, words[index], reciprocal)
        }
        chunks.append(remainder)
      }
    }
    return chunks
  }

  /// Divides two words by `chunk`, by two multiplications (Möller and Granlund, "Improved division by invariant
  /// integers", 2011, algorithm 4).
  ///
  /// - Precondition: `high < chunk`.
  @inline(__always)
  private static func divided(
    _ high: UInt, _ low: UInt, _ reciprocal: UInt
  ) -> (quotient: UInt, remainder: UInt) {
    let product = reciprocal.multipliedFullWidth(by: high)
    let (fraction, carries) = product.low.addingReportingOverflow(low)
    var quotient = product.high &+ high &+ (carries ? 2 : 1)
    var remainder = low &- quotient &* chunk
    if remainder > fraction {
      quotient &-= 1
      remainder &+= chunk
    }
    if remainder >= chunk {
      quotient &+= 1
      remainder &-= chunk
    }
    return (quotient, remainder)
  }
}
