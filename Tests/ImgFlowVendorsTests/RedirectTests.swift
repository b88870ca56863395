import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import Testing

@Suite("Redirects")
struct RedirectTests {
  /// Where a GET of `/base/page?q=1` is led by a `Location`, each of whose characters is a byte.
  private func target(of location: String) throws -> String {
    let isFirst = Mutex(true)
    let server = try RawServer { request in
      isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
        ? .answer("HTTP/1.1 302 Found\r\nLocation: \(location)") : .answer("HTTP/1.1 200 OK")
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    _ = try transport.send(
      HTTPRequest(method: "GET", url: server.url + "/base/page?q=1"), cancellation: Cancellation())
    return server.requests.last?.target ?? ""
  }

  private static func bytes(_ text: String) -> String {
    String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
  }

  /// The references of RFC 3986 section 5.4, and what servers write that no reference may have.
  @Test(arguments: [
    ("g", "/base/g"), ("./g", "/base/g"), ("g/", "/base/g/"), ("/g", "/g"), ("?y", "/base/page?y"),
    ("g?y", "/base/g?y"), ("#s", "/base/page?q=1"), ("g#s", "/base/g"), ("g;x", "/base/g;x"),
    (".", "/base/"), ("..", "/"), ("../g", "/g"), ("../../../g", "/g"), ("/./g", "/g"),
    ("/../g", "/g"), ("g.", "/base/g."), ("..g", "/base/..g"), ("./g/.", "/base/g/"),
    ("g/../h", "/base/h"), ("g?y/../x", "/base/g?y/../x"), ("g;x=1/../y", "/base/y"),
    ("./a:b", "/base/a:b"), ("/a/caf%E9.jpg", "/a/caf%E9.jpg"), ("/%ff?%fe", "/%ff?%fe"),
    ("/files/a b.jpg", "/files/a%20b.jpg"), (bytes("/files/café.jpg"), "/files/caf%C3%A9.jpg"),
    (bytes("/写?ü=ß"), "/%E5%86%99?%C3%BC=%C3%9F"), (bytes("é/x#ü"), "/base/%C3%A9/x"),
  ])
  func leadToWhatTheyName(_ location: String, _ expected: String) throws {
    #expect(try target(of: location) == expected)
  }

  @Test(arguments: [
    "/caf\u{E9}.jpg", "http://user:hunter2@a.test/", "ftp://a.test/x", "javascript:alert(1)", "g:h",
    "http:g", "http://a.test:99999/", bytes("http://münchen.test/"), "http://a.test%2f.b.test/",
    "/a\r\nLocation: /b",
  ])
  func areRefusedWhereNobodyKnowsWhatTheyName(_ location: String) {
    let error = #expect(throws: DetailedError.self) { try target(of: location) }
    #expect(error?.kind == .network)
    #expect(error?.isRetryable == false)
    #expect(error?.message.contains("redirected to") == true)
    #expect(error?.message.contains("hunter2") == false)
  }

  /// The name of the host that a script gave is for the first server only.
  @Test func leaveTheHeadersOfTheOriginBehind() throws {
    let there = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let address = there.url
    let here = try RawServer { _ in .answer("HTTP/1.1 307 Go\r\nLocation: \(address)/x") }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let request = HTTPRequest(
      method: "GET", url: here.url, headers: [("Host", "a.test"), ("X-Plain", "p")])
    _ = try transport.send(request, cancellation: Cancellation())
    #expect(here.requests.first?.header("Host") == "a.test")
    #expect(there.requests.first?.header("Host") == "127.0.0.1:\(there.port)")
    #expect(there.requests.first?.header("X-Plain") == "p")
    var withBody = request
    withBody.body = .bytes([1])
    #expect(throws: DetailedError.self) {
      try transport.send(withBody, cancellation: Cancellation())
    }
    #expect(there.requests.count == 1)
  }

  /// Every status between a success and a refusal, with every method: followed, unchanged, or an error.
  @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
  func areNeverTakenForASuccess(_ method: String) throws {
    let server = try RawServer { request in
      let status = Int(request.target.dropFirst()) ?? 200
      return .answer("HTTP/1.1 \(status) X" + (status < 300 ? "" : "\r\nLocation: /end"))
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let isRead = method == "GET" || method == "HEAD"
    for status in 300...308 {
      let call = "http.request(\"\(method)\", \"\(server.url)/\(status)\""
      let read = Script(host: TestHost(transport)).run(
        "print(\(call), redirects: \"manual\").status)")
      #expect(read.output == "\(status)")
      let result = Script(host: TestHost(transport)).run("print(\(call), check: false).status)")
      if isRead, [301, 302, 303, 307, 308].contains(status) {
        #expect(result.output == "200")
      } else if isRead, status == 304 {
        #expect(result.output == "304")
      } else {
        #expect(result.kind == "http")
        #expect(result["status"] == "\(status)")
        #expect((result.message as String).contains("points to `/end`"))
      }
    }
  }
}
