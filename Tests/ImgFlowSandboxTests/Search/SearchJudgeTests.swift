import Foundation
import GRDB
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What searches find, judged by Python's own tables of Unicode.
@Suite(.blocking) struct SearchJudgeTests {
  /// Two texts are the same for the sandbox when they are for the judge, and only then.
  @Test func textsAreFoldedAsByTheJudge() throws {
    let pairs = try Self.judge("fold").map { $0.asList?.items.compactMap(\.asString) ?? [] }
    #expect(pairs.count > 10_000)
    var judged: [String: String] = [:]
    var folded: [String: String] = [:]
    for pair in pairs where pair.count == 2 {
      let (text, fold) = (pair[0], FoldedText.fold(pair[0]))
      #expect(FoldedText.fold(fold) == fold, "\(text)")
      #expect(judged.updateValue(fold, forKey: pair[1]) ?? fold == fold, "\(text)")
      #expect(folded.updateValue(pair[1], forKey: fold) ?? pair[1] == pair[1], "\(text)")
    }
  }

  @Test func namesAreFoundAsByTheJudge() async throws {
    var random = SeededRandom(seed: 3)
    let names = (0..<150).map { _ in Self.name(&random) }
    let queries = (0..<600).map { _ in
      Self.query(names.randomElement(using: &random) ?? "", &random)
    }
    let given = ["names": names, "queries": queries]
    let expected = try Self.judge("find", JSONEncoder().encode(given))
      .map { $0.asList?.items.compactMap(\.asInt) ?? [] }
    let found = try await Self.find(queries, in: names)
    #expect(expected.count == queries.count)
    #expect(expected.count { !$0.isEmpty } > 300)
    for (query, (found, expected)) in zip(queries, zip(found, expected)) {
      #expect(found == expected, "\(query): \(found.map { names[$0] })")
    }
  }

  // MARK: - What is generated

  private static let words = [
    "Straßenhund", "STRASSE", "İstanbul", "ısı", "Ὀδυσσεύς", "ΟΔΟΣ", "οδός", "café", "cafe\u{301}",
    "Łódź", "smørrebrød", "Ångström", "ﬁne", "Ｆｕｌｌ", "mp3", "İ", "ñandú", "Ёлка", "елка", "Київ",
    "كِتَاب", "كتاب", "أحمد", "احمد", "שָׁלוֹם", "שלום", "हिन्दी", "বাংলা", "日本の港", "東京", "カフェ",
    "ｶﾌｪ", "がか", "서울역", "แมวน้ำ", "กำแพง", "ພາສາ", "ភាសា", "မြန်မာ", "Ǆungla", "x²", "½", "😀",
    "€5", "don't", "a_b", "IMG-2041", "naïve", "NAÏVE", "Ⅷ", "ﷺ",
  ]
  private static let gaps = [" ", " ", "-", ", ", ".", "\u{0}", "\u{3000}", "・"]

  private static func name(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 1...4, using: &random)).reduce("") { name, _ in
      name + (words.randomElement(using: &random) ?? "")
        + (gaps.randomElement(using: &random) ?? "")
    }
  }

  /// Parts of a name, spelt otherwise, or of no name.
  private static func query(_ name: String, _ random: inout SeededRandom) -> String {
    let characters = Array(name)
    let start = Int.random(in: 0..<characters.count, using: &random)
    let end = Int.random(in: start..<characters.count, using: &random)
    let part = String(characters[start...end]).replacing("\"", with: "")
    return switch Int.random(in: 0..<8, using: &random) {
    case 0: name.uppercased()
    case 1: name.decomposedStringWithCanonicalMapping.lowercased()
    case 2: "\"\(part)\""
    case 3: part.trimmingCharacters(in: .whitespaces) + "*"
    case 4: (words.randomElement(using: &random) ?? "").uppercased()
    case 5: (words.randomElement(using: &random) ?? "").prefix(2) + "*"
    default: part
    }
  }

  // MARK: - Both sides

  private static func find(_ queries: [String], in names: [String]) async throws -> [[Int]] {
    let store = try SandboxStore(file: nil)
    defer { store.close() }
    return try await store.database.write { db in
      for (number, name) in names.enumerated() {
        try AssetZenWords(id: Int64(number), tags: [], fileName: name).index(db)
      }
      return try queries.map { query in
        let patterns = SearchQuery(query).patterns
        let found = try patterns.map { pattern in
          Set(
            try Int.fetchAll(
              db, sql: "SELECT rowid FROM assetzenImageText WHERE assetzenImageText MATCH ?",
              arguments: [pattern]))
        }
        guard let first = found.first else { return [] }
        return found.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
      }
    }
  }

  private static func judge(_ command: String, _ input: Data? = nil) throws -> [Value] {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "input.json")
    try input?.write(to: file)
    let printed = try Python.run(
      fixture: "search/judge.py", [command] + (input == nil ? [] : [file.path]))
    return try JSON.parse(Array(printed.utf8)).asList.map { Array($0.items) } ?? []
  }
}
