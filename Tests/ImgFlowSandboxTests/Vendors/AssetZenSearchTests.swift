import Foundation
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Searches over HTTP: which image is found, in which order, and that no query is too much.
@Suite struct AssetZenSearchTests {
  private static let sid = "BAhrYglpKW5u"

  @Test(arguments: [
    ("日本の港", "日本"), ("日本の港", "の港"), ("Straßenhund", "strassenhund"),
    ("STRASSENHUND", "straßenhund"),
    ("İstanbul", "istanbul"), ("Istanbul", "İSTANBUL"), ("ὈΔΥΣΣΕΎΣ", "οδυσσευς"), ("Łódź", "lodz"),
    ("كِتَاب", "كتاب"), ("แมวน้ำในทะเล", "ทะเล"), ("서울의 밤", "서울"), ("Crème brûlée", "creme BRULEE"),
    ("Crème brûlée", "\"crème brûlée\""), ("Crème brûlée", "bru*"),
    ("Crème brûlée", "\"creme br\"*"),
    ("a😀b", "😀"), ("Tom & Jerry", "tom and jerry"), ("C++", "c"), ("Ёлка", "елка"),
  ])
  func isFound(title: String, query: String) async throws {
    try await TestSandbox.with { sandbox in
      try await Self.set(sandbox, ["title": title, "description": "and"])
      let answer = try await Self.search(sandbox, query)
      #expect(answer["images.0.sid"].asString == Self.sid, "\(answer.text.prefix(200))")
      #expect(answer["count"].asInt == answer["images"].asList?.items.count)
    }
  }

  @Test(arguments: [
    ("Crème brûlée", "\"brûlée crème\""), ("Crème brûlée", "brul"),
    ("Crème brûlée", "creme caramel"),
    ("日本の港", "本日"), ("Harbourmaster", "harbourmas"), ("Straßenhund", "strasse"), ("x", "\"\""),
    ("x", "*"), ("x", "\u{0}"), ("x", "'"),
  ])
  func isNotFound(title: String, query: String) async throws {
    try await TestSandbox.with { sandbox in
      try await Self.set(sandbox, ["title": title])
      let answer = try await Self.search(sandbox, query)
      #expect(answer.status == 200 && answer["count"].asInt == 0, "\(answer.text.prefix(200))")
    }
  }

  /// A title counts more than a description, and what says it twice more than what says it once.
  @Test func theMostRelevantComeFirst() async throws {
    try await TestSandbox.with { sandbox in
      let all = try await Self.search(sandbox, "")
      let sids =
        all["images"].asList?.items.prefix(3)
        .compactMap { $0.asRecord?["sid"]?.asString } ?? []
      try #require(sids.count == 3)
      try await Self.set(sandbox, ["title": "x", "description": "a zebra far away"], sids[0])
      try await Self.set(sandbox, ["title": "A zebra", "description": "x"], sids[1])
      try await Self.set(sandbox, ["title": "Zebra and zebra", "description": "zebra"], sids[2])
      let found = try await Self.search(sandbox, "zebra")
      let order = found["images"].asList?.items.compactMap { $0.asRecord?["sid"]?.asString }
      #expect(order == [sids[2], sids[1], sids[0]])
      let second = try await sandbox.get(
        "/assetzen/images.json?q=zebra&limit=1&page=2", token: "sandbox")
      #expect(second["images.0.sid"].asString == sids[1] && second["count"].asInt == 3)
    }
  }

  @Test func noQueryIsTooMuch() async throws {
    try await TestSandbox.with { sandbox in
      let many = (0..<2000).map { "w\($0)" }.joined(separator: " ")
      let queries = [
        "\"", "\"a", "a\"b", "AND", "a AND OR NOT b", "NEAR(a b)", "a*b*", "**", "title:a", "^a",
        "-a",
        "a -b", "(", "a)", "{", "'; DROP TABLE assetzenImage; --", "\u{0}a\u{0}", "\u{FFFF}", "👩‍👩‍👧",
        "\u{301}", String(repeating: "\"", count: 3000), String(repeating: "a", count: 10_000),
        String(repeating: "日", count: 3000), String(repeating: "a* ", count: 3000), many,
        String(repeating: "(", count: 5000),
      ]
      for query in queries {
        let answer = try await Self.search(sandbox, query)
        #expect(answer.status == 200, "\(query.prefix(40)): \(answer.text.prefix(200))")
      }
      for bytes in ["%FF", "%C3", "%00", "%"] {
        let path = "/assetzen/images.json?q=\(bytes)"
        #expect(try await sandbox.get(path, token: "sandbox").status < 500, "\(bytes)")
      }
    }
  }

  @Test func tagsAreComparedFolded() async throws {
    try await TestSandbox.with { sandbox in
      try await Self.set(sandbox, ["tags": ["Straße", "日本"]])
      for (tag, count) in [("STRASSE", 1), ("日本", 1), ("日", 0), ("strass", 0)] {
        let answer = try await sandbox.get(
          "/assetzen/images.json?tags%5B%5D=\(Self.encoded(tag))", token: "sandbox")
        #expect(answer["count"].asInt == count, "\(tag)")
      }
    }
  }

  private static func set(
    _ sandbox: TestSandbox, _ fields: [String: any Sendable], _ sid: String = sid
  ) async throws {
    let body = try JSONSerialization.data(withJSONObject: fields)
    let answer = try await sandbox.send(
      "PATCH", "/assetzen/images/\(sid).json", token: "sandbox",
      headers: ["Content-Type": "application/json"], body: .bytes(ByteBuffer(bytes: body)))
    #expect(answer.status == 200, "\(answer.text)")
  }

  private static func search(
    _ sandbox: TestSandbox, _ query: String
  ) async throws -> TestSandbox.Answer {
    try await sandbox.get(
      "/assetzen/images.json?q=\(encoded(query))&limit=500", token: "sandbox")
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { "%" + String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
  }
}
