import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What the manuals say about webhooks is what the sandbox sends.
@Suite struct WebhookManualTests {
  private static let vendors = EmulatorTable.kinds.map { $0.name }

  /// The section of a manual.
  private static func section(_ name: String) throws -> String {
    let page = Repository.fixture("../../docs/vendors/\(name).md").standardizedFileURL
    let parts = try String(contentsOf: page, encoding: .utf8)
      .components(separatedBy: "\n## Webhooks\n")
    return try #require(parts.dropFirst().first, "the manual of \(name) says nothing of webhooks")
      .components(separatedBy: "\n## ")[0]
  }

  /// A vendor whose operations take an address for them sends some.
  @Test(arguments: vendors)
  func everyManualHasThePayloadOrSaysThatThereIsNone(_ name: String) throws {
    let section = try Self.section(name)
    let vendor = try OperationScript(name, at: "").vendor
    let names = vendor.operations.flatMap { [$0.name] + $0.parameters.map(\.name) }
    let sendsSome = names.contains { $0.lowercased().contains("webhook") }
    #expect(section.contains("```json") == sendsSome)
    #expect(section.contains("sends no webhooks") != sendsSome)
  }

  /// What makes a webhook be sent.
  private static let scripts = [
    "expoze": """
    expoze.setWebhook(receiver)
    waitFor(expoze.createJob(expoze.upload(picture).mediaId), every: 50ms)
    """,
    "hautai": """
    hautai.createWebhook(receiver)
    waitFor(hautai.measure(hautai.createSubject("volunteer").id, picture), every: 50ms)
    """,
    "deepopinion": """
    use deepopinion
    let project = createProject("Hotels", "CLASSLABEL").id
    let session = waitFor(uploadLabelingFile(project, "\\(texts)/labelled.csv"), every: 50ms)
    let model = waitFor(train(project, name: "hotels", annotation_ids: [session.id]), every: 50ms)
    createHitl(project, name: "Doubtful", model_id: model.id, is_live: true, webhook_url: receiver)
    extract(project, model.id, "\\(texts)/invoice.pdf")
    """,
  ]

  @Test(arguments: scripts.keys.sorted())
  func thePayloadOfTheManualIsWhatIsSent(_ name: String) async throws {
    let example = try #require(Self.section(name).firstMatch(of: /(?s)```json\n(.*?)```/)?.1)
    let expected = try JSON.parse(Array(String(example).utf8))
    let received = try await Self.received(Self.scripts[name] ?? "") { body in
      (try? JSON.parse(Array(body.utf8))).map { Self.matches($0, expected) } ?? false
    }
    let payloads = try received.map { try JSON.parse(Array($0.utf8)) }
    let forms = payloads.map(Self.form)
    #expect(
      payloads.contains { Self.matches($0, expected) },
      "the manual has \(Self.form(expected)), sent were \(forms)")
  }

  /// What is sent until something is as wanted, or nothing more is likely to come.
  private static func received(
    _ script: String, until isWanted: @escaping @Sendable (String) -> Bool
  ) async throws -> [String] {
    try await TestSandbox.with {
      $0.timeScale = 100
    } _: { sandbox in
      let (bodies, continuation) = AsyncStream.makeStream(of: [String].self)
      try await Receiver.with { receiver in
        let start = "param receiver: string\nparam picture: path\nparam texts: path\n"
        _ = await OperationScript.run(
          start + script, .sandbox(at: sandbox.url),
          parameters: [
            "receiver": .string(receiver.url),
            "picture": .string(Repository.fixture("images/cat.jpg").path),
            "texts": .string(Repository.fixture("texts").path),
          ])
        for _ in 0..<400 where !receiver.bodies.contains(where: isWanted) {
          try await Task.sleep(for: .milliseconds(50))
        }
        continuation.yield(receiver.bodies)
      }
      var iterator = bodies.makeAsyncIterator()
      return await iterator.next() ?? []
    }
  }

  /// Whether a value has the keys and kinds of another; where either is null, anything goes.
  private static func matches(_ value: Value, _ other: Value) -> Bool {
    if value.isNull || other.isNull { return true }
    if let (record, example) = pair(value.asRecord, other.asRecord) {
      return record.keys.map(\.text) == example.keys.map(\.text)
        && zip(record.values, example.values).allSatisfy(matches)
    }
    if let (list, example) = pair(value.asList, other.asList) {
      guard let first = example.items.first else { return true }
      return list.items.allSatisfy { matches($0, first) }
    }
    return value.isNumber ? other.isNumber : value.type == other.type
  }

  private static func pair<Part>(_ one: Part?, _ other: Part?) -> (Part, Part)? {
    if let one, let other { (one, other) } else { nil }
  }

  private static func form(_ value: Value) -> String {
    if let record = value.asRecord {
      let entries = zip(record.keys, record.values).map { "\($0.text): \(form($1))" }
      return "{\(entries.joined(separator: ", "))}"
    }
    if let list = value.asList { return "[\(list.items.first.map(form) ?? "")]" }
    return "\(value.type)"
  }
}
