import ImgFlowCatalogue
import ImgFlowSyntax
import Testing

@Suite("Costs, limits, keys and cancelling in declarations")
struct LimitClauseTests {
  private static let clauses = """
      limits 10 per 1s, 600 per 2m, 4 at once
      operation order(images: [string], size: int = 1) -> Order
        POST "/orders"
        json
        repeat keyed "Idempotency-Key"
        costs images.length * size prints
        costs 2 credits
        limits 1 at once
      operation stop(id: int, why?: string)
        DELETE "/orders/\\(id)"
        query
      operation look() -> any
        GET "/look"
      limits 5 per 1h
      resource Order {
        id, number: int
        cancel: string
        cancel stop(why: cancel, id: number)
      }
      resource Reprint { ...Order }
    """

  private func vendor() throws -> Vendor {
    try Vendor.load("shop", from: Declarations.vendor(Self.clauses))
  }

  @Test func areRead() throws {
    let vendor = try vendor()
    let rates = [(10, 1000), (600, 120_000), (5, 3_600_000)]
    #expect(
      vendor.limits
        == RequestLimits(
          rates: rates.map { RequestLimits.Rate(count: $0.0, window: $0.1) }, concurrency: 4))
    #expect(vendor.units == ["prints", "credits"])
    let order = try #require(vendor.operation("order"))
    #expect(order.repetition == .keyed(header: "Idempotency-Key"))
    #expect(order.costs.map(\.description) == ["images.length * size prints", "2 credits"])
    #expect(order.limits == RequestLimits(concurrency: 1))
    // What is as far to the left as the operations is about the vendor.
    #expect(vendor.operation("look")?.limits.isEmpty == true)
    for name in ["Order", "Reprint"] {
      #expect(vendor.resources[name]?.cancel?.operation == "stop", "\(name)")
      #expect(vendor.resources[name]?.cancel?.call.onOneLine == "stop(why: cancel, id: number)")
    }
    // A field may have the name of a clause.
    #expect(vendor.resources["Order"]?.field("cancel") != nil)
  }

  @Test func areDocumented() throws {
    let vendor = try vendor()
    let facts = OperationManual(try #require(vendor.operation("order")), of: vendor).facts
    #expect(
      facts.dropLast().suffix(3) == [
        "Its header `Idempotency-Key` has a key by which the service knows it again, so it may be sent twice.",
        "It costs `images.length * size prints` and `2 credits`.",
        "ImgFlow sends at most 1 request at once; further ones wait.",
      ])
    #expect(
      VendorManual(vendor).limits
        == "ImgFlow sends at most 10 requests per 1s, 600 per 2m, 5 per 1h and 4 at once; further ones wait, in parallel code too."
    )
  }
}
