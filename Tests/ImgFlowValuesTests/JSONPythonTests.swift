import ImgFlowValues
import TestSupport
import Testing

/// What CPython's `json` reads, this reader reads alike, and refuses alike.
@Suite("JSON as CPython reads it", .blocking)
struct JSONPythonTests {
  /// Reads lines of `[text, what was read or null]` and prints those it disagrees with.
  static let script = """
    import json, sys
    def refuse(name): raise ValueError(name)
    def parse(text): return json.loads(text, parse_constant=refuse)
    for line in sys.stdin:
        text, written = json.loads(line)
        try: expected = repr(parse(text))
        except ValueError: expected = None
        actual = None if written is None else repr(parse(written))
        if expected is not None and ("inf" in expected or "\\\\ud" in expected): continue
        if text.startswith("\\ufeff"): continue
        if expected != actual: print(ascii(text), expected, actual)
    """

  @Test
  func agreesWithCPython() throws {
    var generator = SeededRandom(seed: 11)
    var texts = JSONGrammarCases.accepted + JSONGrammarCases.rejected
    for _ in 0..<1000 {
      let text = try JSON.text(of: RandomValue.make(depth: 4, using: &generator), indent: 1)
      texts.append(text)
      var bytes = Array(text.utf8)
      for _ in 0..<3 {
        let index = Int.random(in: bytes.indices, using: &generator)
        bytes[index] = UInt8.random(in: 0x09...0x7E, using: &generator)
      }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    let lines = try texts.map { text in
      let written = (try? JSON.parse(text)).flatMap { try? JSON.text(of: $0) }
      return try JSON.text(of: .list([.string(text), written.map { .string($0) } ?? .null]))
    }
    #expect(try Python.run(Self.script, input: lines.joined(separator: "\n")) == "")
  }
}
