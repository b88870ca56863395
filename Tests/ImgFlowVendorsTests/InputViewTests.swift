import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Testing

/// Requests are not answers: what may be null may be left out, and what may be left out may be null, in
/// the checks before running, in the client, and where requests arrive.
@Suite("What requests may leave out")
struct InputViewTests {
  private static let declaration = """
    vendor shop {
      base "https://shop.example"
      operation save(item: Item, note?: string, size: int = 5, comment: string?)
        PUT "/items"
        json
      operation saveAll(items: [Item])
        POST "/items"
        json items
      operation find(q?: string, tag: string?)
        GET "/items"
        query
      operation send(note?: string, tag: string?)
        POST "/form"
        form
      resource Item {
        id?: int
        name: string
        title also caption: string?
        part?: {weight: float?, owner?: string}
        tags?: [{class, label: string?, kind?: string}]
      }
    }

    """

  /// Every part that need not be there, left out and null; and how the client sends it.
  private static let items: [(given: String, sent: String)] = [
    (#"{name: "a"}"#, #"{"name":"a"}"#),
    (#"{name: "a", id: null}"#, #"{"name":"a"}"#),
    (#"{name: "a", title: null}"#, #"{"name":"a","title":null}"#),
    (#"{name: "a", caption: "x"}"#, #"{"name":"a","caption":"x"}"#),
    (#"{name: "a", part: null, tags: null}"#, #"{"name":"a"}"#),
    (#"{name: "a", part: {weight: null, owner: null}}"#, #"{"name":"a","part":{"weight":null}}"#),
    (#"{name: "a", part: {}}"#, #"{"name":"a","part":{}}"#),
    (
      #"{name: "a", tags: [{class: "b", kind: null}, {label: null}]}"#,
      #"{"name":"a","tags":[{"class":"b"},{"label":null}]}"#
    ), (#"{name: "a", extra: null}"#, #"{"name":"a","extra":null}"#),
  ]

  private func sent(_ call: String) -> [String] {
    let host = TestHost { _ in .json("", status: 204) }
    let result = Script(host: host).run("\(Self.declaration)use shop\n\(call)")
    #expect(result.error == nil, "\(call): \(result.message)")
    return host.requests.map { request in
      if case .bytes(let bytes) = request.body { return String(decoding: bytes, as: UTF8.self) }
      return request.url
    }
  }

  @Test(arguments: items) func inShapes(_ item: (given: String, sent: String)) throws {
    #expect(
      sent("save(\(item.given), comment: null)") == [
        #"{"item":\#(item.sent),"size":5,"comment":null}"#
      ])
    // The checks before running see what is written out, and nothing of what is computed.
    #expect(
      sent("let i = \(item.given)\nsaveAll([i])\nsaveAll([\(item.given)])")
        == ["[\(item.sent)]", "[\(item.sent)]"])
    let (vendor, operation) = try arriving("saveAll")
    let body = try JSON.parse(item.given.replacing(/(\w+):/) { "\"\($0.1)\":" })
    let list = try Value.list([body])
    #expect(vendor.violations(ofBody: list, for: operation) == [])
    let view = try operation.body.fields[0].type.withoutUnsaid(list)
    #expect(try JSON.text(of: view) == "[\(item.sent)]")
  }

  @Test func inArguments() throws {
    let item = #"{name: "a"}"#
    #expect(
      sent("save(\(item), note: null, size: null)\nsave(\(item), \"x\", 6, \"y\")") == [
        #"{"item":{"name":"a"},"size":5}"#,
        #"{"item":{"name":"a"},"note":"x","size":6,"comment":"y"}"#,
      ])
    #expect(
      sent("find(null, null)\nfind()\nfind(tag: \"b\")") == [
        "https://shop.example/items", "https://shop.example/items",
        "https://shop.example/items?tag=b",
      ])
    #expect(sent("send(null, null)\nsend(\"a b\")") == ["", "note=a%20b"])
    let (vendor, operation) = try arriving("save")
    let body = #"{"item": {"name": "a"}, "note": null, "size": null, "comment": null}"#
    let record = try #require(try JSON.parse(body).asRecord)
    #expect(vendor.violations(ofBody: .heap(record), for: operation) == [])
    let filled = try vendor.withDefaults(record, operation.body.fields)
    #expect(
      try JSON.text(of: .heap(filled)) == #"{"item":{"name":"a"},"size":5,"comment":null}"#)
  }

  private func arriving(_ name: String) throws -> (Vendor, ImgFlowCatalogue.Operation) {
    let source = SourceFile(name: "shop.imgflow", text: Self.declaration)
    let vendor = try Vendor.load("shop", from: source)
    return try (vendor, #require(vendor.operation(name)))
  }

  /// What must be there must not be null either.
  @Test(arguments: [
    ("save({name: null})", "`item.name` of `shop.save` must be a string, but is null"),
    ("save(null)", "`item` of `shop.save` must be an object (Item), but is null"),
    ("save({})", "`item.name` of `shop.save` is required (string)"),
    ("saveAll([null])", "`items[0]` of `shop.saveAll` must be an object (Item), but is null"),
    (
      #"save({name: "a", tags: [null]})"#,
      "`item.tags[0]` of `shop.save` must be an object, but is null"
    ),
    (
      #"save({name: "a", id: "7"})"#,
      #"`item.id` of `shop.save` must be an int, but is a string (`"7"`)"#
    ),
  ])
  func butNotWhatIsNeeded(_ call: String, _ message: String) {
    let host = TestHost { _ in .json("", status: 204) }
    let computed = call.replacing("(", with: "(given(", maxReplacements: 1) + ")"
    let source = "\(Self.declaration)use shop\nlet given = x => x\n\(computed)"
    let result = Script(host: host).run(source)
    #expect(result.kind == "validation")
    #expect(result.message == message)
    #expect(host.requests.isEmpty)
  }
}
