import Foundation
import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowVendors

/// Real handshakes with the certificates of `Tests/Fixtures/certificates`.
@Suite("TLS", .blocking, .serialized)
struct TLSTests {
  typealias Certificate = HTTPRequest.ClientCertificate

  private static let authority = PythonServer.certificate("authority.pem")

  private func send(
    _ server: PythonServer, host: String = "localhost", variables: [String: String] = [:],
    authorities: [String] = [], certificate: Certificate? = nil
  ) throws -> String {
    let transport = HTTPTransport(
      settings: NetworkSettings(authorityFiles: authorities) { variables[$0] })
    defer { transport.shutdown() }
    var request = HTTPRequest(method: "GET", url: "https://\(host):\(server.port)/a?b=c")
    request.certificate = certificate
    let response = try transport.send(request, cancellation: Cancellation())
    return String(decoding: response.body, as: UTF8.self)
  }

  private func failure(
    _ server: PythonServer, authorities: [String] = [Self.authority],
    certificate: Certificate? = nil
  ) -> DetailedError? {
    do {
      _ = try send(server, authorities: authorities, certificate: certificate)
      return nil
    } catch { return error as? DetailedError }
  }

  // MARK: - Authorities

  @Test func trustsOnlyWhomItIsTold() throws {
    let server = try PythonServer("tls.py", ["server.pem"])
    let folder = TextFile.temporary(
      try #require(TextFile.bytes(Self.authority)), named: "authority.crt")
    let parent = URL(filePath: folder).deletingLastPathComponent().path
    for (variables, authorities) in [
      ([:], [Self.authority]), (["SSL_CERT_FILE": Self.authority], []),
      (["SSL_CERT_DIR": parent], []), (["SSL_CERT_DIR": "\(parent):\(parent)"], []),
      (["SSL_CERT_FILE": PythonServer.certificate("stranger.pem")], [Self.authority]),
      (["SSL_CERT_FILE": Self.authority, "SSL_CERT_DIR": parent], []),
    ] as [([String: String], [String])] {
      #expect(
        try send(server, variables: variables, authorities: authorities).contains("localhost"))
      #expect(
        try send(server, host: "127.0.0.1", variables: variables, authorities: authorities)
          .contains("127.0.0.1"))
    }
    let stranger = PythonServer.certificate("stranger.pem")
    for variables in [[:], ["SSL_CERT_FILE": stranger], ["SSL_CERT_FILE": ""]] as [[String: String]]
    {
      let error = #expect(throws: DetailedError.self) { try send(server, variables: variables) }
      #expect(error?.message.contains("signed by an authority that is not trusted") == true)
      #expect(error?.help?.contains("--ca-file") == true)
      #expect(error?.help?.contains("SSL_CERT_FILE") == true)
      #expect(error?.isRetryable == false)
    }
  }

  @Test func aSelfSignedCertificateCanBeTrusted() throws {
    let server = try PythonServer("tls.py", ["self-signed.pem"])
    #expect(failure(server) != nil)
    #expect(
      try send(server, authorities: [PythonServer.certificate("self-signed.pem")]).contains("local")
    )
  }

  @Test(arguments: [
    ("SSL_CERT_FILE", "/nowhere/ca.pem", "cannot be read"), ("SSL_CERT_FILE", "/tmp", "regular"),
    ("SSL_CERT_FILE", "/dev/zero", "regular"), ("SSL_CERT_DIR", "/nowhere", "cannot be read"),
    ("--ca-file", "/nowhere/ca.pem", "cannot be read"),
    ("SSL_CERT_FILE", "EMPTY", "no readable certificate"),
    ("--ca-file", "EMPTY", "no readable certificate"), ("SSL_CERT_DIR", "FOLDER", "no certificate"),
  ])
  func namesWhereAWrongFileComesFrom(_ source: String, _ path: String, _ reason: String) throws {
    let empty = TextFile.temporary(Array("hello".utf8), named: "ca.pem")
    let path =
      switch path {
      case "EMPTY": empty
      case "FOLDER": URL(filePath: empty).deletingLastPathComponent().path
      default: path
      }
    let server = try PythonServer("tls.py", ["server.pem"])
    let error = #expect(throws: DetailedError.self) {
      try send(
        server, variables: source == "--ca-file" ? [:] : [source: path],
        authorities: source == "--ca-file" ? [path] : [])
    }
    #expect(error?.message.contains("`\(source)` names `\(path)`") == true)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    #expect(error?.isRetryable == false)
  }

  // MARK: - Certificates of servers

  @Test(arguments: [
    (
      "other-host.pem",
      "its certificate is for `a.example`, `*.b.example` and `192.0.2.7`, not for `localhost`"
    ),
    ("expired.pem", "its certificate expired on 2021-05-04T00:00:00Z"),
    ("early.pem", "its certificate is not valid before 2110-02-03T00:00:00Z"),
    ("self-signed.pem", "its certificate is signed by an authority that is not trusted"),
  ])
  func saysWhatIsWrongWithACertificate(_ file: String, _ cause: String) throws {
    let server = try PythonServer("tls.py", [file])
    let error = try #require(failure(server))
    #expect(
      error.message
        == "`GET https://localhost:\(server.port)/a`: no secure connection to the server: \(cause) "
        + "(while connecting)")
    #expect(error.detail("phase")?.asString == "connecting")
    #expect(error.detail("certificate")?.asRecord?["hosts"]?.asList?.count ?? 0 > 0)
    #expect(error.help != nil && !error.isRetryable)
  }

  @Test func saysThatAPortIsWithoutTLS() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let error = #expect(throws: DetailedError.self) {
      try transport.send(
        HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"),
        cancellation: Cancellation())
    }
    #expect(
      error?.message.contains("it does not use TLS there") == true, "\(error?.message ?? "")")
  }

  // MARK: - Certificates of clients

  private static let certificates: [Certificate] = [
    Certificate(
      file: PythonServer.certificate("client.pem"), keyFile: PythonServer.certificate("client.key")),
    Certificate(
      file: PythonServer.certificate("client.pem"),
      keyFile: PythonServer.certificate("client-encrypted.key"),
      password: "open sesame"),
    Certificate(file: PythonServer.certificate("client.p12"), password: "open sesame"),
  ]

  @Test(arguments: certificates) func showsACertificate(_ certificate: Certificate) throws {
    let server = try PythonServer("tls.py", ["server.pem", "authority.pem"])
    let body = try send(server, authorities: [Self.authority], certificate: certificate)
    #expect(body.contains(#""name": "Ada""#))
  }

  /// By a vendor's declaration, by `http`, and to nobody else.
  @Test(arguments: [
    ("who().name", "Ada"), ("http.get(base, certificate: own).body.name", "Ada"),
    (
      "try { http.get(base) } catch e { e.message.contains(\"requires a client certificate\") }",
      "true"
    ),
    ("try { http.get(base, certificate: {file: null}) } catch e { e.kind }", "network"),
  ])
  func scriptsShowCertificates(_ expression: String, _ printed: String) throws {
    let server = try PythonServer("tls.py", ["server.pem", "authority.pem"])
    let transport = HTTPTransport(
      settings: NetworkSettings(authorityFiles: [Self.authority]) { _ in nil })
    defer { transport.shutdown() }
    let (file, key) = (
      PythonServer.certificate("client.pem"), PythonServer.certificate("client-encrypted.key")
    )
    let host = TestHost(
      transport,
      environment: ["OWN": file, "OWN_KEY": key, "OWN_PASSWORD": "open sesame"])
    let result = Script(host: host).run(
      """
      vendor shop {
        base "https://localhost:\(server.port)"
        credentials {
          file?: string from env "OWN"
          key?: string from env "OWN_KEY"
          password?: secret from env "OWN_PASSWORD"
        }
        certificate {file: credentials.file, key: credentials.key, password: credentials.password}
        operation who() -> object
          GET "/"
      }
      use shop
      let base = "https://localhost:\(server.port)/"
      let own = {file: "\(file)", key: "\(key)", password: "open sesame"}
      print(\(expression))
      """)
    #expect(result.output == printed, "\(result.message)")
  }

  @Test func saysThatACertificateIsAskedFor() throws {
    let server = try PythonServer("tls.py", ["server.pem", "authority.pem"])
    let none = try #require(failure(server))
    #expect(none.message.contains("it requires a client certificate"), "\(none)")
    #expect(none.help?.contains("certificate: {file:") == true)
    let stranger = try #require(
      failure(server, certificate: Certificate(file: PythonServer.certificate("stranger.pem"))))
    #expect(stranger.message.contains("it does not accept the client certificate"), "\(stranger)")
  }

  @Test(arguments: [
    (Certificate(file: "/nowhere.pem"), "`/nowhere.pem`, which cannot be read"),
    (Certificate(file: PythonServer.certificate("client.pem")), "contains no readable key"),
    (Certificate(file: PythonServer.certificate("client.key")), "neither a certificate"),
    (
      Certificate(file: PythonServer.certificate("client.p12"), password: "wrong-word"),
      "neither a certificate"
    ),
    (
      Certificate(
        file: PythonServer.certificate("client.pem"),
        keyFile: PythonServer.certificate("client-encrypted.key"), password: "wrong-word"),
      "no readable key with this `password`"
    ),
    (
      Certificate(
        file: PythonServer.certificate("client.pem"),
        keyFile: PythonServer.certificate("client-encrypted.key")), "no readable key"
    ),
    (
      Certificate(
        file: PythonServer.certificate("client.pem"),
        keyFile: PythonServer.certificate("stranger.pem")),
      "the key does not belong to the client certificate"
    ),
  ])
  func saysWhatIsWrongWithOnesOwnCertificate(_ certificate: Certificate, _ cause: String) throws {
    let server = try PythonServer("tls.py", ["server.pem", "authority.pem"])
    let error = try #require(failure(server, certificate: certificate))
    #expect(error.message.contains(cause), "\(error.message)")
    #expect(!"\(error)".contains("wrong-word"))
  }
}
