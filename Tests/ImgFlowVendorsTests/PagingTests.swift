import ImgFlowSyntax
import ImgFlowVendors
import Synchronization
import Testing

@Suite("Listings")
struct PagingTests {
  /// A shop whose listing goes on as `rule` says.
  private func shop(_ rule: String, _ answers: String) -> [String: SourceFile] {
    [
      "shop": Declarations.vendor(
        """
        resource Item { id: int }
        operation listItems(
          offset: int = 0, page: int = 1, limit: int(1...1000) = 100, cursor?: string
        ) -> stream Item
          GET "/items"
          query
          answers 200 \(answers)
          \(rule)
        """)
    ]
  }

  private struct Query {
    let offset, page, limit: Int
    let cursor: String?

    init(_ line: String) {
      let pairs = line.drop { $0 != "?" }.dropFirst().split(separator: "&").map {
        $0.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      }
      let values = Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
      offset = values["offset"].flatMap { Int($0) } ?? 0
      page = values["page"].flatMap { Int($0) } ?? 1
      limit = values["limit"].flatMap { Int($0) } ?? 0
      cursor = values["cursor"]
    }
  }

  private static func items(_ range: Range<Int>) -> String {
    range.map { "{\"id\":\($0)}" }.joined(separator: ",")
  }

  /// Gives `total` items; in `limit` pieces from `start`.
  private static func page(_ start: Int, _ limit: Int, of total: Int) -> String {
    items(min(start, total)..<min(start + limit, total))
  }

  private static let styles: [(rule: String, answers: String)] = [
    (
      "pages by limit, offset += size while more",
      "{items: items, has_more: more, limit: size, count: total}"
    ),
    ("pages by limit, offset += items.length while items.length > 0", "items"),
    (
      "pages by limit, page += 1 while items.length > 0 && fetched < (total ?? fetched + 1)",
      "{count: total, items: items}"
    ),
    ("pages by limit, offset += items.length while items.length > 0", "{items: items}"),
    ("pages by 100, cursor = next within 60s while next != null", "{items: items, cursor: next}"),
  ]

  @Test(arguments: 0..<5)
  func areOneStreamWhateverTheirStyle(_ style: Int) {
    let (rule, answers) = Self.styles[style]
    let host = TestHost { request in
      let query = Query(request.line)
      let total = 1050
      switch style {
      case 0:
        let more = query.offset + query.limit < total
        return .json(
          "{\"items\":[\(Self.page(query.offset, query.limit, of: total))],\"has_more\":\(more),"
            + "\"limit\":\(query.limit)}")
      case 1: return .json("[\(Self.page(query.offset, query.limit, of: total))]")
      case 2:
        return .json(
          "{\"count\":\(total),\"items\":[\(Self.page((query.page - 1) * query.limit, query.limit, of: total))]}"
        )
      case 3:
        return .json(
          "{\"id\":7,\"items\":[\(Self.page(query.offset, query.limit, of: total))]}")
      default:
        let start = query.cursor.flatMap { Int($0) } ?? 0
        let next = start + 100 < total ? ",\"cursor\":\"\(start + 100)\"" : ""
        return .json("{\"items\":[\(Self.page(start, 100, of: total))]\(next)}")
      }
    }
    let result = Script(host: host, sources: shop(rule, answers)).run(
      """
      let items = shop.listItems().all()
      print(items.length, items.map(i => i.id) == (0..<1050).map(i => i))
      print(shop.listItems().take(3).map(i => i.id).all())
      """)
    #expect(result.output == "1050 true\n[0, 1, 2]", "\(result.message)")
    #expect(host.requests.count <= 13)
  }

