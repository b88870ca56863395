import Foundation
import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowVendors

/// Requests through a real proxy, which writes down what it is asked for.
@Suite("Proxies", .blocking, .serialized)
struct ProxyTests {
  private func send(
    _ url: String, _ variables: [String: String], isDirect: Bool = false,
    certificate: HTTPRequest.ClientCertificate? = nil
  ) throws -> String {
    let settings = NetworkSettings(authorityFiles: [PythonServer.certificate("authority.pem")]) {
      variables[$0]
    }
    let transport = HTTPTransport(settings: settings)
    defer { transport.shutdown() }
    var request = HTTPRequest(method: "GET", url: url)
    request.isDirect = isDirect
    request.certificate = certificate
    let response = try transport.send(request, cancellation: Cancellation())
    return String(decoding: response.body, as: UTF8.self)
  }

  private func failure(_ url: String, _ variables: [String: String]) -> DetailedError? {
    do {
      _ = try send(url, variables)
      return nil
    } catch { return error as? DetailedError }
  }

  @Test func plainRequestsAreForwarded() throws {
    let proxy = try PythonServer("proxy.py")
    let path = "/a%2Fb/caf%E9?x=%20y&z"
    let body = try send("http://api.example.test\(path)", ["http_proxy": "http://\(proxy.place)"])
    #expect(body == "host api.example.test")
    #expect(proxy.lines(1) == ["GET http://api.example.test\(path) HTTP/1.1"])
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func secureRequestsGoThroughATunnel(_ host: String) throws {
    let server = try PythonServer("tls.py", ["server.pem"])
    let proxy = try PythonServer("proxy.py")
    let body = try send("https://\(host):\(server.port)/", ["HTTPS_PROXY": proxy.place])
    #expect(body.contains("\(host):\(server.port)"))
    #expect(proxy.lines(1) == ["CONNECT \(host):\(server.port) HTTP/1.1"])
  }

  /// The library would compare the certificate with the address of the proxy.
  @Test func theCertificateOfAnAddressBehindATunnelIsChecked() throws {
    let server = try PythonServer("tls.py", ["server.pem"])
    let proxy = try PythonServer("proxy.py")
    let error = failure("https://192.0.2.7:\(server.port)/", ["https_proxy": proxy.place])
    #expect(
      error?.message.contains(
        "its certificate is for `localhost`, `127.0.0.1` and `::1`, not for `192.0.2.7`") == true)
    let other = try PythonServer("tls.py", ["other-host.pem"])
    let body = try send("https://192.0.2.7:\(other.port)/", ["https_proxy": proxy.place])
    #expect(body.contains("192.0.2.7"))
  }

  @Test func socksCarriesBoth() throws {
    let server = try PythonServer("tls.py", ["server.pem"])
    let plain = try LoopbackServer { _ in .answer(200, [], "plain") }
    let proxy = try PythonServer("proxy.py")
    let variables = ["ALL_PROXY": "socks5h://\(proxy.place)"]
    #expect(try send("https://localhost:\(server.port)/", variables).contains("localhost"))
    #expect(try send("http://localhost:\(plain.port)/", variables) == "plain")
    #expect(proxy.lines(2) == ["SOCKS localhost:\(server.port)", "SOCKS localhost:\(plain.port)"])
  }

  @Test func credentialsGoToTheProxyOnly() throws {
    let server = try PythonServer("tls.py", ["server.pem"])
    let proxy = try PythonServer("proxy.py", ["user:open sesame"])
    let address = "http://user:open%20sesame@\(proxy.place)"
    #expect(try send("http://a.test/", ["http_proxy": address]) == "host a.test")
    #expect(
      try send("https://localhost:\(server.port)/", ["https_proxy": address]).contains("localhost"))
    for url in ["http://a.test/", "https://localhost:\(server.port)/"] {
      let wrong = failure(url, ["ALL_PROXY": "http://user:wrong-word@\(proxy.place)"])
      let text = "\(wrong.map { "\($0)" } ?? "")"
      #expect(text.contains("does not accept the user and password"), "\(text)")
      #expect(text.contains("ALL_PROXY") && !text.contains("wrong-word"))
      #expect(
        failure(url, ["ALL_PROXY": proxy.place])?.message.contains(
          "requires a user and a password") == true)
    }
  }

  @Test func aProxyThatIsNotThereIsNamed() throws {
    for url in ["http://a.test/", "https://a.test/"] {
      let error = failure(url, ["all_proxy": "127.0.0.1:1"])
      #expect(
        error?.message
          == "`GET \(url)`: the proxy 127.0.0.1:1 (from `all_proxy`) refused the connection "
          + "(while connecting)")
      #expect(error?.detail("proxy")?.asString == "127.0.0.1:1")
      let lost = failure(url, ["all_proxy": "http://no-such-proxy.invalid"])
      #expect(
        lost?.message.contains(
          "no host `no-such-proxy.invalid` was found (the proxy that `all_proxy` names)") == true
      )
    }
  }

  @Test func aTunnelThatCannotBeMadeIsNamed() throws {
    let proxy = try PythonServer("proxy.py")
    let error = failure("https://a.test:1/", ["https_proxy": proxy.place])
    #expect(
      error?.message.contains(
        "the proxy \(proxy.place) (from `https_proxy`) did not connect to a.test")
        == true)
    #expect(error?.detail("phase")?.asString == "connecting")
  }

  /// Whatever the environment says: the sandbox is a part of the program.
  @Test func theSandboxIsReachedWithoutAProxy() throws {
    let server = try LoopbackServer { _ in
      .answer(200, [("Content-Type", "application/json")], "{}")
    }
    let transport = HTTPTransport(
      settings: NetworkSettings { $0 == "all_proxy" ? "http://127.0.0.1:1" : nil })
    defer { transport.shutdown() }
    let host = TestHost(transport)
    let script = Script(host: host, settings: .sandbox(at: server.url))
    #expect(script.run("expoze.listSpaces()").kind != "network")
    #expect(!server.requests.isEmpty)
    let direct = HTTPRequest(method: "GET", url: server.url + "/picture")
    #expect(try transport.send(direct, cancellation: Cancellation()).status == 200)
  }

  @Test func aValueThatIsNotAProxyIsAnErrorBeforeAnything() {
    #expect(throws: ValueError.self) {
      try send("https://a.test/", ["https_proxy": "ftp://proxy"])
    }
  }
}
