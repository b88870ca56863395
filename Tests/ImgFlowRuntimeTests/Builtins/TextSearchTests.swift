import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowRuntime

@Suite struct TextSearchTests {
  @Test(arguments: [
    ("a,b", ",", ["a", "b"]), (",,", ",", ["", "", ""]), ("abc", "x", ["abc"]),
    ("aabaabaaab", "aab", ["", "", "a", ""]), ("né,é", "é", ["n", ",", ""]), ("", "a", [""]),
  ])
  func splits(_ text: String, _ separator: String, _ parts: [String]) throws {
    var found: [String] = []
    let (text, separator) = (StringObject(text), StringObject(separator))
    try TextParts.separated(text, by: separator, limit: .max, TextScratch()) {
      found.append($0.asString ?? "")
      return true
    }
    #expect(found == parts)
  }

  @Test func findsLikeTheObviousWay() {
    var generator = TestSeed.numbers(for: "searches of bytes")
    for _ in 0..<500 {
      let text = randomText(40, using: &generator)
      let part = randomText(3, using: &generator)
      let expected = (0...max(0, text.count - part.count)).first {
        text.dropFirst($0).hasPrefix(part)
      }
      let found = TextSearch.firstOffset(of: StringObject(part), in: StringObject(text))
      #expect(found == expected, "\(TestSeed.advice)")
    }
  }

  /// Strings in which nearly every place looks like a beginning.
  @Test(arguments: [2, 30, 300], [0, 1, 2000, 5000])
  func findsAmongBeginnings(_ length: Int, _ count: Int) {
    let part = String(repeating: "ab", count: length) + "c"
    let beginnings = String(repeating: "ab", count: count)
    let found = TextSearch.firstOffset(
      of: StringObject(part), in: StringObject(beginnings + "x" + beginnings + part + part))
    #expect(found == 4 * count + 1)
    #expect(!TextSearch.contains(StringObject(part), in: StringObject(beginnings)))
  }

  private func randomText(_ length: Int, using generator: inout some RandomNumberGenerator)
    -> String
  {
    String(
      (0..<Int.random(in: 0...length, using: &generator)).map { _ in
        Bool.random(using: &generator) ? "a" : "b"
      })
  }
}
