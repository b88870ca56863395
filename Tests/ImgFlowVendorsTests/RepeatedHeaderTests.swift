import ImgFlowRuntime
import ImgFlowVendors
import Testing

@Suite("Headers that come several times")
struct RepeatedHeaderTests {
  private func shown(_ headers: String, _ expression: String) throws -> String {
    let server = try RawServer { _ in .answer("HTTP/1.1 200 OK\r\n\(headers)") }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let result = Script(host: TestHost(transport)).run(
      "let a = http.get(\"\(server.url)\")\nprint(\(expression))")
    #expect(result.error == nil, "\(result.message)")
    return result.output
  }

  @Test(arguments: [
    ("X-Tag: red\r\nx-tag: blue", "x-tag", "red, blue", #"["red", "blue"]"#),
    ("X-Tag: red", "x-tag", "red", #"["red"]"#),
    ("Vary: a, b\r\nVARY: c", "vary", "a, b, c", #"["a, b", "c"]"#),
    ("X-Tag:\r\nX-Tag: b", "x-tag", ", b", #"["", "b"]"#),
    ("Set-Cookie: a=1; Path=/", "set-cookie", #"["a=1; Path=/"]"#, #"["a=1; Path=/"]"#),
    (
      "Set-Cookie: a=1, x\r\nX-Tag: t\r\nset-cookie: b=2", "set-cookie", #"["a=1, x", "b=2"]"#,
      #"["a=1, x", "b=2"]"#
    ),
  ])
  func areAllThere(_ headers: String, _ name: String, _ joined: String, _ list: String) throws {
    #expect(try shown(headers, "a.headers[\"\(name)\"]") == joined)
    #expect(try shown(headers, "a.headerLists[\"\(name)\"]") == list)
  }

  @Test func stayInTheOrderInWhichTheyCame() throws {
    let keys = try shown("B: 1\r\nA: 2\r\nB: 3", #"a.headers.keys().join(" ")"#)
    #expect(keys == "b a content-length")
  }

  @Test func areInErrorsOfVendorsTooButForCookies() throws {
    let server = try RawServer { _ in
      .answer("HTTP/1.1 404 X\r\nX-Tag: red\r\nX-Tag: blue\r\nSet-Cookie: a=1")
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let script = Script(host: TestHost(transport), settings: .sandbox(at: server.url))
    let result = script.run(
      "try { expoze.login() } catch e { print(e.headers[\"x-tag\"], \"set-cookie\" in e.headers) }")
    #expect(result.output == "red, blue false", "\(result.message)")
  }
}
