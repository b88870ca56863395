import ImgFlowValues
import Testing

@Suite("JSON errors")
struct JSONErrorTests {
  @Test(arguments: [
    ("", 0, "the JSON text is empty", ""),
    ("[1,2", 4, "the JSON text ends too early", "all of it"),
    ("\"abc", 4, "the JSON text ends too early", "all of it"),
    ("[1,2,]", 5, "a comma is followed by `]`", "last comma"),
    (#"{"a":1, }"#, 8, "a comma is followed by `}`", "last comma"),
    ("['a']", 1, "expected a JSON value, found `'`", "double quotes"),
    ("{a: 1}", 1, "expected a key in double quotes, found `a`", "double quotes"),
    ("{'a': 1}", 1, "expected a key in double quotes, found `'`", "double quotes"),
    ("[1, // one\n2]", 4, "expected a JSON value, found `/`", "comment"),
    ("[1 /* one */]", 3, "expected `,` or the end of the list or object, found `/`", "comment"),
    ("[NaN]", 1, "expected a JSON value, found `NaN`", "null"),
    ("[-Infinity]", 2, "a number lacks a digit before `Infinity`", "null"),
    ("[True]", 1, "expected a JSON value, found `True`", "lower case"),
    ("[None]", 1, "expected a JSON value, found `None`", "null"),
    ("[abc]", 1, "expected a JSON value, found `abc`", "double quotes"),
    ("[1 2]", 3, "expected `,` or the end of the list or object, found `2`", "comma"),
    (#"{"a" 1}"#, 5, "expected `:` after a key, found `1`", "key"),
    ("{} {}", 3, "the JSON value is followed by `{`", "lines"),
    ("<html>", 0, "expected a JSON value, found `<`", "HTML"),
    ("[01]", 1, "a number starts with a zero: `01`", "leading"),
    ("[.5]", 1, "expected a JSON value, found `.5`", "before the point"),
    ("[+5]", 1, "expected a JSON value, found `+5`", "plus"),
    ("[1.]", 3, "a number lacks a digit before `]`", "1.5"),
    ("[1e400]", 1, "the number `1e400` is too large for a float", "1.8e308"),
    ("[\"a\nb\"]", 3, "a string contains the control character U+000A", "\\n"),
    ("[\"\u{1}\"]", 2, "a string contains the control character U+0001", "\\u0001"),
    (#"["\x41"]"#, 2, #"an unknown escape `\x41` in a string"#, #"\u"#),
    (#"["\ud83d!"]"#, 2, #"`\ud83d` is half of a surrogate pair"#, "both halves"),
    ("[\u{0}]", 1, "expected a JSON value, found the control character U+0000", ""),
    ("[é]", 1, "expected a JSON value, found `é`", "double quotes"),
  ])
  func messages(_ text: String, _ offset: Int, _ message: String, _ help: String) {
    do throws(JSONError) {
      _ = try JSON.parse(text)
      Issue.record("no error")
    } catch {
      #expect(error.offset == offset)
      #expect(error.message == message)
      #expect(help.isEmpty ? error.help == nil : error.help?.contains(help) == true)
    }
  }

  @Test func places() {
    do throws(JSONError) {
      _ = try JSON.parse("{\n  \"ä\": 1,\n  \"ö\": x\n}")
      Issue.record("no error")
    } catch {
      #expect(error.offset == 21 && error.line == 3 && error.column == 8)
      #expect(error.valueError.kind == .parse)
      #expect(error.valueError.message.hasSuffix("(line 3, column 8, byte 21)"))
    }
  }
}
