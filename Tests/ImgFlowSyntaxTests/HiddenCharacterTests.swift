import ImgFlowSyntax
import Testing

/// A place in a script, `�` being where a character stands.
struct HiddenPlace: Sendable, CustomTestStringConvertible {
  let name: String
  let source: String
  /// Whether the place holds text, which may have what joins and chooses signs.
  var isText = false

  var testDescription: String { name }

  func with(_ text: String) -> String { source.replacing("�", with: text) }

  static let all = [
    HiddenPlace(name: "name", source: "let pri�ce = 3"),
    HiddenPlace(name: "start of a name", source: "let �price = 3"),
    HiddenPlace(name: "between tokens", source: "let price �= 3"),
    HiddenPlace(name: "alone on a line", source: "let a = 1\n�\nlet b = 2"),
    HiddenPlace(name: "number", source: "let a = 1�0"),
    HiddenPlace(name: "keyword", source: "re�turn 3"),
    HiddenPlace(name: "member", source: "a.b�c"),
    HiddenPlace(name: "end of the file", source: "let a = 1�"),
    HiddenPlace(name: "string", source: "let a = \"x�y\"", isText: true),
    HiddenPlace(name: "end of a string", source: "let a = \"x�\"", isText: true),
    HiddenPlace(name: "after a backslash", source: "let a = \"x\\�\"", isText: true),
    HiddenPlace(name: "raw string", source: "let a = 'x�y'", isText: true),
    HiddenPlace(name: "template", source: "let a = \"x\\(b)�y\"", isText: true),
    HiddenPlace(name: "interpolation", source: "let a = \"x\\(b�)y\""),
    HiddenPlace(
      name: "text of several lines", source: "let a = \"\"\"\n  x�y\n  \"\"\"", isText: true),
    HiddenPlace(name: "key", source: "let a = {k�y: 1}"),
    HiddenPlace(name: "quoted key", source: "let a = {\"k�y\": 1}", isText: true),
    HiddenPlace(name: "comment", source: "// x�y\nlet a = 1", isText: true),
    HiddenPlace(name: "comment after code", source: "let a = 1  // x�y", isText: true),
    HiddenPlace(name: "block comment", source: "/* x /* �y */ */ let a = 1", isText: true),
    HiddenPlace(name: "documentation", source: "/// x�y\nfn f() => 1", isText: true),
    HiddenPlace(name: "interpreter line", source: "#!/usr/bin/imgflow�\nlet a = 1"),
    HiddenPlace(name: "import", source: "import \"./a�b.imgflow\" as a", isText: true),
    HiddenPlace(name: "parameter", source: "param na�me: string = \"x\""),
    HiddenPlace(
      name: "vendor", source: "vendor v {\n  base \"https://api.example.com/�x\"\n}", isText: true),
    HiddenPlace(
      name: "vendor's word", source: "vendor v {\n  ba�se \"https://api.example.com\"\n}"),
  ]
}

@Suite struct HiddenCharacterTests {
  private static func scalars(_ ranges: [ClosedRange<UInt32>]) -> [Unicode.Scalar] {
    ranges.flatMap { $0.compactMap(Unicode.Scalar.init) }
  }

  /// What is never a part of a text as it is written.
  private static let refused = scalars([
    0...8, 0x0B...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x034F...0x034F, 0x061C...0x061C,
    0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200B, 0x200E...0x200F,
    0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
    0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0001, 0xE0020...0xE007F,
    0xE00FF...0xE0101, 0xE01EF...0xE01F0, 0xE0FFF...0xE0FFF,
  ])

  /// What belongs to some texts, but not after a Latin letter.
  private static let conditional = scalars([0x200C...0x200D, 0xFE00...0xFE0F])

  private static func hidden(_ source: String) -> [Diagnostic] {
    parse(source).diagnostics.filter { $0.code.rawValue == "P0009" }
  }

