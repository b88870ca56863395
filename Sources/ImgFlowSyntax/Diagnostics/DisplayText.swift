/// A string as it occupies columns of a terminal: tabs are spaces, wide characters take two columns, and
/// control characters are shown rather than obeyed.
struct DisplayText {
  /// The characters, each with the column it starts at and its width.
  private(set) var cells: [(character: Character, column: Int, width: Int)] = []
  /// The number of columns.
  private(set) var width = 0

  static let tabWidth = 4

  init(_ text: some StringProtocol) {
    cells.reserveCapacity(text.utf8.count)
    for character in text {
      if character == "\t" {
        for _ in 0..<(Self.tabWidth - width % Self.tabWidth) { append(" ", 1) }
      } else {
        let shown = Self.visible(character)
        append(shown, Self.width(of: shown))
      }
    }
  }

  private mutating func append(_ character: Character, _ columns: Int) {
    cells.append((character, width, columns))
    width += columns
  }

  /// The part in the columns of `range`; a wide character at the edge is left out.
  func text(in range: Range<Int>) -> String {
    String(
      cells.filter { $0.column >= range.lowerBound && $0.column + $0.width <= range.upperBound }
        .map(\.character))
  }

  /// Returns `text` with terminal control characters made visible.
  static func sanitized(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(text.map { $0 == "\t" ? " " : visible($0) })
  }

  private static func visible(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first(where: isControl) else { return character }
    guard scalar.value < 0x20 else { return "\u{FFFD}" }
    // U+2400 and on are pictures of the control characters.
    return Unicode.Scalar(0x2400 + scalar.value).map(Character.init) ?? "\u{FFFD}"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
      true
    default: false
    }
  }

  /// The columns that a character takes: 2 for East Asian wide ones and emoji.
  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x300 else { return 1 }
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return isWide(scalar.value) ? 2 : 1
  }

  /// The blocks of East Asian wide characters, after Unicode's EastAsianWidth (W and F).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
