import ImgFlowSyntax
import Testing

/// Whatever is opened and never closed is pointed at, wherever it stands.
@Suite struct UnclosedBracketTests {
  /// What opens something.
  private static let openers = ["(", "[", "{", "xs?[", "\"\\(", "\"", "'", "\"\"\"\n", "/*"]

  /// Scripts with `@` where something is opened.
  private static let places = [
    "let a = @1\nlet b = 2\n",
    "print(1, @2)\nprint(3)\n",
    "fn f() {\n  print(@1)\n}\nprint(2)\n",
    "fn f() {\n  return @1\n}\n",
    "let o = {a: [1, @2], b: 3}\nprint(o)\n",
    "let s = \"x \\(@1) y\"\nprint(s)\n",
    "let s = \"\"\"\n  x \\(f([@1])) y\n  \"\"\"\nprint(s)\n",
    "print(match x {\n  1 => @2\n  3 => 4\n})\n",
    "for x in @xs {\n  print(x)\n}\n",
    "let t = [\n  1,\n  @2,\n  3,\n]\nprint(t)\n",
    "let t = {\n  a: 1,\n  b: @2,\n  c: 3,\n}\nprint(t)\n",
    "if x {\n  print(@1)\n} else {\n  print(2)\n}\n",
    "fn g(a = @1, b = 2) => a\ng()\n",
    "let f = (x, y) => @x + y\nprint(f(1, 2))\n",
    "timeout(3s) {\n  let x = @1\n}\n",
    "try {\n  f(@1)\n} catch e {\n  print(e)\n}\n",
    "parallel(limit: @3) for x in xs { x }\nprint(1)\n",
    "@1",
  ]

  @Test(arguments: places) func opener(in place: String) {
    for opener in Self.openers {
      let text = place.replacing("@", with: opener, maxReplacements: 1)
      let bracket = opener.split(separator: "\n")[0].replacing("xs", with: "")
      let start = place.prefix { $0 != "@" }.utf8.count + (opener.hasPrefix("xs") ? 2 : 0)
      let marks = Self.marks(in: text)
      // Of two brackets of a kind either may be the one that lacks its partner.
      let isMarked = marks.contains { mark in
        mark.start <= start + 1 && !mark.text.isEmpty
          && (bracket.contains(mark.text) || mark.text.hasSuffix(bracket))
      }
      #expect(isMarked, "\(text)\n\(marks.map { "\($0): \($0.text)" })")
    }
  }

  /// When a further bracket closes what was meant to be closed above, the place where it was opened is
  /// still told.
  @Test(arguments: [
    ("let a = f(1, 2\nlet b = g(3)\nprint(b))\n", 9),
    ("let a = [1, 2\nlet b = 3]\n", 8),
    ("let a = {x: 1\nlet b = 3}\n", 8),
    ("let a = (1\nlet b = 3)\n", 8),
    ("print(\"x \\(f(1\n) + y) z\")\n", 6),
  ])
  func closedFurtherDown(_ text: String, opener: Int) {
    #expect(Self.marks(in: text).contains { $0.start == opener }, "\(text)")
  }

  /// The places that diagnostics point at.
  private static func marks(in text: String) -> [SourceRange] {
    Parser.parse(SourceFile(name: "open.imgflow", text: text)).diagnostics.flatMap {
      [$0.range] + $0.labels.map(\.range)
    }
  }
}
