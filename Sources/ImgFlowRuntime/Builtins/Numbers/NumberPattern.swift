import ImgFlowValues

/// A pattern that numbers are written by, such as `#,##0.00`: the common subset of Unicode's number
/// patterns (UTS #35).
///
/// `0` is a digit that is always written and `#` one that is written only when it is needed; `.` is the
/// decimal point; a `,` between digits groups thousands; `%` writes a hundred times the number. Text around
/// the digits is written as it is, and characters between single quotes lose their meaning. The number is
/// rounded to the digits given after the point, halves away from zero.
struct NumberPattern: Sendable {
  private var prefix = ""
  private var suffix = ""
  private var minimumWhole = 0
  private var minimumFraction = 0
  private var maximumFraction = 0
  private var groupsThousands = false
  private var isPercent = false

  private static let cache = PatternCache<NumberPattern>()

  /// The pattern of a string, which is read once.
  ///
  /// - Throws: a `parse` error.
  static func cached(_ pattern: StringObject) throws -> NumberPattern {
    try cache[pattern, { try NumberPattern($0) }]
  }

  /// - Throws: a `parse` error.
  init(_ pattern: String) throws {
    var digits = ""
    var isQuoted = false
    for character in pattern {
      if character == "'" {
        isQuoted.toggle()
      } else if !isQuoted, "0#.,".contains(character) {
        guard suffix.isEmpty else { throw Self.malformed(pattern, "it has digits in two places") }
        digits.append(character)
      } else {
        if !isQuoted, character == "%" { isPercent = true }
        if digits.isEmpty { prefix.append(character) } else { suffix.append(character) }
      }
    }
    guard !isQuoted else { throw Self.malformed(pattern, "a quote is not closed") }
    try readDigits(digits, pattern)
  }

  private mutating func readDigits(_ digits: String, _ pattern: String) throws {
    let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.contains("0") || digits.contains("#") else {
      throw Self.malformed(pattern, "it has no digit")
    }
    guard halves.count <= 2 else { throw Self.malformed(pattern, "it has two decimal points") }
    let whole = halves[0].filter { $0 != "," }
    let fraction = halves.count > 1 ? String(halves[1]) : ""
    groupsThousands = whole.count < halves[0].count
    minimumWhole = whole.count { $0 == "0" }
    minimumFraction = fraction.count { $0 == "0" }
    maximumFraction = fraction.count
    guard !whole.contains("0#"), !fraction.contains("#0"), !fraction.contains(",") else {
      throw Self.malformed(pattern, "the `0` digits must be next to the decimal point")
    }
  }

  /// Returns `number` as the pattern has it.
  func format(_ number: Value, _ scratch: TextScratch) -> Value {
    guard var decimal = ShortDecimal(number) else { return .string(format(number)) }
    if isPercent { decimal.multiplyByHundred() }
    decimal.round(toPlaces: maximumFraction)
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    if decimal.isNegative { scratch.append(UInt8(ascii: "-")) }
    scratch.append(prefix)
    let fraction = max(decimal.scale, minimumFraction)
    if decimal.whole > 0 || minimumWhole > 0 || fraction == 0 {
      appendWhole(decimal.whole, to: scratch)
    }
    if fraction > 0 {
      scratch.append(UInt8(ascii: "."))
      for left in stride(from: decimal.scale - 1, through: decimal.scale - fraction, by: -1) {
        scratch.append(ShortDecimal.digit(of: decimal.fraction, at: left))
      }
    }
    scratch.append(suffix)
    return .heap(scratch.string(from: start))
  }

  private func appendWhole(_ whole: UInt64, to scratch: TextScratch) {
    let needed = ShortDecimal.powers.firstIndex { whole < $0 } ?? ShortDecimal.powers.count
    let digits = max(needed, 1, minimumWhole)
    for left in stride(from: digits - 1, through: 0, by: -1) {
      scratch.append(ShortDecimal.digit(of: whole, at: left))
      if groupsThousands, left > 0, left.isMultiple(of: 3) { scratch.append(UInt8(ascii: ",")) }
    }
  }

  /// Returns `number` as the pattern has it, whatever its size.
  func format(_ number: Value) -> String {
    var digits = DecimalDigits(number)
    if isPercent, !digits.isZero { digits.point += 2 }
    digits.round(toPlaces: maximumFraction)
    let whole = max(digits.point, minimumWhole)
    let fraction = max(digits.places, minimumFraction)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(prefix.utf8.count + whole + whole / 3 + fraction + suffix.utf8.count + 3)
    if digits.isNegative { bytes.append(UInt8(ascii: "-")) }
    bytes += prefix.utf8
    for left in stride(from: whole, to: 0, by: -1) {
      bytes.append(digits.character(at: digits.point - left))
      if groupsThousands, left > 1, (left - 1).isMultiple(of: 3) { bytes.append(UInt8(ascii: ",")) }
    }
    if whole <= 0, fraction == 0 { bytes.append(UInt8(ascii: "0")) }
    if fraction > 0 { bytes.append(UInt8(ascii: ".")) }
    for place in 0..<fraction { bytes.append(digits.character(at: digits.point + place)) }
    bytes += suffix.utf8
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func malformed(_ pattern: String, _ problem: String) -> ValueError {
    ValueError(
      .parse,
      "\(Value.string(pattern).shortDescription()) is not a pattern for numbers: \(problem)",
      help: "write such as \"0.00\", \"#,##0\" or \"0.0%\"")
  }
}
