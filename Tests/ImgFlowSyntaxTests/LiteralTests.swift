import ImgFlowSyntax
import Testing

@Suite struct LiteralTests {
  @Test(arguments: [
    ("0", "0"), ("1_000", "1000"), ("0xFF", "255"), ("0b1010", "10"), ("0xff_ff", "65535"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    ("0x1_0000_0000_0000_0000", "18446744073709551616"),
    ("0xFFFFFFFFFFFFFFFFFFFFFFFF", "79228162514264337593543950335"),
    ("1.5", "1.5"), ("3.0", "3.0"), ("1e3", "1000.0"), ("2.5E-3", "0.0025"), ("1_0.2_5", "10.25"),
    ("250ms", "250 ms"), ("1h30m", "5400000 ms"), ("1d2h3m4s5ms", "93784005 ms"),
    ("60_480s", "60480000 ms"), ("0s", "0 ms"), ("1y6mo", "18 mo"), ("1_0mo", "10 mo"),
    ("10KB", "10000"), ("30MB", "30000000"), ("2GiB", "2147483648"), ("10KiB", "10240"),
  ])
  func numbers(_ text: String, _ expected: String) { #expect(dump(text) == expected) }

  @Test(
    arguments: [
      ("5min", "write `5m`"), ("1m30", "write a unit after it, such as `1m30s`"),
      ("10mb", "write `10MB`"), ("10K", "write `10KB`"), ("2hours", "write `2h`"),
      ("30m1h", "write days, hours, minutes, seconds, milliseconds: `1d2h3m4s5ms`"),
      ("1h1h", "write days, hours, minutes, seconds, milliseconds: `1d2h3m4s5ms`"),
      ("1mo1y", "write years and months: `1y6mo`"), ("2years", "write `2y`"),
      ("1mo3d", "add one after the other to a time: `t + 1mo + 3d`"),
      ("1.5s", "write it in a smaller unit, such as `1s500ms` or `1500KB`"),
      ("3px", "durations are `d h m s ms`, periods are `y mo`, sizes are `KB MB GB KiB MiB GiB`"),
      ("007", "write `7`"), ("00", "write `0`"), ("1__0", "write `10`"), ("1_", "write `1`"),
      ("0xG", "write digits and `A` to `F` after `0x`"), ("0b2", "write `0` and `1` after `0b`"),
      ("1e", "write `1e3`, for example"), ("1e999", "the largest is about 1.8e308"),
      ("99999999999999999999d", nil), ("1.2.3", nil),
    ] as [(String, String?)])
  func badNumbers(_ text: String, _ help: String?) {
    let diagnostics = parse(text).diagnostics
    #expect(diagnostics.map(\.code.rawValue) == ["P0003"])
    #expect(diagnostics.first?.help == help)
  }

  @Test(arguments: [
    (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u00e9\uD83D\uDE00\u{1F600}""#, "é😀😀"), ("'raw \\n ''x'''", "raw \\n 'x'"), ("''", ""),
    ("\"\"\"\n  a\n    b\n\n  c\n  \"\"\"", "a\n  b\n\nc"), ("\"\"\"\n\"\"\"", ""),
    ("\"\"\"\n  \"\"\"", ""), ("\"\"\"\n\n  \"\"\"", ""), ("\"\"\"\r\n a\r\n b\r\n \"\"\"", "a\nb"),
    ("\"\"\" \n\ta \"\"b\"\" \\\"\"\"\n\t\"\"\"", "a \"\"b\"\" \"\"\""),
  ])
  func strings(_ text: String, _ expected: String) {
    let result = parse(text)
    #expect(result.diagnostics.map(\.message) == [])
    guard case .expression(let value)? = result.tree.statements.first?.kind,
      case .string(let found) = value.kind
    else {
      Issue.record("\(text) is no string")
      return
    }
    #expect(found == expected)
  }

  @Test(arguments: [
    (#""\q""#, "unknown escape `\\q`"), (#""\x41""#, "unknown escape `\\x`"),
    (#""\u12""#, "`\\u` needs four hexadecimal digits"),
    (#""\uD83D""#, "this is half of a character (a lone surrogate)"),
    (#""\uD83D\u0041""#, "this is half of a character (a lone surrogate)"),
    (#""\uDE00""#, "this is half of a character (a lone surrogate)"),
    (#""\u{110000}""#, "not a character"),
    (#""\u{""#, "`\\u{` needs hexadecimal digits and `}`"), (#""\é""#, "unknown escape `\\é`"),
  ])
  func badEscapes(_ text: String, _ message: String) {
    #expect(
      parse(text).diagnostics.map { "\($0.code.rawValue) \($0.message)" } == ["P0005 " + message])
  }

  @Test func interpolatedTextKeepsItsIndentation() {
    #expect(
      dump("\"\"\"\n  a \\(b)\n    \\(c) d\n  \"\"\"")
        == "interpolation\n  \"a \"\n  b\n  \"\\n  \"\n  c\n  \" d\"")
  }

  @Test(arguments: [
    "\"\"\"a\"\"\"", "\"\"\"\n  a\"\"\"", "\"\"\"\n a\n  \"\"\"", "\"\"\"\n \\(a)\n  \"\"\"",
    "\"\"\"\n  a\n\tb\n  \"\"\"",
  ])
  func badLayouts(_ text: String) {
    #expect(Set(parse(text).diagnostics.map(\.code.rawValue)) == ["P0006"])
  }
}
