import TestSupport
import Testing

@testable import ImgFlowSyntax

@Suite(.blocking) struct ColumnsTests {
  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇨🇭", 2), ("❤️", 2), ("1️⃣", 2),
    ("ｱ", 1), ("\u{200B}", 0), ("\u{FE0F}", 0), ("〈x〉", 5), ("𗀀", 2), ("", 0),
  ])
  func `width is counted in columns`(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  /// Python's table of East Asian Width is an independent one.
  @Test func `every character is as wide as Unicode says`() throws {
    let ranges = try Python.run(
      """
      import unicodedata as u
      def width(c):
          kind = u.category(c)
          if kind in ("Cn", "Cs", "Co", "Cc") or "\\U0001F1E6" <= c <= "\\U0001F1FF": return None
          return 2 if u.east_asian_width(c) in "WF" else 1
      start, last = 0, None
      for code in range(0x110001):
          now = width(chr(code)) if code < 0x110000 else None
          if now != last:
              if last is not None: print(start, code, last)
              start, last = code, now
      """)
    var wrong: [String] = []
    for line in ranges.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      for code in numbers[0]..<numbers[1] {
        guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
        let width = DisplayWidth.of(Character(scalar))
        // Marks are of no width; which characters are marks differs between versions of Unicode.
        if width != (Self.isMark(scalar) ? 0 : numbers[2]) {
          wrong.append("U+\(String(code, radix: 16)): \(width)")
        }
      }
    }
    #expect(wrong == [])
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .enclosingMark, .format].contains(scalar.properties.generalCategory)
  }

  private static let pieces = [
    "a", "word", "日本", "語", "e\u{301}", "👍🏽", "👨‍👩‍👧", "❤️", "\u{301}", "-", "\u{200B}", "ﷺ", "1\u{A0}MB",
  ]
  private static let spaces = [" ", "  ", "\t", "\n", "\r\n", "\u{2003}", " \n "]

  /// The words of a string: what is between white space that is not a no-break space.
  private static func words(_ text: String) -> [String] {
    text.unicodeScalars.split { $0.properties.isWhitespace && $0 != "\u{A0}" }.map { String($0) }
  }

  private static func text(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...30, using: &random)).map { _ in
      (Bool.random(using: &random) ? pieces : spaces).randomElement(using: &random) ?? ""
    }.joined()
  }

  @Test func `wrapped lines fit, lose nothing, and hold as much as they can`() {
    var random = TestSeed.numbers(for: "columns")
    for _ in 0..<2_000 {
      let text = Self.text(&random)
      let width = Int.random(in: 1...24, using: &random)
      let lines = Columns.wrap(text, to: width)
      #expect(lines.flatMap(Self.words) == Self.words(text))
      for line in lines {
        let fits = DisplayWidth.of(line) <= width || Self.words(line).count == 1
        #expect(fits, "\(line) in \(width)")
      }
      for (line, next) in zip(lines, lines.dropFirst()) {
        let word = Self.words(next).first ?? ""
        #expect(DisplayWidth.of(line + " " + word) > width, "\(line)|\(next) in \(width)")
      }
    }
  }

  @Test func `a two-column list fits and loses nothing`() {
    var random = TestSeed.numbers(for: "columns")
    for _ in 0..<500 {
      let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (
          head: Self.text(&random).filter { !$0.isWhitespace } + "x",
          text: Self.text(&random)
        )
      }
      let width = Int.random(in: 40...100, using: &random)
      let lines = Columns.list(rows, width: width)
      #expect(lines.flatMap(Self.words) == rows.flatMap { [$0.head] + Self.words($0.text) })
      for line in lines {
        #expect(DisplayWidth.of(line) <= width || Self.words(line).count == 1, "\(line)")
      }
    }
  }

  @Test func `what is cut or padded has the width that was asked for`() {
    var random = TestSeed.numbers(for: "columns")
    for _ in 0..<2_000 {
      let text = Self.text(&random)
      let width = Int.random(in: 0...24, using: &random)
      let cut = Columns.cut(text, to: width)
      #expect(DisplayWidth.of(cut) <= width)
      #expect(cut == text || text.hasPrefix(cut.hasSuffix("…") ? String(cut.dropLast()) : cut))
      #expect(DisplayWidth.of(Columns.padded(text, to: width)) == max(width, DisplayWidth.of(text)))
    }
  }

  @Test func `no control character reaches a terminal`() {
    let all = (UInt32(0)...0xFFFF).compactMap(Unicode.Scalar.init)
    let shown = VisibleText.of(String(String.UnicodeScalarView(all)))
    #expect(shown.unicodeScalars.count == all.count)
    for scalar in shown.unicodeScalars {
      #expect(scalar.properties.generalCategory != .control)
      #expect(!scalar.properties.isBidiControl)
    }
    #expect(VisibleText.of(shown) == shown)
    #expect(VisibleText.of("a\u{1B}[2J\tb\u{9B}👨‍👩‍👧") == "a␛[2J b\u{FFFD}👨‍👩‍👧")
  }
}
