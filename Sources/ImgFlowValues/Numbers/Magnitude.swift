import BigInt

/// The size of an integer: words, of which the first counts least and the last is not 0.
///
/// BigInt's own operators take several times as long for the sizes that scripts have.
typealias Magnitude = [UInt]

extension Magnitude {
  /// From this many words on, BigInt's way of multiplying is faster.
  private static let mostWords = 1024

  /// The words of a number of 256 bits.
  init(low: UInt128, high: UInt128) {
    self.init(unsafeUninitializedCapacity: 4) { words, count in
      for half in [low, high] {
        words.initializeElement(at: count, to: UInt(truncatingIfNeeded: half))
        words.initializeElement(at: count + 1, to: UInt(truncatingIfNeeded: half >> 64))
        count += 2
      }
      while count > 0, words[count - 1] == 0 { count -= 1 }
    }
  }

  var significantBits: Int { count * UInt.bitWidth - (last?.leadingZeroBitCount ?? 0) }

  /// Leaves out zeros at the end.
  private func trimmed() -> Magnitude {
    var words = self
    while words.last == 0 { words.removeLast() }
    return words
  }

  /// Returns a negative number, 0 or a positive number as this is less than, equal to or more than `other`.
  func compared(to other: Magnitude) -> Int {
    guard count == other.count else { return count - other.count }
    guard let index = indices.last(where: { self[$0] != other[$0] }) else { return 0 }
    return self[index] < other[index] ? -1 : 1
  }

  func plus(_ other: Magnitude) -> Magnitude {
    guard count >= other.count else { return other.plus(self) }
    return Magnitude(unsafeUninitializedCapacity: count + 1) { sum, total in
      var carry: UInt = 0
      for index in 0..<count {
        let (part, overflows) = self[index].addingReportingOverflow(
          index < other.count ? other[index] : 0)
        let (word, overflowsAgain) = part.addingReportingOverflow(carry)
        sum.initializeElement(at: index, to: word)
        carry = overflows || overflowsAgain ? 1 : 0
      }
      sum.initializeElement(at: count, to: carry)
      total = count + Int(carry)
    }
  }

  /// - Precondition: `other` is not larger.
  func minus(_ other: Magnitude) -> Magnitude {
    var result = self
    var borrow: UInt = 0
    result.withUnsafeMutableBufferPointer { result in
      for index in result.indices {
        guard index < other.count || borrow > 0 else { break }
        let (part, overflows) = result[index].subtractingReportingOverflow(
          index < other.count ? other[index] : 0)
        let (word, overflowsAgain) = part.subtractingReportingOverflow(borrow)
        result[index] = word
        borrow = overflows || overflowsAgain ? 1 : 0
      }
    }
    return result.trimmed()
  }

  func times(_ other: Magnitude) -> Magnitude {
    guard count < Self.mostWords || other.count < Self.mostWords else {
      return Magnitude((BigUInt(words: self) * BigUInt(words: other)).words)
    }
    var product = Magnitude(repeating: 0, count: count + other.count)
    product.withUnsafeMutableBufferPointer { product in
      other.withUnsafeBufferPointer { other in
        for (place, word) in enumerated() {
          let carry = Self.add(
            other, times: word, to: UnsafeMutableBufferPointer(rebasing: product[place...]))
          product[place + other.count] = carry
        }
      }
    }
    return product.trimmed()
  }

  /// Adds a multiple of a number to another in place; returns what is carried over.
  private static func add(
    _ words: UnsafeBufferPointer<UInt>, times factor: UInt,
    to sum: UnsafeMutableBufferPointer<UInt>
  ) -> UInt {
    var carry: UInt = 0
    for index in words.indices {
      let (high, low) = words[index].multipliedFullWidth(by: factor)
      let (part, overflows) = low.addingReportingOverflow(carry)
      let (total, overflowsAgain) = part.addingReportingOverflow(sum[index])
      sum[index] = total
      carry = high &+ (overflows ? 1 : 0) &+ (overflowsAgain ? 1 : 0)
    }
    return carry
  }

  /// Returns the power with an exponent of 0 or more.
  func raised(to exponent: Int) -> Magnitude {
    var (result, power, rest): (Magnitude, Magnitude, Int) = ([1], self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result.times(power) }
      rest >>= 1
      if rest > 0 { power = power.times(power) }
    }
    return result
  }
}

extension BigInt {
  /// Returns the power with an exponent of 0 or more.
  package func raised(to exponent: Int) -> BigInt {
    BigInt(
      sign: exponent & 1 == 1 ? sign : .plus,
      magnitude: BigUInt(words: [UInt](magnitude.words).raised(to: exponent)))
  }
}
