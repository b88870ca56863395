/// What a number token means: `42`, `0xFF`, `2.5`, `1h30m`, `1y6mo`, `30MB`.
enum NumberLiteral {
  case integer(digits: String)
  case float(Double)
  case duration(DurationLiteral)

  /// Why a string is not a number, and what to write instead.
  struct Problem: Error {
    let message: String
    let help: String?
  }

  /// Reads the text of a number token, which begins with a digit.
  init(_ text: Substring) throws(Problem) {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy(Lexer.isDigit) {
      self = .integer(digits: try Self.digits(text))
    } else if text.hasPrefix("0x") || text.hasPrefix("0X") {
      self = .integer(digits: try Self.radix(16, "hexadecimal", text))
    } else if text.hasPrefix("0b") || text.hasPrefix("0B") {
      self = .integer(digits: try Self.radix(2, "binary", text))
    } else if let unit = text.firstIndex(where: \.isLetter), !Self.isExponent(text, at: unit) {
      self = try Self.quantity(text, unit: unit)
    } else if text.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) {
      self = .float(try Self.float(text))
    } else {
      self = .integer(digits: try Self.digits(text))
    }
  }

  /// A string as a message shows it: long ones are cut.
  static func shown(_ text: some StringProtocol) -> String {
    let start = text.prefix(40)
    return start.endIndex == text.endIndex ? String(text) : start + "…"
  }

  // MARK: - Integers

  /// How many digits the largest int has at least, whichever they are.
  static let maximumDigits = 78_913

  /// Returns decimal digits without `_`, which must be between digits.
  static func digits(_ text: Substring) throws(Problem) -> String {
    let digits = try withoutSeparators(text)
    guard digits.utf8.allSatisfy(Lexer.isDigit) else {
      throw Problem(message: "`\(shown(text))` is not a number", help: nil)
    }
    guard digits.utf8.count <= maximumDigits else {
      throw Problem(
        message: "an int has at most 78,913 digits, and this one has \(digits.utf8.count)",
        help: "compute it, or write a float such as `1e300`")
    }
    guard digits.utf8.count == 1 || digits.utf8.first != UInt8(ascii: "0") else {
      let trimmed = digits.drop { $0 == "0" }
      throw Problem(
        message: "a number cannot begin with `0`",
        help: "write `\(trimmed.isEmpty ? "0" : shown(trimmed))`")
    }
    return digits
  }

  private static func withoutSeparators(_ text: Substring) throws(Problem) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return String(text) }
    let digits = text.filter { $0 != "_" }
    if text.hasSuffix("_") || text.contains("__") || text.contains("_.") || text.contains("._") {
      throw Problem(
        message: "`_` must be between two digits of a number", help: "write `\(shown(digits))`")
    }
    return digits
  }

  /// The longest hexadecimal or binary literal that is converted: far beyond any real id or hash,
  /// and short enough that the conversion takes no time.
  private static let maximumRadixDigits = 4096

  private static func radix(
    _ radix: UInt32, _ name: String, _ text: Substring
  ) throws(Problem) -> String {
    let digits = try withoutSeparators(text.dropFirst(2))
    guard !digits.isEmpty, digits.allSatisfy({ ($0.hexDigitValue ?? 99) < radix && $0.isASCII })
    else {
      throw Problem(
        message: "`\(shown(text))` is not a \(name) number",
        help: radix == 16
          ? "write digits and `A` to `F` after `0x`" : "write `0` and `1` after `0b`")
    }
    guard digits.utf8.count <= maximumRadixDigits else {
      throw Problem(message: "a \(name) number has at most \(maximumRadixDigits) digits", help: nil)
    }
    if let small = UInt64(digits, radix: Int(radix)) { return String(small) }
    return decimal(digits.map { UInt32($0.hexDigitValue ?? 0) }, radix: radix)
  }

  /// Converts digits of any length to decimal ones, nine decimal digits to a limb.
  private static func decimal(_ digits: [UInt32], radix: UInt32) -> String {
    var limbs: [UInt32] = [0]
    for digit in digits {
      var carry = UInt64(digit)
      for index in limbs.indices {
        carry += UInt64(limbs[index]) * UInt64(radix)
        limbs[index] = UInt32(carry % 1_000_000_000)
        carry /= 1_000_000_000
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    let groups = limbs.reversed().map { limb in
      let text = String(limb)
      return String(repeating: "0", count: 9 - text.utf8.count) + text
    }
    return String(groups.joined().drop { $0 == "0" })
  }

  // MARK: - Floats

  /// Whether the letter at `index` is an exponent's `e`, with digits after it.
  private static func isExponent(_ text: Substring, at index: Substring.Index) -> Bool {
    guard text[index] == "e" || text[index] == "E" else { return false }
    let rest = text[text.index(after: index)...].drop { $0 == "+" || $0 == "-" }
    return !rest.isEmpty && rest.utf8.allSatisfy { Lexer.isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  private static func float(_ text: Substring) throws(Problem) -> Double {
    let digits = try withoutSeparators(text)
    let whole = digits.prefix { $0.isNumber }
    _ = try Self.digits(whole)
    guard digits.utf8.count(where: { $0 == UInt8(ascii: ".") }) <= 1, let value = Double(digits)
    else {
      throw Problem(message: "`\(shown(text))` is not a number", help: nil)
    }
    guard value.isFinite else {
      throw Problem(
        message: "`\(shown(text))` is too large for a float", help: "the largest is about 1.8e308")
    }
    return value
  }
}
