import ImgFlowRuntime
import ImgFlowValues
import Testing

/// An answer that calls itself JSON and is not, wherever it is read.
@Suite("Answers that are not what they say")
struct UnreadableAnswerTests {
  private static let calls = [
    #"http.get("https://shop.example/items?key=hush-hush")"#,
    #"http.get("https://shop.example/items?key=hush-hush", check: false)"#,
    #"http.post("https://shop.example/items", json: {})"#,
    "shop.getItems()", "shop.addItem(1)", "shop.listItems().all()",
  ]
  private static let shop = """
    vendor shop {
      base "https://shop.example"
      operation getItems() -> object
        GET "/items"
      operation addItem(id: int) -> object
        POST "/items"
        json
      operation listItems(offset: int(0...) = 0, limit: int(1...100) = 50) -> stream Item
        GET "/items"
        query
        answers 200 {items: items, has_more: more}
        pages by limit, offset += size while more
      resource Item { id: int }
    }

    """
  private static let bodies: [(bytes: [UInt8], shown: String)] = [
    (Array("<html><body>Down for maintenance</body></html>".utf8), "Down for maintenance"),
    (Array(#"{"items": [1, 2"#.utf8), #"{"items": [1, 2"#), (Array("oops".utf8), "oops"),
    (Array("{}{}".utf8), "{}{}"), ([0x1F, 0x8B, 0x08, 0x00], #"\u{1f}"#),
    (Array(String(repeating: "é", count: 2000).utf8), String(repeating: "é", count: 250) + "…"),
  ]

  @Test(arguments: calls) func sayWhoSentWhat(_ call: String) {
    for (bytes, shown) in Self.bodies {
      let host = TestHost { request in
        HTTPResponse(
          status: 200, headers: [("Content-Type", "application/json")], body: bytes,
          url: request.url, elapsed: 3)
      }
      let result = Script(host: host).run(Self.shop + "use shop\nprint(\(call))")
      #expect(result.kind == "parse", "\(result.message)")
      #expect(result["status"] == "200")
      #expect(result["body"]?.contains(shown) == true)
      #expect((result["body"]?.utf8.count ?? 0) < 520)
      #expect(result.message.contains("200") && result.message.contains("not JSON"))
      #expect(result["request"]?.contains("/items") == true)
      #expect(!result.message.contains("hush-hush"))
      #expect(result.message.contains(" https://shop.example/items`"), "\(result.message)")
      #expect(result.caught?.help != nil)
    }
  }
}
