import ImgFlowValues

/// Changing the case of letters; texts of ASCII, which most are, byte by byte.
enum LetterCase {
  case upper
  case lower

  /// Returns the text in this case (The Unicode Standard, section 3.13: the full mappings).
  func changing(_ string: StringObject) -> StringObject {
    // A text whose bytes are its characters is ASCII.
    guard string.isByteIndexed else {
      return StringObject(
        self == .upper ? string.text.uppercased() : string.text.lowercased())
    }
    let first = UInt8(ascii: self == .upper ? "a" : "A")
    return string.withUTF8 { bytes in
      StringObject(count: bytes.count) { place in
        for index in bytes.indices {
          let byte = bytes[index]
          place[index] = byte &- first < 26 ? byte ^ 0x20 : byte
        }
      }
    }
  }
}
