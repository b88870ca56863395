/// The words of a text, folded, as they are looked for. Scripts that put no spaces between words, such as
/// Japanese and Thai, treat each character as a word: adjacent characters are found in any part.
enum SearchWords {
  static func of(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func end() {
      if !word.isEmpty { words.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in FoldedText.fold(text).unicodeScalars {
      switch kind(of: scalar) {
      case .letter: word.append(scalar)
      case .character:
        end()
        words.append(String(scalar))
      case .gap: end()
      }
    }
    end()
    return words
  }

  /// What is indexed of a text for FTS5's `ascii` tokenizer, which cuts at ASCII characters other than
  /// letters and digits, and nowhere else: so only `of` decides what a word is.
  static func indexed(_ text: String?) -> String { of(text ?? "").joined(separator: " ") }

  /// The same of several texts, between which no phrase is found.
  static func indexed(_ texts: [String]) -> String {
    texts.map { indexed($0) }.joined(separator: " \u{FFFF} ")
  }

  private enum Kind { case letter, character, gap }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark,
      .privateUse:
      isUnspaced(scalar) ? .character : .letter
    case .otherSymbol, .currencySymbol, .modifierSymbol: scalar.isASCII ? .gap : .character
    default: .gap
    }
  }

  /// Whether a letter is of a script that is written without spaces, or with few that count.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic || unspaced.contains { $0.contains(scalar.value) }
  }

  private static let unspaced: [ClosedRange<UInt32>] = [
    0x0E00...0x0EFF,  // Thai, Lao
    0x0F00...0x0FFF,  // Tibetan
    0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F,  // Myanmar
    0x1100...0x11FF, 0xAC00...0xD7FF,  // Hangul, whose words take endings
    0x1780...0x17FF,  // Khmer
    0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x1B000...0x1B16F,  // Kana
  ]
}
