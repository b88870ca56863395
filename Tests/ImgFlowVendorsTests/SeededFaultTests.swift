import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import Testing

/// Thousands of lost answers, refused connections and resets on a real connection, through everything
/// that the manual shows for making many things: the shop's record must have none of them twice.
@Suite("Seeded faults")
struct SeededFaultTests {
  /// A way to make a thing for each of `names`; gives `{name, ok, outcome}` for each.
  private struct Pattern {
    let name: String
    let count: Int
    let code: String
    /// Whether the only thing that it does is to make one, so that an error says whether it was made.
    var isSingle = true
  }

  private static let results =
    "results.map(r => {name: r.item, ok: r.ok, outcome: r?.error?.outcome})"

  private static func batch(
    _ name: String, _ count: Int, _ work: String, _ options: String, isSingle: Bool = true
  ) -> Pattern {
    Pattern(
      name: name, count: count,
      code: "let results = batch.run(names, n => \(work), \(options))\n\(results)",
      isSingle: isSingle)
  }

  private static let patterns = [
    batch("batch", 1000, "shop.buy(n)", "times: 4"),
    batch("any", 300, "shop.buy(n)", "times: 4, on: e => true"),
    batch("look", 500, "shop.buy(n)", "times: 6, look: (n, e) => shop.find(n).first() ?? null"),
    batch("key", 400, "shop.buy(n)", "times: 4, key: n => n"),
    batch(
      "both", 400, "shop.buy(n)",
      "times: 2, key: n => n, look: (n, e) => shop.find(n).first() ?? null"),
    batch("find", 500, "shop.order(n)", "times: 4"),
    batch("http", 400, "http.post(base + '/things', json: {name: n})", "times: 4"),
    batch("upload", 400, "shop.upload(n, picture)", "times: 4"),
    batch(
      "retry", 400, "retry(times: 4) { timeout(1h) { step('buy') { shop.buy(n) } } }", "times: 2"),
    batch(
      "texts", 300, "retry(times: 4) { try { shop.buy(n) } catch e { throw 'no: \\(e.message)' } }",
      "times: 2, on: e => true"),
    batch(
      "wait", 400, "waitFor(shop.start(n), timeout: 1000d)", "times: 3", isSingle: false),
    batch(
      "tour", 400,
      "{ shop.buy(n)\nwaitFor(shop.start(n + \"-job\"), timeout: 1000d)\nshop.rename(n) }",
      "times: 3", isSingle: false),
    Pattern(
      name: "collect", count: 300,
      code: """
        let ends = parallel(limit: 8, onError: "collect") for n in names { retry(times: 4) { shop.buy(n) } }
        names.zip(ends).map(pair => {name: pair[0], ok: "ok" in pair[1], outcome: pair[1]?.error?.outcome})
        """),
    Pattern(
      name: "again", count: 300,
      code: """
        let first = batch.run(names, n => shop.buy(n))
        let results = batch.again(batch.again(first, n => shop.buy(n), {times: 3}), n => shop.buy(n))
        \(results)
        """),
  ]

  private static func declaration(_ url: String) -> SourceFile {
    SourceFile(
      name: "shop.imgflow",
      text: """
        vendor shop {
          base "\(url)"
          operation buy(name: string) -> Thing
            POST "/things"
            json
          operation order(name: string) -> Thing
            POST "/things"
            json
            repeat find find(name)
          operation start(name: string) -> Thing
            POST "/things"
            json
          operation upload(name: string, file: file) -> Thing
            POST "/things"
            multipart
          operation rename(name: string) -> Thing
            PUT "/things/\\(name)"
            json
          operation get(name: string) -> Thing
            GET "/things/\\(name)"
          operation find(prefix: string, start: int = 0) -> stream Thing
            GET "/things"
            query
            answers 200 {things: items, more: more}
            pages by 10, start += size while more
          resource Thing {
            key name
            name: string
            status: string
            poll get(name) every 1s...2s
            done when status == "done"
          }
        }
        """)
  }

