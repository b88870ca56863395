extension JSONReader {
  /// Reads a string, from its opening quote.
  @inline(__always)
  mutating func readString() throws(JSONFault) -> StringObject {
    let text = place + 1
    let length = StringScan.plainLength(text, count: end - text)
    guard text + length < end else { throw JSONFault(.endsEarly, at: end - start) }
    guard text[length] == UInt8(ascii: "\"") else {
      return try readEscapedString(plainLength: length)
    }
    place = text + length + 1
    if length <= ShortStrings.longest, end - text >= ShortStrings.window {
      if let string = strings.string(at: text, length: length) { return string }
    } else if let string = StringObject(validating: UnsafeBufferPointer(start: text, count: length))
    {
      return string
    }
    throw JSONFault(.illFormedUTF8, at: text - start)
  }

  /// Reads a string, from its opening quote, in which something is not plain.
  @inline(never)
  private mutating func readEscapedString(plainLength: Int) throws(JSONFault) -> StringObject {
    let text = place + 1
    var decoded = ByteBuffer()
    decoded.append(UnsafeBufferPointer(start: text, count: plainLength))
    place = text + plainLength
    while true {
      guard place < end else { throw fault(.endsEarly) }
      if place.pointee == UInt8(ascii: "\"") { break }
      guard place.pointee == UInt8(ascii: "\\") else { throw fault(.controlCharacter) }
      try readEscape(into: &decoded)
      let length = StringScan.plainLength(place, count: end - place)
      decoded.append(UnsafeBufferPointer(start: place, count: length))
      place += length
    }
    place += 1
    guard let string = decoded.withBytes({ StringObject(validating: $0) }) else {
      throw JSONFault(.illFormedUTF8, at: text - start)
    }
    return string
  }

  /// Reads an escape, from its backslash.
  private mutating func readEscape(into decoded: inout ByteBuffer) throws(JSONFault) {
    guard place + 1 < end else { throw JSONFault(.endsEarly, at: end - start) }
    switch place[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(place[1])
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try readScalar()
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { decoded.append(byte) }
      return
    default: throw fault(.unknownEscape)
    }
    place += 2
  }

  /// Reads a `\u` escape, and a second one when the first is half of a surrogate pair.
  private mutating func readScalar() throws(JSONFault) -> UnicodeScalar {
    let escape = place
    let first = try readCodeUnit()
    if let scalar = UnicodeScalar(first) { return scalar }
    let isHigh = first < 0xDC00
    guard isHigh, place + 1 < end, place[0] == UInt8(ascii: "\\"), place[1] == UInt8(ascii: "u")
    else {
      if isHigh, end - place < 2 { throw JSONFault(.endsEarly, at: end - start) }
      throw JSONFault(.loneSurrogate, at: escape - start)
    }
    let second = try readCodeUnit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = UnicodeScalar(
        0x10000 + UInt32(first - 0xD800) << 10 + UInt32(second - 0xDC00))
    else { throw JSONFault(.loneSurrogate, at: escape - start) }
    return scalar
  }

  /// Reads `\u` and four hexadecimal digits.
  private mutating func readCodeUnit() throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for index in 2..<6 {
      guard place + index < end else { throw JSONFault(.endsEarly, at: end - start) }
      guard let digit = Character(UnicodeScalar(place[index])).hexDigitValue else {
        throw fault(.unknownEscape)
      }
      unit = unit << 4 | UInt16(digit)
    }
    place += 6
    return unit
  }
}
