import Foundation
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import TestSupport
import Testing

@Suite("The HTTP transport", .serialized)
struct TransportTests {
  private func send(
    _ method: String, _ url: String, headers: [(name: String, value: String)] = [],
    body: HTTPRequest.Body = .none, credentials: Set<String> = [],
    limits: HTTPTransport.Limits = .init(), cancellation: Cancellation = Cancellation()
  ) throws -> HTTPResponse {
    let transport = HTTPTransport(limits: limits)
    defer { transport.shutdown() }
    return try transport.send(
      HTTPRequest(
        method: method, url: url, headers: headers, body: body, credentialHeaders: credentials),
      cancellation: cancellation)
  }

  private func failure(_ body: () throws -> HTTPResponse) -> DetailedError? {
    do {
      _ = try body()
      return nil
    } catch { return error as? DetailedError }
  }

  @Test func sendsAndReads() throws {
    let server = try LoopbackServer { _ in .answer(201, [("X-Id", "7")], "hello") }
    let response = try send("POST", server.url + "/a?b=c", body: .bytes(Array("{}".utf8)))
    #expect(response.status == 201)
    #expect(response.header("x-id") == "7")
    #expect(response.body == Array("hello".utf8))
    let request = try #require(server.requests.first)
    #expect(request.path == "/a?b=c")
    #expect(request.header("User-Agent") == "imgflow/0.1")
    #expect(request.header("Content-Length") == "2")
    #expect(request.body == Array("{}".utf8))
  }

  // MARK: - Redirects

  @Test func dropsCredentialsOnTheWayToAnotherOrigin() throws {
    let target = try LoopbackServer { _ in .answer(200, [], "there") }
    let there = target.url
    let server = try LoopbackServer { request in
      request.path == "/again"
        ? .answer(200, [], "here")
        : .answer(302, [("Location", request.path == "/same" ? "/again" : "\(there)/x?y=1")])
    }
    let headers = [
      ("Authorization", "Bearer t"), ("api_key", "k"), ("Cookie", "c"), ("X-Plain", "p"),
    ]
    let away = try send("GET", server.url + "/away", headers: headers, credentials: ["api_key"])
    #expect(away.url == "\(there)/x?y=1")
    let arrived = try #require(target.requests.first)
    #expect(arrived.header("Authorization") == nil)
    #expect(arrived.header("api_key") == nil)
    #expect(arrived.header("Cookie") == nil)
    #expect(arrived.header("X-Plain") == "p")
    _ = try send("GET", server.url + "/same", headers: headers, credentials: ["api_key"])
    #expect(server.requests.last?.path == "/again")
    #expect(server.requests.last?.header("api_key") == "k")
  }

