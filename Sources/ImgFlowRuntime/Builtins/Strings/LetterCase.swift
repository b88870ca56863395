import ImgFlowValues

/// Changing the case of letters; ASCII strings, as most are, byte by byte.
enum LetterCase {
  case upper
  case lower

  /// Returns the string in this case (The Unicode Standard, section 3.13: the full mappings).
  ///
  /// - Throws: what `Memory.claim` throws.
  func changing(_ string: StringObject) throws -> StringObject {
    try Memory.claim(bytes: string.byteCount)
    // A string whose bytes are its characters is ASCII.
    guard string.isByteIndexed else {
      return StringObject(self == .upper ? string.text.uppercased() : Self.lower(string.text))
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

  private static func lower(_ text: String) -> String {
    let sigma: Unicode.Scalar = "Σ"
    guard text.unicodeScalars.contains(sigma) else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var start = 0
    for (index, scalar) in scalars.enumerated() where scalar == sigma {
      result += lowercased(scalars[start..<index])
      result += endsWord(scalars, at: index) ? "ς" : "σ"
      start = index + 1
    }
    return result + lowercased(scalars[start...])
  }

  private static func lowercased(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text).lowercased()
  }

  /// Whether a letter is the last of its word: the condition `Final_Sigma`, which the mappings of the
  /// standard library leave out.
  private static func endsWord(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }
}
