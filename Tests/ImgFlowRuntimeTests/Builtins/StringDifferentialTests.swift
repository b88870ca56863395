import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowRuntime

/// What is done by bytes, against the simple definition by characters.
@Suite struct StringDifferentialTests {
  private static let pieces = [
    "a", "Z", "7", " ", "  ", "\t", "\n", "\r", "\r\n", "é", "ß", "Ü", "ÿ", "ı", "İ", "ŉ", "ǅ", "Σ",
    "ς",
    "ΑΣ", "日", "本", "\u{3000}", "\u{A0}", "\u{85}", "\u{2003}", "e\u{301}", "\u{301}", " \u{301}",
    "\u{600}", "\u{600} ", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩", "\u{200D}", "\u{FE0F}", "한", "\u{1100}\u{1161}", "ﬁ",
    "\u{1F600}", "Ⅷ", "ꭰ", "𐐨",
  ]

  private static func texts() -> [String] {
    var generator = TestSeed.numbers(for: "strings by bytes")
    let letters = Array(pieces.prefix(9))
    let accents = Array(pieces.prefix(24))
    return (0..<2000).map { index in
      let choice = index % 3 == 0 ? letters : index % 3 == 1 ? accents : pieces
      return (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        choice.randomElement(using: &generator) ?? ""
      }.joined()
    }
  }

  /// The strings with the same bytes in another text are parts of it; Swift's `==` would compare equivalents.
  private func bytes(_ text: some StringProtocol) -> [UInt8] { Array(text.utf8) }

  @Test func trimming() {
    for text in Self.texts() {
      let string = StringObject(text)
      let start = text.firstIndex { !$0.isWhitespace }
      let end = text.lastIndex { !$0.isWhitespace }
      let expected = if let start, let end { bytes(text[start...end]) } else { [UInt8]() }
      #expect(
        Array(bytes(text)[Trimming.bytes(of: string)]) == expected, "\(text.debugDescription)")
    }
  }

  @Test func charactersAndWords() throws {
    let scratch = TextScratch()
    for text in Self.texts() {
      var found: [[UInt8]] = []
      let collect: ItemUse = {
        found.append(bytes($0.asString ?? "none"))
        return true
      }
      try TextParts.characters(StringObject(text), scratch, collect)
      #expect(found == text.map { bytes(String($0)) }, "\(text.debugDescription)")
      found = []
      try TextParts.words(StringObject(text), limit: .max, scratch, collect)
      let words = text.split(whereSeparator: \.isWhitespace).map { bytes($0) }
      #expect(found == words, "\(text.debugDescription)")
    }
  }

  @Test func letterCase() throws {
    let scratch = TextScratch()
    for text in Self.texts() {
      let string = StringObject(text)
      let upper = try LetterCase.upper.changing(string, scratch).text
      #expect(bytes(upper) == bytes(text.uppercased()), "\(text.debugDescription)")
      guard !text.unicodeScalars.contains("Σ") else { continue }
      let lower = try LetterCase.lower.changing(string, scratch).text
      #expect(bytes(lower) == bytes(text.lowercased()), "\(text.debugDescription)")
    }
  }

  @Test func everyScalarChangesCase() throws {
    let scratch = TextScratch()
    let blocks: [ClosedRange<UInt32>] = [
      0...0x5FF, 0x10A0...0x10FF, 0x13A0...0x13FF, 0x1C80...0x1CBF, 0x1D00...0x2188,
      0x2C00...0x2D2F,
      0xA640...0xA7FF, 0xAB30...0xABBF, 0xFB00...0xFB17, 0xFF20...0xFF5A, 0x10400...0x104FF,
    ]
    for number in blocks.joined() where number != 0x3A3 {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let text = String(scalar)
      let upper = try LetterCase.upper.changing(StringObject(text), scratch).text
      let lower = try LetterCase.lower.changing(StringObject(text), scratch).text
      #expect(bytes(upper) == bytes(text.uppercased()))
      #expect(bytes(lower) == bytes(text.lowercased()))
    }
  }
}
