import ImgFlowReports
import TestSupport
import Testing

/// Marks in files, and that all else in them stays byte for byte.
@Suite(.blocking) struct SourceStampTests {
  private func stamped(_ text: String, _ name: String, foreign: Int = 0) -> String? {
    let stamp = SourceStamp(path: "/tmp/a.b/\(name)", "sandbox")
    return stamp?.stamped(Array(text.utf8), foreign: foreign)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    (#"{"a":1}"#, #"{"source":"sandbox","a":1}"#),
    (#"{"a": 1, "b": {}}"#, #"{"source": "sandbox", "a": 1, "b": {}}"#),
    ("{\n  \"a\": [{}]\n}\n", "{\n  \"source\": \"sandbox\",\n  \"a\": [{}]\n}\n"),
    ("{ }", #"{"source":"sandbox" }"#),
    (#"{"a\"{":"}"}"#, #"{"source":"sandbox","a\"{":"}"}"#),
    (#"{"source":"camera"}"#, #"{"imgflowSource":"sandbox","source":"camera"}"#),
    (#"{"a":{"source":1}}"#, #"{"source":"sandbox","a":{"source":1}}"#),
    (#"{"source": "partly sandbox"}"#, #"{"source": "partly sandbox"}"#),
    (#"[{"a":1},2,{}]"#, #"[{"source":"sandbox","a":1},2,{"source":"sandbox"}]"#),
    (
      "{\"a\":1}\n{\"a\":2}\n",
      "{\"source\":\"sandbox\",\"a\":1}\n{\"source\":\"sandbox\",\"a\":2}\n"
    ),
  ])
  func `JSON`(_ text: String, _ expected: String) {
    #expect(stamped(text, "a.json") == expected)
    #expect(stamped(expected, "a.jsonl") == expected)
  }

  @Test(arguments: ["[1,2]", "7", "", "{\"a\":1", "{]", "\"{}\"", "[[{}]]", "{\"a\":\"\0\"}"])
  func `what is not JSON, or has no place for a field, stays`(_ text: String) {
    #expect(stamped(text, "a.json") == nil)
  }

  @Test(arguments: [
    ("a,b\r\n1,2\r\n", "a,b,source\r\n1,2,sandbox\r\n"),
    ("a;b\n1,0;2", "a;b;source\n1,0;2;sandbox"),
    ("a\n\n1\n", "a,source\n\n1,sandbox\n"),
    (
      "\u{FEFF}a,\"b\nc\"\n\"x\"\"y,\n\",2\n",
      "\u{FEFF}a,\"b\nc\",source\n\"x\"\"y,\n\",2,sandbox\n"
    ),
    ("a,b\n1\n", "a,b,source\n1,,sandbox\n"),
    ("source,b\ncamera,1\n", "source,b,imgflowSource\ncamera,1,sandbox\n"),
    ("a,source\n1,sandbox\n2\n3,\n", "a,source\n1,sandbox\n2,sandbox\n3,sandbox\n"),
    ("a\n", "a,source\n"),
  ])
  func `CSV`(_ text: String, _ expected: String) {
    #expect(stamped(text, "a.csv") == expected)
    #expect(stamped(expected, "a.CSV") == expected)
  }

  @Test func `what was there before is left as it is`() {
    #expect(stamped("a\n1\n2\n", "a.csv", foreign: 4) == "a,source\n1,\n2,sandbox\n")
    #expect(
      stamped("{\"a\":1}\n{\"a\":2}\n", "a.ndjson", foreign: 8)
        == "{\"a\":1}\n{\"source\":\"sandbox\",\"a\":2}\n")
  }

  @Test(arguments: ["a.html", "a.svg", "a.xml", "a.md", "a.yaml"])
  func `texts are marked once`(_ name: String) throws {
    let texts = [
      "a.html": "<!DOCTYPE html><title>x</title><BODY lang=en><p>y</p></BODY>",
      "a.svg": "<svg></SVG>",
      "a.xml": "<?xml version='1.0'?>\n<a/>", "a.md": "# A", "a.yaml": "a: 1\n",
    ]
    let once = try #require(stamped(texts[name] ?? "", name))
    #expect(once.contains("sandbox") && stamped(once, name) == once)
    if name == "a.html" { #expect(once.contains("<BODY lang=en><p data-imgflow-source=")) }
  }

  @Test func `other files have no mark`() {
    for name in ["a.txt", "a", "a.json.gz"] {
      #expect(stamped("{}", name) == nil)
    }
    #expect(!SourceStamp.isNeeded(by: "a.PNG") && SourceStamp.isNeeded(by: "a.txt"))
  }
}
