/// Reads the numbers and marks that times and durations consist of.
struct DigitScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  /// - Precondition: the bytes outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  /// Whether `mark` is next.
  func isAt(_ mark: UnicodeScalar) -> Bool { !isAtEnd && UInt32(bytes[place]) == mark.value }

  /// Steps over `mark` if it is next.
  mutating func skip(_ mark: UnicodeScalar) -> Bool {
    guard isAt(mark) else { return false }
    place += 1
    return true
  }

  /// Steps over exactly `count` digits, at most 18, and returns their number, or nil if there are fewer.
  mutating func digits(_ count: Int) -> Int? {
    var number = 0
    for _ in 0..<count {
      guard let digit = nextDigit else { return nil }
      number = number * 10 + digit
      place += 1
    }
    return number
  }

  /// Steps over a decimal number and returns it, or nil if there are fewer or more digits than `digits`,
  /// which must be at most 18.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    var number = 0
    var count = 0
    while let digit = nextDigit {
      count += 1
      guard count <= digits.upperBound else { return nil }
      number = number * 10 + digit
      place += 1
    }
    return digits.contains(count) ? number : nil
  }

  /// Steps over the digits after a decimal point and returns their thousandths, or nil if there are none.
  mutating func fraction() -> Int? {
    var number = 0
    var count = 0
    while let digit = nextDigit {
      if count < 3 { number = number * 10 + digit }
      count += 1
      place += 1
    }
    guard count > 0 else { return nil }
    return count == 1 ? number * 100 : count == 2 ? number * 10 : number
  }

  private var nextDigit: Int? {
    guard !isAtEnd, bytes[place] &- 0x30 < 10 else { return nil }
    return Int(bytes[place] &- 0x30)
  }
}
