import TestSupport
import Testing

@testable import ImgFlowSyntax

@Suite struct QuantityTests {
  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 KB"), (9_949, "9.9 KB"),
    (9_950, "10 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (1_234_567, "1.2 MB"),
    (15_000_000_000, "15 GB"), (.max, "9.2 EB"),
  ])
  func `bytes are in the unit that fits`(_ count: Int, _ text: String) {
    #expect(Quantity.bytes(count) == text)
  }

  @Test func `the text of a number of bytes is near it`() throws {
    let units: [Substring: Double] = [
      "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15, "EB": 1e18,
    ]
    var random = TestSeed.numbers(for: "bytes")
    for _ in 0..<2_000 {
      let count =
        Int.random(in: 1000...(.max), using: &random) >> Int.random(in: 0...50, using: &random)
      guard count >= 1000 else { continue }
      let parts = Quantity.bytes(count).split(separator: " ")
      let value = try #require(Double(parts[0])) * #require(units[parts[1]])
      #expect(abs(value / Double(count) - 1) <= 0.05, "\(count) is \(parts)")
      #expect(parts[0].count <= 3, "\(count) is \(parts)")
    }
  }

  @Test func `one thing has another word than several`() {
    #expect(Quantity.of(1, "item") == "1 item")
    #expect(Quantity.of(0, "item") == "0 items")
    #expect(Quantity.of(6, "key") == "6 keys")
    #expect(Quantity.of(2_113, "entry") == "2,113 entries")
    #expect(Quantity.grouped(.min) == "-9,223,372,036,854,775,808")
  }

  @Test func `hexadecimal digits have zeros before them`() {
    #expect(HexDigits.of(10, count: 2) == "0A")
    #expect(HexDigits.of(0x1F642, count: 4) == "1F642")
    #expect(HexDigits.of(bytes: [0, 255, 127]) == "00ff7f")
  }

  @Test func `a near name is suggested`() {
    #expect(NearNames.hint(for: "filtr", in: ["map", "filter"]) == "did you mean `filter`?")
    #expect(NearNames.hint(for: "zz", in: ["map", "filter"]) == nil)
  }
}
