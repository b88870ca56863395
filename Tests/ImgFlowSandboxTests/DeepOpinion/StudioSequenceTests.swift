import Foundation
import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

/// Random sequences of calls of DeepOpinion beside a model of what they should leave.
@Suite struct StudioSequenceTests {
  /// Something that is made, listed, renamed and deleted.
  private struct Kind {
    /// Where it is listed.
    let path: String
    /// The field that says what it is.
    let field: String
    /// What else is needed to make one.
    var more = ""
    /// The ids that are there, with what they should be; in the order in which they were made.
    var model: [(id: Int, text: String)] = []
  }

  @Test(arguments: 1...4)
  func whatWasMadeIsThereAndWhatWasDeletedIsNot(seed: UInt64) async throws {
    try await Studio.with { studio in
      var random = SeededGenerator(seed: seed)
      let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASSLABEL"}"#)
      var kinds = [
        Kind(path: "/projects/\(project)/classes", field: "name"),
        Kind(path: "/projects/\(project)/labels", field: "name"),
        Kind(path: "/projects/\(project)/documents", field: "text"),
        Kind(
          path: "/projects", field: "name", more: #", "type": "ABSA""#,
          model: [(id: project, text: "p")]),
      ]
      for step in 0..<60 {
        let index = Int.random(in: 0..<kinds.count, using: &random)
        try await Self.change(&kinds[index], "thing \(step)", studio, keeping: project, &random)
        try await Self.compare(kinds[index], studio, &random)
      }
      for kind in kinds { try await Self.compare(kind, studio, &random) }
    }
  }

  /// Makes, changes or deletes one.
  private static func change(
    _ kind: inout Kind, _ text: String, _ studio: Studio, keeping project: Int,
    _ random: inout SeededGenerator
  ) async throws {
    let candidates = kind.model.indices.filter { kind.model[$0].id != project }
    guard let index = candidates.randomElement(using: &random), !random.chance(0.4) else {
      let id = try await studio.made(kind.path, #"{"\#(kind.field)": "\#(text)"\#(kind.more)}"#)
      kind.model.append((id, text))
      return
    }
    let path = "\(kind.path)/\(kind.model[index].id)"
    if random.chance(0.5) {
      let changed = try await studio.put(path, #"{"\#(kind.field)": "\#(text)"}"#)
      #expect(changed.status == 200 && changed[kind.field].asString == text, "\(changed.text)")
      kind.model[index].text = text
    } else {
      #expect(try await studio.delete(path).status == 200)
      #expect(try await studio.get(path).status == 404)
      #expect(try await studio.put(path, #"{"\#(kind.field)": "x"}"#).status == 404)
      #expect(try await studio.delete(path).status == 404)
      kind.model.remove(at: index)
    }
  }

  /// What is listed, and what is read one by one, is what should be there.
  private static func compare(
    _ kind: Kind, _ studio: Studio, _ random: inout SeededGenerator
  ) async throws {
    var found: [Int: String] = [:]
    for item in try await listed(kind, studio, limit: Int.random(in: 1...5, using: &random)) {
      let id = try #require(item.asRecord?["id"]?.asInt)
      #expect(found[id] == nil, "\(kind.path) lists \(id) twice")
      found[id] = item.asRecord?[kind.field]?.asString
    }
    let expected = Dictionary(uniqueKeysWithValues: kind.model.map { ($0.id, $0.text) })
    // The workspace has projects of its own.
    #expect(found.filter { kind.path != "/projects" || expected[$0.key] != nil } == expected)
    if let one = kind.model.randomElement(using: &random) {
      let answer = try await studio.get("\(kind.path)/\(one.id)")
      #expect(answer[kind.field].asString == one.text, "\(answer.text)")
    }
  }

  /// All items, page by page where there are pages.
  private static func listed(_ kind: Kind, _ studio: Studio, limit: Int) async throws -> [Value] {
    guard kind.field == "text" else {
      return try await studio.get(kind.path).json.asItems ?? []
    }
    var items: [Value] = []
    while true {
      let page = try await studio.get("\(kind.path)?offset=\(items.count)&limit=\(limit)")
      #expect(page["count"].asInt == kind.model.count)
      items += page["documents"].asItems ?? []
      if page["has_more"].asBool != true { return items }
    }
  }
}
