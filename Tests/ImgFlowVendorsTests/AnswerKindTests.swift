import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues
import Synchronization
import Testing

/// An answer of another kind than declared is an error that says what came and where, for every operation
/// of every vendor: no script is given a value of a wrong type.
@Suite("Answers of another kind")
struct AnswerKindTests {
  private static let kinds: [(name: String, body: String)] = [
    ("object", #"{"surprise": true}"#), ("list", "[true]"), ("string", #""surprise""#),
    ("number", "1.5"), ("bool", "true"), ("null", "null"), ("empty", ""),
    ("HTML", "<!DOCTYPE html>\n<html><body>Sign in to the Wi-Fi</body></html>"),
  ]

  @Test(arguments: Declarations.names)
  func areErrors(_ name: String) throws {
    let source = Declarations.builtIn(name)
    let vendor = try Vendor.load(name, from: source)
    let file = TextFile.temporary(EveryOperationTests.picture, named: "a.png")
    let samples = Samples(vendor: vendor, file: file)
    // What makes a session of an object is tested with sessions.
    let attempts = vendor.operations
      .filter { !$0.isInternal && $0.name != vendor.auth.refresher }
      .flatMap { operation in
        Self.kinds.filter { !operation.opensSession || $0.name != "object" }
          .map { (operation: operation, kind: $0.name, body: $0.body) }
      }
    let lines = attempts.enumerated().map { index, attempt in
      let call = samples.call(attempt.operation, isFull: false)
      let use = attempt.operation.paging == nil ? call : "\(call).all()"
      return """
        print("= \(index)")
        print(try { \(use); "fine" } catch e { "\\(e.kind) \\(e.message)" })
        """
    }
    let own = Mutex(TestHost?.none)
    let host = TestHost(files: [file] + lines.flatMap(EveryOperationTests.temporaryFiles)) {
      request in
      // What the script said last tells which attempt is under way.
      let output = own.withLock { $0?.output ?? "" }
      let last = output.utf8.dropLast().reversed().prefix { $0 != UInt8(ascii: "\n") }
      let index = Int(String(decoding: last.reversed().dropFirst(2), as: UTF8.self)) ?? 0
      let look = Self.isLook(request, vendor, attempts[index].operation)
      // Whoever looks for what a lost answer has made finds nothing.
      if look?.paging != nil || look?.result?.isList == true { return .json("[]") }
      return .json(look.map { samples.answer($0, to: "") } ?? attempts[index].body)
    }
    own.withLock { $0 = host }
    let result = Script(
      host: host, settings: EveryOperationTests.settings(vendor, "http://s"),
      sources: [name: source]
    ).run(lines.joined(separator: "\n"))
    #expect(result.error == nil, "\(result.message)")
    let outputs = result.output.split(separator: /(?:^|\n)= \d+\n/)
    #expect(outputs.count == attempts.count)
    for (attempt, output) in zip(attempts, outputs) {
      let isFine = Self.isDeclared(attempt.kind, of: attempt.operation)
      let expected = isFine ? "fine" : "parse the response to `\(attempt.operation.qualifiedName)`"
      let what = "\(attempt.operation.name) \(attempt.kind): \(output)"
      #expect(output.hasPrefix(expected), "\(what)")
      if !isFine { #expect(Self.says(String(output), attempt.kind), "\(what)") }
    }
  }

  /// The other operation that a request is for, when a call signs in first, or looks.
  private static func isLook(
    _ request: HTTPRequest, _ vendor: Vendor, _ operation: ImgFlowCatalogue.Operation
  ) -> ImgFlowCatalogue.Operation? {
    let path = request.url.dropFirst("http://s/\(vendor.name)".count).prefix { $0 != "?" }
    guard
      case .found(let hits) = vendor.routes.match(
        method: request.method, path: String(path), contentType: request.header("Content-Type"))
    else { return nil }
    return hits.contains { $0.operation.name == operation.name } ? nil : hits.first?.operation
  }

  /// Whether a body of a kind is of the declared kind.
  private static func isDeclared(
    _ kind: String, of operation: ImgFlowCatalogue.Operation
  ) -> Bool {
    // Where no answer is declared, any will do; but a page comes from somebody else.
    guard let type = operation.result, operation.gives == nil else { return kind != "HTML" }
    if type.scalar == .bytes || type.allowsNull && ["null", "empty"].contains(kind) { return true }
    let hasBareForm =
      operation.answers.isEmpty
      || operation.answers.contains { if case .role("result") = $0 { true } else { false } }
    guard hasBareForm else { return false }
    let bare: Type = if case .optional(let inner) = type.form { inner } else { type }
    return switch (bare.resolved.form, kind) {
    case (.list(let item), "list"): item.isAny
    case (.object, "object"), (.resource, "object"), (.union, "object"),
      (.scalar(.object), "object"):
      true
    default: false
    }
  }

  /// Whether a message tells what came.
  private static func says(_ message: String, _ kind: String) -> Bool {
    switch kind {
    case "empty": message.contains("an empty body")
    case "HTML": message.contains("HTML page") || message.contains("not JSON")
    case "string": message.contains(#"but is a string (`"surprise"`)"#)
    case "number": message.contains("but is a float (`1.5`)")
    case "bool": message.contains("but is a bool (`true`)")
    case "null": message.contains("but is null")
    case "list": message.contains("but is a list") || message.contains("[0]` must be")
    default: message.contains("but is an object")
    }
  }

  // MARK: - Inside an answer

  private static let shop = """
    vendor shop {
      base "https://shop.example"
      operation getItem() -> Item
        GET "/item"
      operation getWrapped() -> Item
        GET "/wrapped"
        answers 200 {data: {item: result}} also {items: [result]}
      operation listItems(offset: int = 0, limit: int = 50) -> stream Item
        GET "/items"
        query
        answers 200 {data: items, has_more: more, count: total}
        pages by limit, offset += size while more
      operation getEither() -> Item | [Item] | string
        GET "/either"
      operation addItem() -> Item
        POST "/items"
        repeat never
      type Mood = "good" | "bad"
      resource Item {
        id: int
        name, size: string?
        mood?: Mood
        tags: [string]
        parts?: [{weight: float, made?: time}]
        owner: {id: int}?
      }
    }
    use shop

    """

  private static func message(_ call: String, _ body: String) -> String {
    let host = TestHost { _ in .json(body) }
    let line = "print(try { json.stringify(\(call)) } catch e { \"\\(e.kind): \\(e.message)\" })"
    return Script(host: host).run(shop + line).output
  }

  @Test(arguments: [
    (#"{"id": "x"}"#, #"`id` must be an int, but is a string (`"x"`)"#),
    (#"{"id": null}"#, "`id` must be an int, but is null"),
    (#"{"id": 1.5}"#, "`id` must be an int, but is a float (`1.5`)"),
    (#"{"id": 1, "name": 5}"#, "`name` must be a string or null, but is an int (`5`)"),
    (#"{"mood": 1}"#, #"`mood` must be one of "good", "bad", but is an int (`1`)"#),
    (#"{"tags": "a"}"#, #"`tags` must be a list, but is a string (`"a"`)"#),
    (#"{"tags": {"0": "a"}}"#, #"`tags` must be a list, but is an object (`{"0": "a"}`)"#),
    (#"{"tags": ["a", 2]}"#, "`tags[1]` must be a string, but is an int (`2`)"),
    (
      #"{"parts": [{"weight": "1kg"}]}"#,
      #"`parts[0].weight` must be a float, but is a string (`"1kg"`)"#
    ),
    (
      #"{"parts": [{"weight": 1, "made": "soon"}]}"#,
      #"`parts[0].made` must be a time, but is a string (`"soon"`)"#
    ), (#"{"owner": [1]}"#, "`owner` must be an object or null, but is a list (`[1]`)"),
    (#"{"owner": {"id": true}}"#, "`owner.id` must be an int, but is a bool (`true`)"),
  ])
  func tellWhere(_ body: String, _ expected: String) {
    let what = "is not as documented: "
    #expect(
      Self.message("getItem()", body) == "parse: the response to `shop.getItem` \(what)\(expected)")
    let place = expected.dropFirst()
    let page = Self.message("listItems().all()", #"{"data": [\#(body)], "has_more": false}"#)
    #expect(page == "parse: the response to `shop.listItems` \(what)`data[0].\(place)")
    let wrapped = Self.message("getWrapped()", #"{"data": {"item": \#(body)}}"#)
    #expect(wrapped == "parse: the response to `shop.getWrapped` \(what)`data.item.\(place)")
    let listed = Self.message("getWrapped()", #"{"items": [\#(body)]}"#)
    #expect(listed == "parse: the response to `shop.getWrapped` \(what)`items[0].\(place)")
    let either = Self.message("getEither()", "[\(body)]")
    #expect(either == "parse: the response to `shop.getEither` \(what)`[0].\(place)")
  }

  @Test(arguments: [
    (#"{"data": {"id": 1}}"#, "`data` must be a list, but is an object with \"id\""),
    (#"{"data": null}"#, "`data` must be a list, but is null"),
    (
      #"{"items": []}"#,
      #"the response must be an object with "data", but is an object with "items""#
    ),
    ("{}", #"the response must be an object with "data", but is an object (`{}`)"#),
    ("[]", #"the response must be an object with "data", but is a list (`[]`)"#),
    (
      #"{"data": [], "has_more": "yes"}"#,
      #"`has_more` must be a bool or null, but is a string (`"yes"`)"#
    ),
    (#"{"data": [], "count": [1]}"#, "`count` must be an int or null, but is a list (`[1]`)"),
  ])
  func tellWhatIsWrongWithAPage(_ body: String, _ expected: String) {
    let what = "is not as documented: "
    #expect(
      Self.message("listItems().all()", body)
        == "parse: the response to `shop.listItems` \(what)\(expected)")
  }

  /// More than is declared, less than is declared, and new values of enums are no mistakes.
  @Test(arguments: [
    ("getItem()", #"{"id": 1, "color": "red"}"#, #"{"id":1,"color":"red"}"#),
    ("getItem()", #"{"id": "12", "mood": "grim"}"#, #"{"id":12,"mood":"grim"}"#),
    ("getItem()", #"{"id": 12.0, "parts": null}"#, #"{"id":12,"parts":null}"#),
    ("getItem()", "{}", "{}"), ("getEither()", #""12""#, #""12""#),
    ("getEither()", #"[{"id": "7"}]"#, #"[{"id":7}]"#),
    ("listItems().all()", #"{"data": [], "has_more": null}"#, "[]"),
  ])
  func leaveRoomForMore(_ call: String, _ body: String, _ expected: String) {
    #expect(Self.message(call, body) == expected)
  }

  /// What was answered, and how, is in the error; the call was made all the same.
  @Test func leaveOpenWhetherSomethingWasDone() {
    let host = TestHost { _ in .json("[1]", status: 201) }
    let result = Script(host: host).run(Self.shop + "addItem()")
    #expect(host.requests.count == 1)
    #expect(result.kind == "parse")
    #expect(result["outcome"] == "unknown")
    #expect(result["status"] == "201")
    #expect(result["body"] == "[1]")
  }
}

extension Type {
  fileprivate var isList: Bool { if case .list = resolved.form { true } else { false } }
}
