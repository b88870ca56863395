import ImgFlowRuntime
import Testing

@Suite("Vendors that scripts declare")
struct DeclaredVendorTests {
  private static let shop = """
    /// Sells prints.
    vendor shop {
      base "https://shop.example"
      operation order(size: "small" | "large") -> Order
        POST "/orders"
        json
      operation getOrder(id: int) -> Order
        GET "/orders/\\(id)"
        repeat safe
      /// Orders a large one.
      fn orderLarge() -> Order => shop.order("large")
      resource Order { id: int, status: string }
    }

    """

  @Test func areCalledByName() {
    let host = TestHost { _ in .json(#"{"id": 7, "status": "new"}"#) }
    let result = Script(host: host).run(
      Self.shop
        + """
        use shop
        let first = order("small")
        print(first.status, shop.getOrder(first.id).id, shop.orderLarge().id)
        """)
    #expect(result.message == "")
    #expect(result.output == "new 7 7")
    #expect(
      host.requests.map(\.line) == ["POST /orders", "GET /orders/7", "POST /orders"])
  }

  @Test func standInFrontOfBuiltInOnes() {
    let host = TestHost { _ in .json(#"{"id": 7, "status": "new"}"#) }
    let source = Self.shop.replacing("shop", with: "expoze") + "print(expoze.getOrder(1).id)"
    #expect(Script(host: host).run(source).output == "7")
  }

  @Test(arguments: [
    ("shop.order(\"smal\")", "E0205"), ("shop.oder(\"small\")", "E0108"),
    ("print(shop.getOrder(1).state)", "E0109"), ("let o: shop.Ordre = 1; print(o)", "E0113"),
    ("vendor shop {\n  base \"https://shop.example\"\n}", "E0103"),
    ("vendor other { }", "E0901"),
  ])
  func areCheckedBeforeRunning(_ source: String, _ code: String) throws {
    let host = TestHost { _ in .json("{}") }
    let failure = try #require(
      Script(host: host).run(Self.shop + source).error as? CheckFailure)
    #expect(failure.diagnostics.map(\.code.rawValue) == [code])
    #expect(host.requests.isEmpty)
  }
}