  @Test(arguments: [
    "authorization", "Cookie", "Proxy-Authorization", "X-Api-Key", "apiKey", "api_key", "X-Auth",
    "Access-Token", "x-amz-signature", "X-Client-Secret", "Password", "My-Credential",
  ])
  func dropsEveryCredentialOnTheWayToAnotherOrigin(_ name: String) throws {
    let target = try LoopbackServer { _ in .answer(200, [], "there") }
    let there = "\(target.url)/x?\(name)=s3cret&other=s3cret&signature=theirs&page=2"
    let server = try LoopbackServer { request in
      .answer(302, [("Location", request.path.hasPrefix("/away") ? there : "/away?page=1")])
    }
    _ = try send("GET", server.url + "/away?\(name)=s3cret", headers: [(name, "s3cret")])
    let arrived = try #require(target.requests.first)
    #expect(arrived.header(name) == nil)
    #expect(arrived.path == "/x?signature=theirs&page=2")
    // What is named by none of it stays, as does what the server gave itself.
    _ = try send("GET", server.url + "/away?page=1", headers: [("X-Page", "1")])
    #expect(target.requests.last?.header("X-Page") == "1")
    #expect(
      target.requests.last?.path.hasSuffix("?\(name)=s3cret&other=s3cret&signature=theirs&page=2")
        == true)
  }

  @Test func followsOnlyReadsAndOnlySoFar() throws {
    let server = try LoopbackServer { request in .answer(307, [("Location", request.path + "x")]) }
    #expect(try send("POST", server.url + "/a").status == 307)
    #expect(server.requests.count == 1)
    let error = failure { try send("GET", server.url + "/a") }
    #expect(error?.message.hasPrefix("more than 5 redirects") == true)
    #expect(server.requests.count == 7)
  }

  @Test func refusesOtherSchemes() throws {
    let server = try LoopbackServer { _ in .answer(302, [("Location", "file:///etc/passwd")]) }
    let error = failure { try send("GET", server.url) }
    #expect(error?.kind == .network)
    #expect(
      error?.message.hasSuffix(
        "which is not an http or https address: ImgFlow does not follow such redirects")
        == true)
  }

  // MARK: - Failures

  @Test func namesARefusedConnection() throws {
    let port = try LoopbackServer { _ in .silence }.port
    let error = failure { try send("GET", "http://127.0.0.1:1") }
    #expect(error?.kind == .network)
    #expect(
      error?.message
        == "`GET http://127.0.0.1:1/`: the server refused the connection (while connecting)")
    #expect(error?.isRetryable == true)
    #expect(error?.help != nil)
    #expect(port > 0)
  }

  @Test func namesAHostThatDoesNotExist() {
    let error = failure { try send("GET", "http://no-such-host.invalid") }
    #expect(error?.message.contains("no host `no-such-host.invalid` was found") == true)
  }

  @Test func timesOutInEachPhase() throws {
    let server = try LoopbackServer { $0.path == "/half" ? .half : .silence }
    var limits = HTTPTransport.Limits()
    limits.idleRead = 200
    let waiting = failure { try send("GET", server.url, limits: limits) }
    #expect(waiting?.kind == .timeout)
    #expect(
      waiting?.message.hasSuffix("nothing arrived for 200ms (while waiting for the response)")
        == true)
    let receiving = failure { try send("GET", server.url + "/half", limits: limits) }
    #expect(
      receiving?.message.hasSuffix("(while receiving: status 200, 4 of 100 bytes had arrived)")
        == true
    )
    limits.idleRead = 60_000
    limits.total = 200
    let total = failure { try send("GET", server.url, limits: limits) }
    #expect(total?.message.contains("the request took longer than 200ms") == true)
  }

  @Test func namesAConnectionThatIsCutOff() throws {
    let server = try LoopbackServer { _ in .close }
    let error = failure { try send("GET", server.url) }
    #expect(error?.kind == .network)
    #expect(error?.message.contains("closed") == true || error?.message.contains("reset") == true)
  }

  @Test func stopsWhenCancelled() throws {
    let server = try LoopbackServer { _ in .silence }
    let cancellation = Cancellation()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) {
      cancellation.cancel(.interrupt)
    }
    #expect(throws: ImgFlowRuntime.CancellationError.self) {
      try send("GET", server.url, cancellation: cancellation)
    }
  }

  @Test func limitsTheSizeOfAnswers() throws {
    let server = try LoopbackServer { _ in
      .answer(200, [], String(repeating: "x", count: 3_000_000))
    }
    var limits = HTTPTransport.Limits()
    limits.response = 2 * 1024 * 1024
    #expect(
      failure { try send("GET", server.url, limits: limits) }?.message
        == "`GET \(server.url)/`: the response is larger than 2 MiB")
  }

  @Test(arguments: ["a\r\nX: y", "a\nb", "a\u{0}"])
  func refusesControlCharactersInHeaders(_ value: String) throws {
    let server = try LoopbackServer { _ in .answer(200) }
    #expect(throws: ValueError.self) { try send("GET", server.url, headers: [("X-A", value)]) }
    #expect(server.requests.isEmpty)
  }

  // MARK: - Uploads

  @Test func writesMultipartAsItShouldBe() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    let path = TextFile.temporary(Array("pixels".utf8), named: "a\"b.jpg")
    _ = try send(
      "POST", server.url,
      body: .multipart([
        .init(name: "note", content: .text("hi")),
        .init(name: "file", content: .file(path: path, contentType: "image/jpeg")),
      ]))
    let request = try #require(server.requests.first)
    let type = try #require(request.header("Content-Type"))
    let boundary = try #require(type.split(separator: "=").last)
    #expect(type.hasPrefix("multipart/form-data; boundary=imgflow-"))
    let expected = [
      "--\(boundary)", #"Content-Disposition: form-data; name="note""#, "", "hi", "--\(boundary)",
      #"Content-Disposition: form-data; name="file"; filename="a%22b.jpg""#,
      "Content-Type: image/jpeg", "", "pixels", "--\(boundary)--", "",
    ].joined(separator: "\r\n")
    #expect(String(decoding: request.body, as: UTF8.self) == expected)
    #expect(request.header("Content-Length") == "\(expected.utf8.count)")
  }

  @Test func encodesBase64WhileStreaming() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    let bytes = (0..<500_001).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let path = TextFile.temporary(bytes, named: "a.bin")
    _ = try send("POST", server.url, body: .base64File(path: path))
    #expect(server.requests.first?.body == Array(Base64.encode(bytes).utf8))
  }

  @Test func aMissingFileIsAnErrorBeforeAnything() throws {
    let server = try LoopbackServer { _ in .answer(200) }
    #expect(throws: ValueError.self) {
      try send("POST", server.url, body: .file(path: "/nowhere/x"))
    }
    #expect(server.requests.isEmpty)
  }

  @Test func manyLargeUploadsNeedLittleMemory() async throws {
    let server = try LoopbackServer(keepsBodies: false) { _ in .answer(200) }
    let size = 30_000_000
    let path = TextFile.temporary([UInt8](repeating: 7, count: size), named: "big.jpg")
    let transport = HTTPTransport()
    let request = HTTPRequest(
      method: "POST", url: server.url,
      body: .multipart([.init(name: "file", content: .file(path: path, contentType: "image/jpeg"))])
    )
    let before = TextFile.peakMemory
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          await OwnThread.run {
            for _ in 0..<2 { _ = try? transport.send(request, cancellation: Cancellation()) }
          }
        }
      }
    }
    transport.shutdown()
    #expect(server.requests.filter { $0.length > size }.count == 16)
    // Eight files at once would be 240 MB; the server of the test lives in the same process.
    #expect(TextFile.peakMemory - before < 100_000_000)
  }
}
