import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Testing

@Suite("Request lines")
struct RequestLineTests {
  /// Every target that an address can have: each byte that may stand there as it is, and each byte as
  /// `%XX` in both cases, in the path and in the query; and what clients like to tidy up.
  private static let targets: [String] = {
    let raw = (0x21...0x7E).map { String(Unicode.Scalar(UInt8($0))) }.filter { $0 != "#" }
    let digits = (0...255).map { (Int($0) < 16 ? "0" : "") + String($0, radix: 16) }
    let encoded = digits.flatMap { ["%\($0)", "%\($0.uppercased())"] }
    let pieces = raw + encoded + ["%", "%4", "%zz", "caf%E9.jpg", "%00%0d%0a"]
    let tidied = [
      "/a/../b", "/./a", "//a//b", "/a/..", "/%2e%2e/x", "/a;b=c", "/?", "/??", "/?a=b&&c", "/a\\b",
      "/http://other.test/x", "/@b", "/:80/",
    ]
    return pieces.flatMap { ["/a\($0)b", "/a?b\($0)=\($0)"] } + tidied
  }()

  private func received(_ server: RawServer) -> [String] { server.requests.map(\.target) }

  @Test func goOutAsTheyWereWritten() throws {
    let server = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    for (index, target) in Self.targets.enumerated() {
      let method = ["GET", "POST", "DELETE", "HEAD"][index % 4]
      _ = try transport.send(
        HTTPRequest(method: method, url: server.url + target), cancellation: Cancellation())
    }
    #expect(received(server) == Self.targets)
    #expect(server.requests.allSatisfy { $0.header("Host") == "127.0.0.1:\(server.port)" })
    #expect(
      server.requests.allSatisfy {
        !$0.lines.contains { $0.contains("~") && !$0.contains("HTTP/") }
      })
  }

  @Test func ofRedirectsAreAsTheyWerePointedTo() throws {
    let targets = Self.targets.filter { !$0.hasPrefix("//") && !$0.contains("/.") }
    let server = try RawServer { request in
      guard request.target.hasPrefix("/from/") else { return .answer("HTTP/1.1 200 OK") }
      let target = targets[Int(request.target.dropFirst(6)) ?? 0]
      return .answer("HTTP/1.1 302 Found\r\nLocation: \(target)")
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    for index in targets.indices {
      let response = try transport.send(
        HTTPRequest(method: "GET", url: "\(server.url)/from/\(index)"), cancellation: Cancellation()
      )
      #expect(response.url == server.url + targets[index])
    }
    #expect(received(server).filter { !$0.hasPrefix("/from/") } == targets)
  }

  /// What cannot stand in a line, with how it is encoded.
  private static let refused: [(character: String, encoded: String)] =
    (0...0x20).map {
      (
        String(Unicode.Scalar(UInt8($0))),
        ($0 < 16 ? "%0" : "%") + String($0, radix: 16).uppercased()
      )
    }
    + [
      ("\u{7F}", "%7F"), ("é", "%C3%A9"), ("e\u{301}", "%CC%81"), ("写", "%E5%86%99"),
      ("🙂", "%F0%9F%99%82"),
    ]

  @Test func areRefusedWhereSomethingIsToBeEncoded() throws {
    let server = try RawServer { _ in .answer("HTTP/1.1 200 OK") }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    for (character, encoded) in Self.refused {
      for target in ["/a\(character)b", "/a?b=\(character)", "\(character)", "/\(character)"] {
        let isHost = !target.hasPrefix("/")
        let url = server.url + target
        let error = #expect(throws: ValueError.self, "\(url.debugDescription)") {
          try transport.send(HTTPRequest(method: "DELETE", url: url), cancellation: Cancellation())
        }
        #expect(error?.kind == .validation)
        #expect(error?.help?.contains(isHost ? "ASCII form" : "as \(encoded)") == true)
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    "http://127.0.0.1%2f.evil.test/", "http://a.test\\@b.test/", "http://user:hunter2@a.test/",
    "http://user@a.test/", "http:///x", "http://:80/", "http://a.test:0/", "http://a.test:65536/",
    "http://a.test:8a/", "http://[::1/", "http://[a.test]/", "http://[::1]x/", "http://a b/",
    "http://%61.test/", "http://a,b.test/", "http://[fe80::1%25eth0]/", "ftp://a.test/", "a.test/x",
    "mailto:a@b.test", "", "http:/a.test", "//a.test/", "http://a.test:+80/",
  ])
  func doNotGoToAnotherHost(_ url: String) {
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let error = #expect(throws: ValueError.self) {
      try transport.send(HTTPRequest(method: "GET", url: url), cancellation: Cancellation())
    }
    #expect(error?.kind == .validation)
    #expect(error?.message.contains("hunter2") == false)
  }
}
