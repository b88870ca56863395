import TestSupport
import Testing

@testable import ImgFlowRuntime

@Suite struct ByteSearchTests {
  @Test(arguments: [
    ("a,b", ",", ["a", "b"]), (",,", ",", ["", "", ""]), ("abc", "x", ["abc"]),
    ("aabaabaaab", "aab", ["", "", "a", ""]), ("né,é", "é", ["n", ",", ""]), ("", "a", [""]),
  ])
  func splits(_ text: String, _ separator: String, _ parts: [String]) {
    let search = ByteSearch(separator)
    var text = text
    let found = text.withUTF8 { bytes in
      var found: [String] = []
      var start = 0
      while let place = search.first(in: bytes, from: start) {
        found.append(String(decoding: bytes[start..<place], as: UTF8.self))
        start = place + search.count
      }
      return found + [String(decoding: bytes[start...], as: UTF8.self)]
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
      guard !part.isEmpty else { continue }
      #expect(ByteSearch(part).first(in: text) == expected, "\(TestSeed.advice)")
    }
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
