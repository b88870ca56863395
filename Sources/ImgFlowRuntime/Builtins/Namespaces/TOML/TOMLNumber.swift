import ImgFlowSyntax
import ImgFlowValues

/// Numbers, dates and times of TOML: the values that are written without quotes and brackets.
enum TOMLNumber {
  /// Reads the value at the place of a reader.
  static func read(_ reader: inout TOMLReader) throws -> Value {
    if let value = try moment(&reader) { return value }
    let start = reader.place
    while let byte = reader.byte, isPart(byte) { reader.place += 1 }
    let token = reader.bytes[start..<reader.place]
    guard !token.isEmpty else {
      throw reader.failure("a value should be here, not \(reader.found)")
    }
    if let value = try number(token) { return value }
    let text = String(decoding: token.prefix(40), as: UTF8.self)
    let words: Set = ["inf", "+inf", "-inf", "nan", "+nan", "-nan"]
    if words.contains(text) {
      throw reader.failure("a float cannot be `\(text)` in ImgFlow", at: start)
    }
    throw reader.failure(
      "`\(text)` is not a value of TOML", at: start, help: "put strings in quotes: `\"\(text)\"`")
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+")...UInt8(ascii: "."): byte != 0x2C
    case UInt8(ascii: "_"): true
    default: byte >= 0x80
    }
  }

  // MARK: - Numbers

  /// The number that a token is; nil for anything else.
  ///
  /// - Throws: a `limit` error for an int with too many digits.
  private static func number(_ token: ArraySlice<UInt8>) throws -> Value? {
    var rest = token
    let isNegative = rest.first == UInt8(ascii: "-")
    let hasSign = isNegative || rest.first == UInt8(ascii: "+")
    if hasSign { rest.removeFirst() }
    let bases: [UInt8: Int] = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2]
    if !hasSign, rest.first == UInt8(ascii: "0"),
      let base = rest.dropFirst().first.flatMap({ bases[$0] })
    {
      rest = rest.dropFirst(2)
      guard let digits = digits(&rest, base: base), rest.isEmpty else { return nil }
      return try integer(digits, base: base, isNegative: false)
    }
    guard let whole = digits(&rest, base: 10), whole.count == 1 || whole[0] != UInt8(ascii: "0")
    else {
      return nil
    }
    if rest.isEmpty { return try integer(whole, base: 10, isNegative: isNegative) }
    guard let text = float(whole, rest), let number = Double(text), number.isFinite else {
      return nil
    }
    return .float(isNegative ? -number : number)
  }

  /// The text of a float without its sign and underscores; nil if the rest after its whole part is wrong.
  private static func float(_ whole: [UInt8], _ rest: ArraySlice<UInt8>) -> String? {
    var (text, rest) = (whole, rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard let fraction = digits(&rest, base: 10) else { return nil }
      text += [UInt8(ascii: ".")] + fraction
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      text.append(byte)
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest.removeFirst()
        text.append(sign)
      }
      guard let exponent = digits(&rest, base: 10) else { return nil }
      text += exponent
    }
    return rest.isEmpty ? String(decoding: text, as: UTF8.self) : nil
  }

  /// Reads digits, which may have single underscores between them, and returns them without these; nil if there are
  /// none.
  private static func digits(_ rest: inout ArraySlice<UInt8>, base: Int) -> [UInt8]? {
    var digits: [UInt8] = []
    while let byte = rest.first {
      let isBetween = byte == UInt8(ascii: "_") && !digits.isEmpty
      let digit = isBetween ? rest.dropFirst().first : byte
      guard let digit, let value = Character(Unicode.Scalar(digit)).hexDigitValue, value < base
      else {
        break
      }
      digits.append(digit)
      rest = rest.dropFirst(isBetween ? 2 : 1)
    }
    return digits.isEmpty ? nil : digits
  }

  private static func integer(_ digits: [UInt8], base: Int, isNegative: Bool) throws -> Value? {
    try digits.withUnsafeBufferPointer {
      try IntegerText.read($0, base: base, isNegative: isNegative)
    }
  }

  // MARK: - Dates and times

  /// Reads a date, a time of day, or both; nil if there is neither.
  private static func moment(_ reader: inout TOMLReader) throws -> Value? {
    let start = reader.place
    if let end = clock(reader, start) { return local(&reader, to: end) }
    guard matches("dddd-dd-dd", reader, start) else { return nil }
    let isDate = TextForm.isDate(text(reader, start, start + 10))
    guard isDate else { throw reader.failure("this date does not exist", at: start) }
    let separator = start + 10 < reader.bytes.count ? reader.bytes[start + 10] : 0
    let isWritten = separator | 0x20 == UInt8(ascii: "t")
    guard isWritten || separator == 0x20, let end = clock(reader, start + 11) else {
      // After a date, a blank may also end the value.
      if isWritten { throw reader.failure("the time of day after `T` is not complete", at: start) }
      return local(&reader, to: start + 10)
    }
    guard let zone = offset(reader, end) else { return local(&reader, to: end) }
    guard let instant = TimeText.parse(text(reader, start, zone)) else {
      throw reader.failure("this time does not exist", at: start)
    }
    reader.place = zone
    return .time(milliseconds: instant)
  }

  /// What no offset belongs to stays a string.
  private static func local(_ reader: inout TOMLReader, to end: Int) -> Value {
    defer { reader.place = end }
    return .string(text(reader, reader.place, end))
  }

  /// Where a time of day ends that begins at a place; nil if there is none.
  private static func clock(_ reader: TOMLReader, _ start: Int) -> Int? {
    guard matches("dd:dd:dd", reader, start) else { return nil }
    let parts = [0, 3, 6].map { Int(text(reader, start + $0, start + $0 + 2)) ?? 99 }
    guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
    let end = start + 8
    guard end < reader.bytes.count, reader.bytes[end] == UInt8(ascii: ".") else { return end }
    let digits = reader.bytes[(end + 1)...].prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? nil : end + 1 + digits.count
  }

  /// Where an offset ends that begins at a place; nil if there is none.
  private static func offset(_ reader: TOMLReader, _ start: Int) -> Int? {
    guard start < reader.bytes.count else { return nil }
    if reader.bytes[start] | 0x20 == UInt8(ascii: "z") { return start + 1 }
    guard "+-".utf8.contains(reader.bytes[start]), matches("dd:dd", reader, start + 1),
      let hours = Int(text(reader, start + 1, start + 3)), hours < 24,
      let minutes = Int(text(reader, start + 4, start + 6)), minutes < 60
    else { return nil }
    return start + 6
  }

  /// Whether the text at a place is of a form, in which `d` is any digit.
  private static func matches(_ form: String, _ reader: TOMLReader, _ start: Int) -> Bool {
    guard start + form.utf8.count <= reader.bytes.count else { return false }
    return zip(form.utf8, reader.bytes[start...]).allSatisfy { form, byte in
      form == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : form == byte
    }
  }

  private static func text(_ reader: TOMLReader, _ start: Int, _ end: Int) -> String {
    String(decoding: reader.bytes[start..<end], as: UTF8.self)
  }
}