  @Test(arguments: HiddenPlace.all)
  func areRefusedEverywhere(_ place: HiddenPlace) {
    for scalar in Self.refused + Self.conditional {
      // `\r\n` is a line end.
      if scalar == "\r", place.with("\r").contains("\r\n") { continue }
      let source = place.with(String(scalar))
      let found = Self.hidden(source)
      let number = "U+" + String(scalar.value, radix: 16, uppercase: true)
      #expect(found.count == 1, "\(number) in \(place.name): \(found.count)")
      guard let diagnostic = found.first else { continue }
      #expect(Array(diagnostic.range.text.unicodeScalars) == [scalar], "\(number) in \(place.name)")
      #expect(diagnostic.message.contains(String(number.dropFirst(2))), "\(diagnostic.message)")
      #expect(diagnostic.help?.contains("delete it") == true)
      let shown = DiagnosticRenderer().render(diagnostic)
      #expect(
        !shown.unicodeScalars.contains { Self.steers($0) }, "\(number) in \(place.name) is shown")
    }
  }

  /// Whether a character would change how a terminal shows a message.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isBidiControl
      || scalar.properties.generalCategory == .control && scalar != "\n"
  }

  @Test(
    arguments: HiddenPlace.all.filter { $0.name.hasSuffix("string") && $0.name != "raw string" })
  func escapesAreFine(_ place: HiddenPlace) {
    for scalar in Self.refused + Self.conditional {
      let escape = "\\u{\(String(scalar.value, radix: 16))}"
      #expect(parse(place.with(escape)).diagnostics.isEmpty)
    }
  }

  @Test(
    arguments: [
      "👩‍👩‍👦", "👩🏽‍💻", "❤️‍🔥", "🏳️‍🌈", "❤️", "☎︎", "1️⃣", "©️", "می‌خواهم", "۱۳۸۵ ه‍.ش", "क्‍ष", "क्‌ष", "葛󠄀", "≩︀",
      "ᠠ᠋", "é", "e\u{301}", "שלום", "١٢٣ ؀", "日本語 text",
    ])
  func whatBelongsToTextMayStandInTextOnly(_ text: String) {
    for place in HiddenPlace.all {
      let found = Self.hidden(place.with(text))
      let isRefused = text.unicodeScalars.contains {
        $0.properties.isDefaultIgnorableCodePoint
      }
      #expect(found.isEmpty == (place.isText || !isRefused), "\(text) in \(place.name)")
    }
  }

  @Test(arguments: [
    "a\u{200D}b", "👩\u{200D}", "👩\u{200D}x", "\u{200C}\u{06CC}", "می\u{200C}\u{200C}خ", "a\u{FE0F}",
    "1\u{FE0F}", "👩\u{E0067}\u{E007F}", "葛\u{FE0F}", "\u{FE0F}",
  ])
  func joinersOfNothingAreRefused(_ text: String) {
    for place in HiddenPlace.all {
      #expect(!Self.hidden(place.with(text)).isEmpty, "\(place.name)")
    }
  }

  @Test func allSpacesOutsideStringsAreNamed() {
    for scalar in Self.scalars([
      0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F,
      0x3000...0x3000,
    ]) {
      let found = parse("let\(scalar)a = 1").diagnostics
      #expect(found.map(\.help) == ["replace it with an ordinary space"])
      #expect(found.first?.message.contains(scalar.properties.name ?? "?") == true)
      #expect(parse("let a = \"x\(scalar)y\"").diagnostics.isEmpty)
    }
  }

  @Test func severalInARowAreOneMistake() {
    #expect(Self.hidden("let a = \"\u{202E}\u{2066}x\u{2069}\"").count == 2)
  }

  @Test func aLoneCarriageReturnIsNoLineEnd() {
    #expect(Self.hidden("// harmless\rdelete()").map(\.range.start) == [11])
    #expect(Self.hidden("// harmless\r\ndelete()").isEmpty)
  }
}
