import TestSupport
import Testing

@testable import ImgFlowValues

/// Characters of strings, which are found by breadcrumbs, against those of Swift's own strings.
@Suite struct BreadcrumbTests {
  /// Pieces of which texts are made: whatever joins with its neighbours is among them.
  static let pieces = [
    "a", "Z", " ", "\n", "\r", "\r\n", "é", "ß", "e\u{301}", "\u{301}", "Ж", "λ", "中", "가",
    "\u{1100}", "\u{1161}",
    "カ", "\u{3099}", "—", "€", "☃", "☃\u{FE0F}", "😀", "👍", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩", "\u{200D}",
    "\u{200B}",
    "\u{AD}", "\u{600}", "क", "्", "ष", "\u{0}", "\u{FEFF}", "ﬁ", "\u{10FFFF}",
  ]

  static func text(of count: Int, from pieces: [String], _ generator: inout SeededRandom) -> String
  {
    (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test func `characters are Swift's`() throws {
    var generator = TestSeed.numbers(for: "breadcrumbs")
    for round in 0..<300 {
      // Short and long texts, of simple scalars and of all.
      let isSimple = round % 2 == 0
      let pieces = isSimple ? ["a", "é", "Ж", "中", "가", "😀", "€", "λ"] : Self.pieces
      let text = Self.text(of: round % 3 == 0 ? 20 : 200, from: pieces, &generator)
      let characters = Array(text)
      let string = StringObject(text)
      #expect(string.length == characters.count)
      for index in [0, 1, characters.count / 2, characters.count - 1] where index < characters.count
      {
        #expect(string.character(at: index)?.text == String(characters[index]))
      }
      #expect(string.character(at: characters.count) == nil)
      #expect(string.character(at: -1) == nil)
      for _ in 0..<10 {
        let lower = Int.random(in: 0...characters.count, using: &generator)
        let upper = Int.random(in: lower...characters.count, using: &generator)
        #expect(try string.slice(lower..<upper).text == String(characters[lower..<upper]))
      }
    }
  }

  @Test func `every character is found`() {
    var generator = TestSeed.numbers(for: "breadcrumbs")
    // In place, in a block, and as a Swift string that is kept; of letters, of lone scalars, of all.
    for count in [1, 9, 40, 150, 3000] {
      for pieces in [["a", "b"], ["a", "é", "中", "😀"], Self.pieces] {
        let text = Self.text(of: count, from: pieces, &generator)
        let string = StringObject(text)
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
          #expect(string.character(at: index)?.text == String(character))
          for place in [index, index - characters.count] where string.hasLoneScalars {
            let bytes = string.character(byIndex: place)
            #expect(bytes.map { string.bytes($0).text } == String(character))
          }
        }
        #expect(string.character(byIndex: characters.count) == nil)
        #expect(string.character(byIndex: -characters.count - 1) == nil)
      }
    }
  }

  @Test func `threads that share a string find the same`() async {
    let text = String(repeating: "äbcdé", count: 2000)
    for _ in 0..<20 {
      let string = StringObject(text)
      let lengths = await withTaskGroup { group in
        for _ in 0..<8 {
          group.addTask { string.length + (string.character(byIndex: 5001)?.lowerBound ?? 0) }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(lengths == Array(repeating: 10_000 + 7002, count: 8))
    }
  }

  @Test func `lone scalars join with no other of them`() {
    let lone = (0...0x1FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      StringObject(String(scalar)).endOfCharacter(at: 0) != nil && scalar.value >= 0x80
    }
    #expect(lone.count > 40_000)
    var generator = TestSeed.numbers(for: "breadcrumbs")
    var text = ""
    for _ in 0..<200_000 {
      text.unicodeScalars.append(lone.randomElement(using: &generator) ?? "a")
    }
    #expect(text.count == 200_000)
    // Each of them in order, so that every neighbour in the ranges is met as well.
    text = ""
    text.unicodeScalars.append(contentsOf: lone)
    #expect(text.count == lone.count)
  }

  @Test func `a string that grows forgets them`() throws {
    let string = StringObject(String(repeating: "é", count: 100))
    #expect(string.length == 100)
    var end = "x\u{301}"
    try end.withUTF8 { try string.append($0) }
    #expect(string.length == 101)
    #expect(string.character(at: 100)?.text == "x\u{301}")
    #expect(string.character(at: 99)?.text == "é")
  }
}