  /// Chooses a fault for each request, always the same one for the n-th of its kind.
  private final class Fates: Sendable {
    private let share: Double
    private let counts = Counters()

    init(share: Double) { self.share = share }

    func next(_ request: HTTPRequest) -> NetworkFault? {
      let key = request.line + request.json
      var random = key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      random ^= UInt64(counts.next(key)) &* 0x9E37_79B9_7F4A_7C15
      // The finish of SplitMix64.
      random = (random ^ (random >> 30)) &* 0xBF58_476D_1CE4_E5B9
      random = (random ^ (random >> 27)) &* 0x94D0_49BB_1331_11EB
      random ^= random >> 31
      guard Double(random >> 11) / Double(1 << 53) < share else { return nil }
      return NetworkFault.allCases[Int(random % UInt64(NetworkFault.allCases.count))]
    }
  }

  @Test func nothingIsMadeTwice() throws {
    let shop = try FaultyShop()
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let fates = Fates(share: 0.72)
    let refusals = Counter()
    let picture = TextFile.temporary(Array("a picture".utf8), named: "a.jpg")
    for pattern in Self.patterns {
      let host = TestHost(files: [picture]) { request in
        var request = request
        switch fates.next(request) {
        case .refused:
          _ = refusals.next()
          request.url = request.url.replacing(shop.url, with: "http://127.0.0.1:1")
        case let fault?: request.headers.append((NetworkFault.header, fault.rawValue))
        case nil: break
        }
        return try transport.send(request, cancellation: Cancellation())
      }
      let source = """
        import "std/batch" as batch
        use shop
        let base = "\(shop.url)"
        let picture = "\(picture)"
        let names = range(\(pattern.count)).map(i => "\(pattern.name)-\\(i)x").toList()
        fn ends() {
        \(pattern.code)
        }
        for end in ends() { print(json.stringify(end)) }
        """
      let result = Script(host: host, sources: ["shop": Self.declaration(shop.url)]).run(source)
      #expect(result.error == nil, "\(pattern.name): \(result.message)")
      check(pattern, result.output, shop.counts)
    }
    #expect(shop.counts.filter { $0.value > 1 }.isEmpty)
    let met = shop.faults.values.reduce(refusals.value, +)
    #expect(met >= 5000, "\(met) faults")
  }

  /// What the script says of each thing must be what the shop's record says.
  private func check(_ pattern: Pattern, _ output: String, _ counts: [String: Int]) {
    var ends = 0
    for line in output.split(separator: "\n") where line.hasPrefix("{") {
      guard let end = (try? JSON.parse(Array(line.utf8)))?.asRecord,
        let name = end["name"]?.asString, let isMade = end["ok"]?.asBool
      else { continue }
      ends += 1
      let count = counts[name, default: 0]
      if isMade { #expect(count == 1, "\(name) was made \(count) times") }
      let isKnown = end["outcome"]?.asString == nil
      if !isMade, isKnown, pattern.isSingle { #expect(count == 0, "\(name) was made all the same") }
    }
    #expect(ends == pattern.count, "\(pattern.name)")
  }

  /// Listings are read to their end, with nothing left out and nothing twice.
  @Test func listingsAreComplete() throws {
    let shop = try FaultyShop()
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let fates = Fates(share: 0.2)
    let host = TestHost { request in
      var request = request
      if request.method == "GET", let fault = fates.next(request) {
        request.headers.append((NetworkFault.header, fault.rawValue))
      }
      return try transport.send(request, cancellation: Cancellation())
    }
    let result = Script(host: host, sources: ["shop": Self.declaration(shop.url)]).run(
      """
      use shop
      let names = range(400).map(i => "a-\\(i)x").toList()
      for n in names { buy(n) }
      for i in 1...25 {
        let listed = retry(times: 5) { find("a").map(t => t.name).all() }
        if listed != names { throw "\\(listed.length) at \\(i)" }
      }
      """)
    #expect(result.error == nil, "\(result.message)")
    #expect(shop.faults.values.reduce(0, +) > 200)
  }
}
