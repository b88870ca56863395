import ImgFlowValues
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test func compactAndPretty() throws {
    let value = try json(#"{ "a": [1, {"b": null}], "c": {}, "d": [], "e": "x\u0000\ty" }"#)
    #expect(try JSON.text(of: value) == #"{"a":[1,{"b":null}],"c":{},"d":[],"e":"x\u0000\ty"}"#)
    let pretty = """
      {
        "a": [
          1,
          {
            "b": null
          }
        ],
        "c": {},
        "d": [],
        "e": "x\\u0000\\ty"
      }
      """
    #expect(try JSON.text(of: value, indent: 2) == pretty)
    #expect(try JSON.text(of: json("[1]"), indent: 0) == "[\n1\n]")
    #expect(try JSON.text(of: json("[1]"), indent: -3) == "[\n1\n]")
    #expect(try JSON.bytes(of: json("[1]")) == Array("[1]".utf8))
  }

  @Test func everyControlCharacterIsEscaped() throws {
    let text = String(String.UnicodeScalarView((0..<0x20).compactMap { UnicodeScalar($0) }))
    let written = try JSON.text(of: .string(text))
    #expect(written.utf8.allSatisfy { $0 >= 0x20 })
    #expect(try json(written).asString == text)
  }

  @Test func timesDurationsAndErrors() throws {
    let value = try Value.list([
      time(0), duration(1500), try errorValue("job", "x", trace: "secret"),
    ])
    let expected = #"["1970-01-01T00:00:00Z","PT1.5S",{"kind":"job","message":"x"}]"#
    #expect(try JSON.text(of: value) == expected)
  }

  @Test func whatHasNoForm() throws {
    let cases: [(Value, String, String)] = [
      (.bytes([1, 2]), "bytes (`bytes(2)`)", ".base64()"),
      (range(0, 3), "a range (`0..<3`)", ".toList()"),
      (.heap(TestFunction()), "a function (`fn(a, b)`)", "leave"),
      (.heap(HeapObject(type: .stream)), "a stream (`stream`)", ".take"),
    ]
    for (value, name, help) in cases {
      let rows = try Value.list([.null, .object(["im age": .int(1), "image": value])])
      let error = valueError { .string(try JSON.text(of: .object(["rows": rows]))) }
      #expect(error.kind == .type)
      #expect(error.message == "cannot write `$.rows[1].image` as JSON: it is \(name)")
      #expect(error.help?.contains(help) == true)
      let alone = valueError { .string(try JSON.text(of: value)) }
      #expect(alone.message == "cannot write \(name) as JSON")
    }
    #expect(valueError { .string(try JSON.text(of: .float(.nan))) }.kind == .arithmetic)
  }

  @Test func secrets() throws {
    let joined = try Arithmetic.add(.string("Bearer "), secret("a\"b"))
    let value = try Value.object(["token": joined])
    #expect(try JSON.text(of: value) == #"{"token":"Bearer «secret»"}"#)
    #expect(try JSON.text(of: value, secrets: .revealed) == #"{"token":"Bearer a\"b"}"#)
    #expect(try JSON.output(of: value).hasSecret)
    #expect(try JSON.output(of: value, secrets: .revealed).hasSecret)
    #expect(try !JSON.output(of: json("[1]")).hasSecret)
    let text = try JSON.stringify(value)
    #expect(text.asSecret?.text == #"{"token":"Bearer a\"b"}"#)
    #expect(text.displayText == #"{"token":"Bearer «secret»"}"#)
    #expect(try JSON.stringify(json("[1]")).asString == "[1]")
  }

  @Test(
    arguments: [
      ([], "$"), ([.key("rows"), .index(3), .key("image")], "$.rows[3].image"),
      ([.key("a b"), .key("é"), .key("1"), .key(""), .key("a\"")], #"$["a b"].é["1"][""]["a\""]"#),
    ] as [([ValuePath.Component], String)])
  func paths(_ components: [ValuePath.Component], _ text: String) {
    #expect(ValuePath(components).description == text)
  }

  @Test func pathsLeadToValues() throws {
    let value = try json(#"{"rows":[{"a":1},{"a":[true]}]}"#)
    let path = try #require(ValuePath.first(in: value) { $0.asBool == true })
    #expect(path.description == "$.rows[1].a[0]")
    #expect(path.value(in: value)?.asBool == true)
    #expect(ValuePath([.key("rows"), .index(9)]).value(in: value) == nil)
    #expect(ValuePath.first(in: value) { $0.isNull } == nil)
  }
}
