import BigInt

extension BigInt {
  /// Up to this many words, multiplying each word by each is faster than BigInt's own operator.
  private static let mostWords = 1024

  /// Returns the product.
  func times(_ other: BigInt) -> BigInt {
    let (a, b) = (Array(magnitude.words), Array(other.magnitude.words))
    guard a.count <= Self.mostWords, b.count <= Self.mostWords else { return self * other }
    var product = [UInt](repeating: 0, count: a.count + b.count)
    product.withUnsafeMutableBufferPointer { product in
      b.withUnsafeBufferPointer { b in
        for (place, word) in a.enumerated() {
          Self.add(b, times: word, to: UnsafeMutableBufferPointer(rebasing: product[place...]))
        }
      }
    }
    return BigInt(
      sign: sign == other.sign ? .plus : .minus, magnitude: BigUInt(words: product))
  }

  /// Adds a multiple of a number to another that has room for it.
  private static func add(
    _ words: UnsafeBufferPointer<UInt>, times factor: UInt,
    to sum: UnsafeMutableBufferPointer<UInt>
  ) {
    var carry: UInt = 0
    for index in words.indices {
      let (high, low) = words[index].multipliedFullWidth(by: factor)
      let (part, overflows) = low.addingReportingOverflow(carry)
      let (total, overflowsAgain) = part.addingReportingOverflow(sum[index])
      sum[index] = total
      carry = high &+ (overflows ? 1 : 0) &+ (overflowsAgain ? 1 : 0)
    }
    if words.count < sum.count { sum[words.count] = carry }
  }

  /// Returns the power with an exponent of 0 or more.
  package func raised(to exponent: Int) -> BigInt {
    var (result, power, rest) = (BigInt(1), self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result.times(power) }
      rest >>= 1
      if rest > 0 { power = power.times(power) }
    }
    return result
  }
}
