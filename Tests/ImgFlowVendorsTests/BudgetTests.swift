import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Testing

@Suite("Budgets for what calls cost")
struct BudgetTests {
  private static let shop = Declarations.vendor(
    """
      operation buy(names: [string], price: float = 1) -> any
        POST "/buy"
        json
        costs names.length prints
        costs 3 credits
      operation list(offset: int = 0) -> stream int
        GET "/list"
        query
        answers 200 items
        pages by 2, offset += size while items.length == 2
        costs 1 credits
      operation odd(price: float) -> any
        POST "/odd"
        json
        costs price credits
    """)

  private static func unit(_ name: String) -> Spending.Unit { .init(vendor: "shop", name: name) }

  private func run(
    _ source: String, _ budgets: [String: Int] = [:], _ host: TestHost
  ) -> (result: Script.Result, spent: [String]) {
    var script = Script(host: host, sources: ["shop": Self.shop])
    let pairs = budgets.map { (Self.unit($0.key), $0.value) }
    script.settings.spending = Spending(budgets: Dictionary(uniqueKeysWithValues: pairs))
    let result = script.run("use shop\n\(source)")
    return (result, script.settings.spending.amounts.map { "\($0.unit)=\($0.amount)" })
  }

  @Test func aRunStopsBeforeTheCallThatWouldExceedOne() {
    let host = TestHost { _ in .json("{}") }
    let (result, spent) = run(
      "for i in 1...9 { buy(['a', 'b']) }", ["prints": 5, "credits": 100], host)
    #expect(result.kind == "budget")
    #expect(
      result.message == "`shop.buy` costs 2 prints, but 4 of the budget of 5 are spent")
    #expect(result.caught?.notes.last == "nothing was sent")
    #expect(result.caught?.help == "allow more, at least `--budget shop.prints=6`")
    let fields = ["call", "unit", "cost", "spent", "budget", "retryable"].map { result[$0] }
    #expect(fields == ["shop.buy", "shop.prints", "2", "4", "5", "false"])
    #expect(host.lines.count == 2)
    #expect(spent == ["shop.credits=6", "shop.prints=4"])
  }

  /// Whatever becomes of a call, it costs what it may have cost.
  @Test(arguments: [
    (200, "{}", true), (400, "{}", false), (422, "{}", false), (429, "{}", false),
    (500, "{}", true), (503, "{}", true), (200, "<html>", true), (0, "connecting", false),
    (0, "waiting", true), (0, "sending", true),
  ])
  func aCallThatWasNotCarriedOutCostsNothing(_ status: Int, _ body: String, _ isCounted: Bool) {
    let host = TestHost { _ in
      guard status == 0 else { return .json(body, status: status) }
      throw DetailedError(.network, "it was cut off", details: [("phase", .string(body))])
    }
    let (_, spent) = run("try { buy(['a']) } catch e { }", [:], host)
    #expect(spent == (isCounted ? ["shop.credits=3", "shop.prints=1"] : []))
  }

  @Test func callsInParallelDoNotExceedOneTogether() {
    let host = TestHost { _ in .json("{}") }
    let (result, spent) = run(
      """
      let results = parallel(onError: "collect", limit: 8) for i in 1...50 { buy(["a"]) }
      let failed = results.filter(r => "error" in r)
      print(failed.length, failed.all(r => r.error.kind == "budget"))
      """, ["prints": 17], host)
    #expect(result.output == "33 true", "\(result.message)")
    #expect(host.lines.count == 17)
    #expect(spent == ["shop.credits=51", "shop.prints=17"])
  }

  @Test func eachPageOfAListingCosts() {
    let host = TestHost { request in .json(request.url.hasSuffix("=4") ? "[5]" : "[1, 2]") }
    let (result, spent) = run("for x in list() { print(x) }", ["credits": 2], host)
    #expect(result.kind == "budget", "\(result.message)")
    #expect(host.lines.count == 2)
    #expect(spent == ["shop.credits=2"])
  }

  @Test(arguments: ["0.5", "-1"])
  func aCostIsAWholeNumber(_ price: String) {
    let host = TestHost { _ in .json("{}") }
    let (result, _) = run("odd(\(price))", [:], host)
    #expect(result.kind == "type")
    #expect(
      result.message.hasPrefix(
        "what `shop.odd` costs must be a whole number, but `price` is \(price)"))
    #expect(host.lines.isEmpty)
  }

  @Test(arguments: [
    (
      "shop", "print", "calls of `shop` do not cost `print`", "did you mean `shop.prints`?"
    ),
    (
      "shop", "euros", "calls of `shop` do not cost `euros`",
      "budgets can be set for `shop.credits` and `shop.prints`"
    ),
    (
      "shoop", "prints", "unknown vendor `shoop` in `--budget shoop.prints`",
      "did you mean `shop.prints`?"
    ),
    (
      "free", "prints", "no call of `free` costs anything, as far as is declared",
      "budgets can be set for `shop.credits` and `shop.prints`"
    ),
  ])
  func unknownUnitsAreNamed(
    _ vendor: String, _ unit: String, _ message: String, _ help: String
  ) throws {
    let spending = Spending(budgets: [.init(vendor: vendor, name: unit): 1])
    let free = try Vendor.load("free", from: Declarations.vendor("", named: "free"))
    let problem = spending.unknownBudget(among: [
      try Vendor.load("shop", from: Self.shop), free,
    ])
    #expect(problem?.message == message)
    #expect(problem?.help == help)
  }
}
