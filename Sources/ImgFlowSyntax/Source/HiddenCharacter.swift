/// Characters that are invisible, or that change how others appear: they can make a script look like another
/// one.
enum HiddenCharacter {
  /// Whether a character must not appear in source as itself; line ends and tabs may.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: return false
    case 0x20..<0x7F: return false
    // Anchors of annotations, and the controls that stack hieroglyphs.
    case 0xFFF9...0xFFFB, 0x13430...0x1343F: return true
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isBidiControl { return true }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// Whether a hidden character is a part of ordinary text, given what precedes and follows it: what joins
  /// the parts of an emoji or the letters of Persian or Hindi, or chooses the form of a sign.
  static func isPartOfText(
    _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    guard let last else { return false }
    switch scalar.value {
    case 0x200C: return isJoining(last)
    case 0x200D: return isJoining(last) || isPictogram(last) && next.map(isPictogram) == true
    case 0xFE0E, 0xFE0F:
      // `1️⃣` is a digit, this, and a keycap around them.
      return last.properties.isEmoji && (last.value >= 0x80 || next?.value == 0x20E3)
    case 0xFE00...0xFE02:
      return last.properties.isIdeographic || last.properties.generalCategory == .mathSymbol
    case 0xE0100...0xE01EF: return last.properties.isIdeographic
    case 0x180B...0x180D, 0x180F: return 0x1820...0x18AA ~= last.value
    default: return false
    }
  }

  /// Whether a character can appear on either side of a joiner in an emoji.
  private static func isPictogram(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0F || scalar.value >= 0x80 && scalar.properties.isEmoji
  }

  /// Whether a character is a letter, mark or digit of a script whose letters join or form clusters.
  private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Arabic to Sinhala; Myanmar; Khmer and Mongolian; Limbu to Lepcha; Phags-pa to Meetei; the
    // presentation forms of Arabic; Kharoshthi to the historic scripts of India.
    case 0x0600..<0x0E00, 0x1000..<0x10A0, 0x1780..<0x18B0, 0x1900..<0x1C50, 0xA800..<0xAC00,
      0xFB50..<0xFE00, 0xFE70..<0xFEFF, 0x10A00..<0x12000:
      break
    default: return false
    }
    switch scalar.properties.generalCategory {
    case .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
    default: return false
    }
  }

  /// The name that Unicode gives a character, with its number: `ZERO WIDTH SPACE (U+200B)`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let control =
      controlNames.indices.contains(Int(scalar.value))
      ? controlNames[Int(scalar.value)] : nil
    let name = scalar.properties.name ?? scalar.properties.nameAlias ?? control
    return name.map { "\($0) (\(number(of: scalar)))" } ?? number(of: scalar)
  }

  /// The names that ISO 6429 gives the control characters from U+0000 on; Unicode has none for them.
  private static let controlNames = [
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY",
    "ACKNOWLEDGE", "BELL", "BACKSPACE", "TAB", "LINE FEED", "LINE TABULATION", "FORM FEED",
    "CARRIAGE RETURN", "SHIFT OUT", "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO", "DEVICE CONTROL THREE", "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL", "END OF MEDIUM", "SUBSTITUTE",
    "ESCAPE", "FILE SEPARATOR", "GROUP SEPARATOR", "RECORD SEPARATOR", "UNIT SEPARATOR",
  ]

  /// `U+200B`.
  static func number(of scalar: Unicode.Scalar) -> String {
    "U+\(HexDigits.of(scalar.value, count: 4))"
  }

  /// The escape that stands for a character in a string: `\u{200B}`.
  static func escape(for scalar: Unicode.Scalar) -> String {
    "\\u{\(HexDigits.of(scalar.value, count: 1))}"
  }
}
