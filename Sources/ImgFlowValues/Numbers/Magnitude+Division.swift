extension Magnitude {
  /// Returns the quotient and the remainder: Knuth's algorithm D (The Art of Computer Programming, volume 2,
  /// 4.3.1).
  ///
  /// - Precondition: `divisor` is not 0.
  func divided(by divisor: Magnitude) -> (quotient: Magnitude, remainder: Magnitude) {
    guard compared(to: divisor) >= 0 else { return ([], self) }
    guard divisor.count > 1 else { return divided(by: divisor[0]) }
    let shift = UInt(divisor[divisor.count - 1].leadingZeroBitCount)
    let divisor = divisor.shifted(left: shift)
    var rest = shifted(left: shift)
    rest.append(contentsOf: Magnitude(repeating: 0, count: count + 1 - rest.count))
    var quotient = Magnitude(repeating: 0, count: count - divisor.count + 1)
    rest.withUnsafeMutableBufferPointer { rest in
      divisor.withUnsafeBufferPointer { divisor in
        for place in quotient.indices.reversed() {
          let part = UnsafeMutableBufferPointer(rebasing: rest[place...(place + divisor.count)])
          quotient[place] = Self.reduce(part, by: divisor)
        }
      }
    }
    while quotient.last == 0 { quotient.removeLast() }
    return (quotient, Magnitude(rest[..<divisor.count]).shifted(right: shift))
  }

  private func divided(by divisor: UInt) -> (quotient: Magnitude, remainder: Magnitude) {
    var quotient = self
    var remainder: UInt = 0
    quotient.withUnsafeMutableBufferPointer { words in
      for index in words.indices.reversed() {
        (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
      }
    }
    while quotient.last == 0 { quotient.removeLast() }
    return (quotient, remainder == 0 ? [] : [remainder])
  }

  /// Subtracts the divisor from the words of the rest, of which there is one more, as often as that goes; returns
  /// how often.
  private static func reduce(
    _ rest: UnsafeMutableBufferPointer<UInt>, by divisor: UnsafeBufferPointer<UInt>
  ) -> UInt {
    let count = divisor.count
    var digit = estimate(rest, divisor)
    var borrow: UInt = 0
    for index in 0..<count {
      let (high, low) = digit.multipliedFullWidth(by: divisor[index])
      let (part, carries) = low.addingReportingOverflow(borrow)
      let (word, borrows) = rest[index].subtractingReportingOverflow(part)
      rest[index] = word
      borrow = high &+ (carries ? 1 : 0) &+ (borrows ? 1 : 0)
    }
    let (top, isTooMuch) = rest[count].subtractingReportingOverflow(borrow)
    rest[count] = top
    guard isTooMuch else { return digit }
    digit -= 1
    var carry: UInt = 0
    for index in 0..<count {
      let (part, overflows) = rest[index].addingReportingOverflow(divisor[index])
      let (word, overflowsAgain) = part.addingReportingOverflow(carry)
      rest[index] = word
      carry = overflows || overflowsAgain ? 1 : 0
    }
    rest[count] &+= carry
    return digit
  }

  /// How often the divisor goes into the rest by their first words: at most one too many.
  private static func estimate(
    _ rest: UnsafeMutableBufferPointer<UInt>, _ divisor: UnsafeBufferPointer<UInt>
  ) -> UInt {
    let count = divisor.count
    let (top, second) = (divisor[count - 1], divisor[count - 2])
    var digit = UInt.max
    var (left, isExact) = rest[count - 1].addingReportingOverflow(top)
    if rest[count] < top {
      (digit, left) = top.dividingFullWidth((rest[count], rest[count - 1]))
      isExact = false
    }
    while !isExact {
      let product = digit.multipliedFullWidth(by: second)
      guard (product.high, product.low) > (left, rest[count - 2]) else { break }
      digit -= 1
      (left, isExact) = left.addingReportingOverflow(top)
    }
    return digit
  }

  // MARK: - Shifting by less than a word

  private func shifted(left shift: UInt) -> Magnitude {
    var words = self
    var carry: UInt = 0
    for index in words.indices {
      let word = words[index]
      words[index] = word << shift | carry
      // A shift by a whole word gives 0.
      carry = word >> (UInt(UInt.bitWidth) - shift)
    }
    if carry > 0 { words.append(carry) }
    return words
  }

  private func shifted(right shift: UInt) -> Magnitude {
    var words = self
    for index in words.indices {
      let next = index + 1 < count ? self[index + 1] : 0
      words[index] = words[index] >> shift | next << (UInt(UInt.bitWidth) - shift)
    }
    while words.last == 0 { words.removeLast() }
    return words
  }
}
