import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

/// The answers that the vendors' documents show are read without loss.
@Suite("The documents' own samples")
struct SampleTests {
  private static func samples(_ name: String) throws -> RecordObject {
    let text = TextFile.read(Repository.fixture("vendors/samples/\(name).json").path)
    return try #require(try JSON.parse(text).asRecord)
  }

  @Test(arguments: ["assetzen", "deepopinion", "pixoneye"])
  func areReadWithoutLoss(_ name: String) throws {
    let source = Declarations.builtIn(name)
    let vendor = try Vendor.load(name, from: source)
    let answers = try Self.samples(name)
    let texts = try Dictionary(
      uniqueKeysWithValues: zip(answers.keys, answers.values).map {
        ($0.text, try JSON.text(of: $1.asRecord?["body"] ?? .null))
      })
    let file = TextFile.temporary(EveryOperationTests.picture, named: "a.png")
    let samples = Samples(vendor: vendor, file: file)
    let lines = answers.keys.compactMap { vendor.operation($0.text) }.map { operation in
      let call = samples.call(operation, isFull: false)
      let use = operation.paging == nil ? call : "\(call).take(1).all()"
      return "print(\"\(operation.name) \" + json.stringify(\(use)))"
    }
    let host = TestHost(files: [file] + lines.flatMap(EveryOperationTests.temporaryFiles)) {
      request in
      let path = request.url.dropFirst("http://s/\(name)".count).prefix { $0 != "?" }
      guard
        case .found(let hits) = vendor.routes.match(
          method: request.method, path: String(path), contentType: request.header("Content-Type"))
      else { return .json("{}", status: 404) }
      let known = hits.lazy.compactMap { texts[$0.operation.name] }.first
      return .json(known ?? samples.answer(hits[0].operation, to: request.url))
    }
    let result = Script(
      host: host, settings: EveryOperationTests.settings(vendor, "http://s"),
      sources: [name: source]
    ).run(lines.joined(separator: "\n"))
    #expect(result.error == nil, "\(result.message)")
    let printed = result.output.split(separator: "\n")
    #expect(printed.count == answers.count)
    for line in printed {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let operation = try #require(vendor.operation(parts[0]))
      let sample = try JSON.parse(texts[operation.name] ?? "")
      let expected = Self.content(sample, of: operation)
      let found = try JSON.parse(parts[1])
      #expect(Self.holds(found, expected), "\(operation.name) gave \(parts[1])")
    }
  }

  /// What of a sample the operation gives: the body itself, or what stands in it.
  private static func content(_ body: Value, of operation: Operation) -> Value {
    for template in operation.answers {
      if let content = content(body, template) {
        let items = content.asItems ?? [content]
        return operation.paging == nil ? content : (try? .list(Array(items.prefix(1)))) ?? content
      }
    }
    return body
  }

  private static func content(_ body: Value, _ template: BodyTemplate) -> Value? {
    switch template {
    case .role("items"): body.type == .list ? body : nil
    case .role("item"): body.type == .object ? body : nil
    case .role("result"): body
    case .role, .constant, .entries: nil
    case .list(let element): body.asList?.items.first.flatMap { content($0, element) }
    case .object(let entries):
      entries.lazy.compactMap { key, template in
        body.asRecord?[key].flatMap { content($0, template) }
      }.first
    }
  }

  /// Whether a value holds all that another one does; secrets are not shown, and a time has its `T`.
  private static func holds(_ value: Value, _ expected: Value) -> Bool {
    if value.asString == "«secret»" { return expected.type == .string }
    if let expected = expected.asRecord, let record = value.asRecord {
      return zip(expected.keys, expected.values).allSatisfy { key, expected in
        record[key.text].map { holds($0, expected) } ?? false
      }
    }
    if let expected = expected.asList, let list = value.asList {
      return list.items.count == expected.items.count
        && zip(list.items, expected.items).allSatisfy(holds)
    }
    if let text = value.asString, let sample = expected.asString {
      return text == sample || text == sample.replacing(/\s(?=\d\d:)/, with: "T")
    }
    return Value.equals(value, expected)
  }
}
