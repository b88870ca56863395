extension IntegerText {
  /// The largest power of ten in a word, and how many zeros it has.
  private static let chunk: UInt = 10_000_000_000_000_000_000
  private static let chunkDigits = 19

  /// Returns the decimal digits of an integer, with its sign.
  static func decimal(_ value: LargeInteger) -> String {
    let chunks = chunks(value.magnitude)
    guard let first = chunks.last else { return "0" }
    var text = ByteBuffer(capacity: chunks.count * chunkDigits + 2)
    if value.isNegative { text.append(UInt8(ascii: "-")) }
    text.append(String(first))
    for chunk in chunks.dropLast().reversed() {
      let place = text.room(for: chunkDigits)
      var rest = chunk
      for index in (0..<chunkDigits).reversed() {
        place[index] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
        rest /= 10
      }
      text.advance(chunkDigits)
    }
    return text.text
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