  @Test func areAskedForOnlyWhenTheyAreUsed() {
    let host = TestHost { _ in .json("[]") }
    _ = Script(
      host: host,
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run("let items = shop.listItems()\nprint(items)")
    #expect(host.requests.isEmpty)
    #expect(host.output == "stream\n")
  }

  @Test func skipWhatMovedOnWhenSomethingWasAdded() {
    let calls = Counter()
    let host = TestHost { _ in
      switch calls.next() {
      case 1: .json(#"[{"id":3},{"id":2}]"#)
      // Somebody has added 4 at the start.
      case 2: .json(#"[{"id":2},{"id":1}]"#)
      default: .json("[]")
      }
    }
    let result = Script(
      host: host,
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run("print(shop.listItems(limit: 2).map(i => i.id).all())")
    #expect(result.output == "[3, 2, 1]", "\(result.message)")
  }

  @Test func keepWhatOnlyLooksTheSame() {
    let calls = Counter()
    let host = TestHost { _ in
      let items = [#"{"id":0,"name":"a"},{"id":0,"name":"b"}"#, #"{"id":0,"name":"a"}"#, ""]
      return .json("[\(items[calls.next() - 1])]")
    }
    let result = Script(
      host: host,
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run("print(shop.listItems(limit: 2).map(i => i[\"name\"]).all())")
    #expect(result.output == #"["a", "b", "a"]"#, "\(result.message)")
  }

  @Test func goOnWhenAWholePageWasAdded() {
    let calls = Counter()
    let host = TestHost { _ in
      // Newest first, and one more before the second is asked for.
      let items = [[2], [2], [1], []][calls.next() - 1]
      return .json("[\(items.map { "{\"id\":\($0)}" }.joined())]")
    }
    let result = Script(
      host: host,
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run("print(shop.listItems(limit: 1).map(i => i.id).all())")
    #expect(result.output == "[2, 1]", "\(result.message)")
  }

  @Test func stopWhenTheServiceDoesNotGoOn() {
    let host = TestHost { _ in .json(#"[{"id":1}]"#) }
    let result = Script(
      host: host,
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run("shop.listItems().all()")
    #expect(host.requests.count == 3)
    #expect(
      result.message
        == "`shop.listItems` returned the same page 3 times: the service ignores `offset`")
  }

  /// Only where the declaration says so.
  @Test func takeOneObjectForAListOfOne() {
    let host = TestHost { _ in .json(#"{"items":{"id":9},"has_more":false}"#) }
    let (rule, answers) = Self.styles[0]
    let either = "\(answers) also {items: item, has_more: more}"
    let result = Script(host: host, sources: shop(rule, either)).run(
      "print(shop.listItems().all())")
    #expect(result.output == #"[{"id": 9}]"#, "\(result.message)")
    let refused = Script(host: host, sources: shop(rule, answers)).run("shop.listItems().all()")
    #expect(
      refused.message
        == "the response to `shop.listItems` is not as documented: `items` must be a list, but is an "
        + #"object with "id""#)
  }

  @Test func sayWhenThereIsNoList() {
    let host = TestHost { _ in .json(#"{"data":[]}"#) }
    let result = Script(host: host, sources: shop(Self.styles[0].rule, Self.styles[0].answers)).run(
      "shop.listItems().all()")
    #expect(result.kind == "parse")
    #expect(
      result.message
        == "the response to `shop.listItems` is not as documented: the response must be an object "
        + #"with "items", but is an object with "data""#)
  }

  // MARK: - Scrolls

  private static let scroll = styles[4]

  /// A scroll of ten items a page that is forgotten a minute after each answer.
  private func forgetful() -> (TestHost, [String: SourceFile]) {
    let state = Mutex((host: TestHost?.none, answered: 0))
    let host = TestHost { request in
      let now = state.withLock { $0.host?.uptime() ?? 0 }
      let last = state.withLock { $0.answered }
      let start = Query(request.line).cursor.flatMap { Int($0) } ?? 0
      if start > 0, now - last > 60_000 {
        return .json(#"{"message":"no such scroll"}"#, status: 410)
      }
      state.withLock { $0.answered = now }
      let next = start + 10 < 50 ? ",\"cursor\":\"\(start + 10)\"" : ""
      return .json("{\"items\":[\(Self.page(start, 10, of: 50))]\(next)}")
    }
    state.withLock { $0.host = host }
    return (host, shop(Self.scroll.rule, Self.scroll.answers))
  }

  @Test func areFetchedAheadOfAServiceThatForgets() {
    let (host, sources) = forgetful()
    let result = Script(host: host, sources: sources).run(
      """
      var seen = []
      for item in shop.listItems() {
        sleep(20s)
        seen.push(item.id)
      }
      print(seen == (0..<50).map(i => i))
      """)
    #expect(result.output == "true", "\(result.message)")
  }

  /// The script uses one item and waits for the service to have been asked for all pages.
  @Test func areKeptAliveWhileTheScriptIsBusy() throws {
    let pages = Counter()
    let server = try LoopbackServer { request in
      guard request.path.contains("/items") else {
        return .answer(200, [], "{\"count\":\(pages.value)}")
      }
      _ = pages.next()
      let start = Query(request.path).cursor.flatMap { Int($0) } ?? 0
      let next = start + 10 < 30 ? ",\"cursor\":\"\(start + 10)\"" : ""
      return .answer(200, [], "{\"items\":[\(Self.page(start, 10, of: 30))]\(next)}")
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let host = TestHost(transport, sleepsForReal: true)
    let clauses = """
      resource Item { id: int }
      operation listItems(cursor?: string) -> stream Item
        GET "/items"
        query
        answers 200 \(Self.scroll.answers)
        pages by 10, cursor = next within 100ms while next != null
      operation pages() -> int
        GET "/pages"
        answers 200 {count: result}
      """
    let result = Script(
      host: host, settings: .sandbox(at: server.url),
      sources: ["shop": Declarations.vendor(clauses)]
    ).run(
      """
      var seen = []
      for item in shop.listItems() {
        for attempt in 0..<3000 {
          if shop.pages() == 3 { break }
          sleep(20ms)
        }
        seen.push(item.id)
      }
      print(seen == (0..<30).map(i => i))
      """)
    #expect(result.output == "true", "\(result.message)")
  }

  @Test func sayHowTheyWereLost() {
    let (host, sources) = forgetful()
    let result = Script(host: host, sources: sources).run(
      "for item in shop.listItems() { sleep(75s) }")
    #expect(
      result.message
        == "`shop.listItems` cannot continue: its next page is available for 1m after the last one, and 1m15s had passed"
    )
    #expect(result.caught?.help == "collect the items first, with `.all()`, and work on them then")
  }

  // MARK: - Many

  @Test func areCompleteHoweverLong() throws {
    let server = try LoopbackServer(keepsBodies: false) { request in
      let query = Query(request.path)
      return .answer(200, [], "[\(Self.page(query.offset, query.limit, of: 100_000))]")
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let result = Script(
      host: TestHost(transport), settings: .sandbox(at: server.url),
      sources: shop("pages by limit, offset += items.length while items.length > 0", "items")
    ).run(
      """
      var count = 0
      var sum = 0
      for item in shop.listItems(limit: 1000) {
        count += 1
        sum += item.id
      }
      print(count, sum)
      """)
    #expect(result.output == "100000 4999950000", "\(result.message)")
  }
}
