import ImgFlowValues
import Testing

@Suite("Display")
struct DisplayTests {
  @Test(arguments: [
    ("null", "null"), ("true", "true"), ("-12", "-12"), ("3.0", "3.0"), ("1e22", "1e+22"),
    ("0.1", "0.1"), ("1e-7", "1e-07"), ("-0.0", "-0.0"), ("5e-324", "5e-324"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
    (#""a\"b\n""#, "a\"b\n"), (#"{"a":1,"b":[2.0,null]}"#, #"{"a": 1, "b": [2.0, null]}"#),
    ("[]", "[]"), ("{}", "{}"), (#"["a\"b\n\u0001é"]"#, #"["a\"b\n\u0001é"]"#),
    ("[[],{}]", "[[], {}]"),
  ])
  func jsonValues(_ text: String, _ expected: String) throws {
    #expect(try json(text).displayText == expected)
  }

  @Test func whatJSONLacks() throws {
    let values: [(Value, alone: String, nested: String)] = [
      (time(0), "1970-01-01T00:00:00Z", #""1970-01-01T00:00:00Z""#),
      (duration(5_400_000), "1h30m", #""PT1H30M""#), (.bytes([1, 2]), "bytes(2)", "bytes(2)"),
      (range(0, 3), "0..<3", "0..<3"), (.heap(TestFunction()), "fn(a, b)", "fn(a, b)"),
      (.heap(HeapObject(type: .stream)), "stream", "stream"), (secret("x"), "«secret»", "«secret»"),
      (try errorValue("http", "Not Found"), "error(http: Not Found)", "error(http: Not Found)"),
    ]
    for (value, alone, nested) in values {
      #expect(value.displayText == alone)
      #expect(try Value.list([value]).displayText == "[\(nested)]")
    }
  }

  @Test func shortDescriptions() throws {
    #expect(Value.string("abc").shortDescription() == #""abc""#)
    let long = Value.string(String(repeating: "é", count: 2113))
    #expect(long.shortDescription(limit: 4) == "\"ééé…\" (2,113 chars)")
    let list = try Value.list((0..<1_000_000).map { .int($0) })
    #expect(list.shortDescription(limit: 8) == "[0, 1, 2…] (1,000,000 items)")
    let object = try json(#"{"first":"abcdefghijklmnopqrstuvwxyz","b":2}"#)
    #expect(object.shortDescription(limit: 12) == #"{"first": "a…} (2 keys)"#)
    #expect(secret("password").shortDescription() == "«secret»")
    #expect(time(0).shortDescription(limit: 1) == "1970-01-01T00:00:00Z")
    #expect(Value.int(.min).shortDescription(limit: -5).hasPrefix("-"))
  }

  /// A deep and a wide value take as long as what is shown of them.
  @Test func shortDescriptionsOfDeepValues() throws {
    let deep = try json(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
    #expect(deep.shortDescription(limit: 5) == "[[[[[…] (1 items)")
  }
}
