import ImgFlowValues
import Testing

@testable import ImgFlowRuntime

@Suite struct GlobTests {
  @Test(arguments: [
    ("a.jpg", "*.jpg"), ("a", "*"), ("abc", "a?c"), ("abc", "a*c"), ("aXbXc", "a*b*c"),
    ("b", "[a-c]"), ("-", "[a-]"), ("d", "[!a-c]"), (".x", ".*"), ("日", "?"), ("aaa", "*a*a*"),
  ])
  func matches(_ name: String, _ pattern: String) {
    #expect(Glob.matches(name, pattern[...]))
  }

  @Test(arguments: [
    ("a.png", "*.jpg"), (".hidden", "*"), ("ab", "?"), ("b", "[!a-c]"), ("", "?"), ("abd", "a*c"),
    ("a", "[]"),
  ])
  func doesNotMatch(_ name: String, _ pattern: String) {
    #expect(!Glob.matches(name, pattern[...]))
  }

  /// Many stars take time in proportion to the product of the lengths, not more.
  @Test func isNotExponential() {
    let pattern = String(repeating: "a*", count: 30) + "b"
    #expect(!Glob.matches(String(repeating: "a", count: 200), pattern[...]))
  }

  @Test func expandsBraces() throws {
    let glob = try Glob("{a,b{1,2}}/*.{jpg,}")
    let texts = glob.alternatives.map { $0.joined(separator: "/") }
    #expect(texts == ["a/*.jpg", "a/*.", "b1/*.jpg", "b1/*.", "b2/*.jpg", "b2/*."])
  }

  @Test(arguments: ["", "{a", "a{b,{c}", "[a", "x/[b/c"])
  func refuses(_ pattern: String) {
    #expect(throws: ValueError.self) { try Glob(pattern) }
  }

  @Test func limitsAlternatives() {
    let error = #expect(throws: ValueError.self) {
      try Glob(String(repeating: "{a,b}", count: 40))
    }
    #expect(error?.kind == .limit)
  }
}
