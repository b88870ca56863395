import Testing

@Suite("Paths")
struct PathTests {
  private let host = TestHost { _ in .json("{}") }

  private func run(_ source: String) -> Script.Result {
    let declaration = Declarations.vendor(
      #"""
        operation get(id: string) -> any
          GET "/things/\(id).json"
        operation file(path: string) -> any
          GET "/files/\(...path)"
        operation search(q: string, tags?: [string]) -> any
          GET "/search"
          query
      """#)
    return Script(host: host, sources: ["shop": declaration]).run("use shop\n\(source)")
  }

  @Test(arguments: [
    ("get('a b')", "GET /things/a%20b.json"),
    ("get('a/b')", "GET /things/a%2Fb.json"),
    ("get('../admin')", "GET /things/..%2Fadmin.json"),
    ("get('%2e%2e')", "GET /things/%252e%252e.json"),
    ("get('a?b#c')", "GET /things/a%3Fb%23c.json"),
    ("get('a\\b')", "GET /things/a%5Cb.json"),
    ("get('ä')", "GET /things/%C3%A4.json"),
    ("file('1/1/a b.jpg')", "GET /files/1/1/a%20b.jpg"),
    ("search('a&b=c+d')", "GET /search?q=a%26b%3Dc%2Bd"),
    ("search('x', ['a', 'b'])", "GET /search?q=x&tags=a&tags=b"),
  ])
  func encodeEveryParameterAsOneSegment(_ source: String, _ expected: String) {
    #expect(run(source).error == nil)
    #expect(host.lines == [expected])
  }

  @Test(arguments: [
    (
      "get('')",
      "`id` of `shop.get` cannot be empty, or have an empty part: it is part of the address"
    ),
    ("get('.')", "`id` of `shop.get` cannot be or contain `.`: it is part of the address"),
    ("get('..')", "`id` of `shop.get` cannot be or contain `..`: it is part of the address"),
    (
      "get(\"a\\u0000\")",
      "`id` of `shop.get` cannot contain a NUL character: it is part of the address"
    ),
    (
      "get('x'.repeat(257))",
      "`id` of `shop.get` cannot be longer than 256 bytes: it is part of the address"
    ),
    (
      "file('a/../../b')",
      "`path` of `shop.file` cannot be or contain `..`: it is part of the address"
    ),
    (
      "file('/etc')",
      "`path` of `shop.file` cannot be empty, or have an empty part: it is part of the address"
    ),
  ])
  func refuseWhatLeadsElsewhere(_ source: String, _ expected: String) {
    let result = run(source)
    #expect(result.kind == "validation")
    #expect(result.message == expected)
    #expect(host.requests.isEmpty)
  }
}
