import TestSupport
import Testing

@testable import ImgFlowValues

/// Paths are compared by their bytes, which arrays of bytes judge.
@Suite struct PathTextTests {
  private static let pieces = [
    "/", "/", "/", "a", ".", "e", "\u{e9}", "e\u{301}", "\u{301}", "日", "👩‍👩‍👦", "\u{200d}", "..",
  ]

  private static func bytes(_ text: some StringProtocol) -> [UInt8] { Array(text.utf8) }

  @Test func `parts are what bytes say`() {
    var random = TestSeed.numbers(for: "paths")
    func path(_ length: ClosedRange<Int>) -> String {
      (0..<Int.random(in: length, using: &random))
        .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let slash = UInt8(ascii: "/")
    for _ in 0..<20_000 {
      let text = path(0...8)
      let names = Self.bytes(text).split(separator: slash).map(Array.init)
      #expect(text.pathNames.map(Self.bytes) == names, "\(TestSeed.advice)")
      #expect(Self.bytes(text.lastPathName) == names.last ?? Self.bytes(text))
      #expect(text.isAbsolutePath == (Self.bytes(text).first == slash))
      #expect(text.hasSlash == Self.bytes(text).contains(slash))
      let parts = text.partsAtLastSlash
      #expect(
        Self.bytes(parts?.folder ?? "") + Self.bytes(parts?.name ?? text[...]) == Self.bytes(text))
      #expect((parts != nil) == text.hasSlash && !String(parts?.name ?? "").hasSlash)
    }
  }

  @Test func `a path is inside a folder if its bytes go on with a slash`() {
    var random = TestSeed.numbers(for: "folders")
    for _ in 0..<20_000 {
      let folder = "/" + (Self.pieces.dropFirst(3).randomElement(using: &random) ?? "")
      let rest = (0..<3).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let path = Bool.random(using: &random) ? folder + rest : "/" + rest
      let (whole, start) = (Self.bytes(path), Self.bytes(folder))
      let isInside = whole.starts(with: start + [UInt8(ascii: "/")])
      let inner: [UInt8]? =
        whole == start ? [] : isInside ? Array(whole.dropFirst(start.count + 1)) : nil
      #expect(path.path(inside: folder).map(Self.bytes) == inner, "\(TestSeed.advice)")
      #expect(path.path(inside: "/").map(Self.bytes) == Array(whole.dropFirst()))
    }
  }

  @Test func `names that look alike are different keys`() {
    let keys = ["\u{e9}", "e\u{301}", "a", "/", "/\u{301}"].map(PathKey.init)
    #expect(Set(keys).count == keys.count)
    #expect(
      keys.sorted().map { Self.bytes($0.text) }
        == keys.map { Self.bytes($0.text) }.sorted {
          $0.lexicographicallyPrecedes($1)
        })
  }
}
