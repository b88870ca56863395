import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// The filters by text of DeepOpinion and Haut.AI find, and do not find, what AssetZen's search does: they
/// regard neither case nor diacritics nor the form of a letter, in any script.
@Suite struct FilterTests {
  private static let cases: [(text: String, word: String, isFound: Bool)] = [
    ("Straßenhund", "strassenhund", true), ("STRASSENHUND", "straßenhund", true),
    ("日本の港", "日本", true), ("日本の港", "本日", false), ("İstanbul", "istanbul", true),
    ("Istanbul", "İSTANBUL", true), ("Diyarbakır", "DIYARBAKIR", true),
    ("Crème brûlée", "creme BRULEE", true), ("Cre\u{300}me", "crème", true),
    ("Crème", "cre\u{300}me", true), ("Crème", "crom", false), ("Łódź", "lodz", true),
    ("ὈΔΥΣΣΕΎΣ", "οδυσσευς", true), ("كِتَاب", "كتاب", true), ("Ёлка", "елка", true),
    ("서울의 밤", "서울", true), ("ﬁne ＡＢＣ", "fine abc", true), ("a😀b", "😀", true),
    ("Ångström", "A\u{30A}NGSTRO\u{308}M", true), ("100 %", "100 %", true), ("a_b", "a%b", false),
    ("plain", "%", false), ("it's", "'", true),
  ]

  @Test func deepOpinionFolds() async throws {
    try await Studio.with { studio in
      let (project, _, model) = try await studio.trained("CLASSLABEL")
      let texts = Self.cases.map(\.text)
      let list = try Self.json(texts.map { ["text": $0] })
      let group = try await studio.made(
        "/projects/\(project)/groups", #"{"documents": \#(list), "name": "g"}"#)
      let analysis = try await studio.made(
        "/analyses", #"{"documents": \#(list), "model_id": \#(model)}"#)
      try await studio.step()
      let listings = [
        ("/projects/\(project)/documents", "documents", "text"),
        ("/projects/\(project)/groups/\(group)/documents", "", "text"),
        ("/analyses/\(analysis)/documents", "documents", "text"),
      ]
      for (path, key, field) in listings {
        try await Self.expect(path) { word in
          let answer = try await studio.get("\(path)?limit=1000&search=\(Self.encoded(word))")
          let items = key.isEmpty ? answer.json.asItems : answer[key].asItems
          return (items ?? []).compactMap { $0.asRecord?[field]?.asString }
        }
      }
    }
  }

  @Test func deepOpinionFoldsNamesOfModels() async throws {
    try await Studio.with { studio in
      let (_, _, model) = try await studio.trained("CLASSLABEL")
      for (text, word, isFound) in Self.cases {
        let named = try await studio.put(
          "/models/\(model)", try Self.json(["display_name": text]))
        #expect(named.status == 200, "\(named.text)")
        let found = try await studio.get("/models?search=\(Self.encoded(word))")["count"].asInt
        #expect(found == (isFound ? 1 : 0), "\(word) in \(text)")
      }
    }
  }

  @Test func hautaiFolds() async throws {
    try await HautaiClient.with { client in
      let listings = [
        ("\(client.company)/datasets/short_list/", "\(client.company)/datasets/"),
        ("/api/v1/auth/private_tokens/", "/api/v1/auth/private_tokens/"),
      ]
      for (path, place) in listings {
        for text in Set(Self.cases.map(\.text)) {
          let made = try await client.post(place, try Self.json(["name": text]))
          #expect(made.status < 300, "\(place): \(made.text)")
        }
        try await Self.expect(path) { word in
          let answer = try await client.get("\(path)?page_size=100&q=\(Self.encoded(word))")
          let items = answer.json.asItems ?? answer["results"].asItems ?? []
          return items.compactMap { $0.asRecord?["name"]?.asString }
        }
      }
    }
  }

  private static func expect(
    _ place: String, _ find: (String) async throws -> [String]
  ) async throws {
    for (text, word, isFound) in cases {
      let found = try await find(word)
      #expect(found.contains(text) == isFound, "\(place): \(word) in \(text), found \(found)")
    }
  }

  private static func json(_ value: some Sendable) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { "%" + String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
  }
}
