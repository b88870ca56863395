import Foundation
import Testing

@testable import ImgFlowSandbox

/// HTTP/1.1 byte for byte, where clients differ from each other or are wrong.
@Suite struct RequestFramingTests {
  private static let host = "Host: 127.0.0.1\r\n"
  private static let last = "Connection: close\r\n\r\n"

  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var request: String
    /// How the answers begin, in their order.
    var answers: [String]
    /// What the last answer says.
    var text = ""

    var testDescription: String { name }
  }

  private static let long = String(repeating: "a", count: 100_000)
  private static let clock = "GET /_sandbox/clock HTTP/1.1\r\n\(host)"
  private static let step = "POST /_sandbox/clock HTTP/1.1\r\n\(host)"

  private static let cases: [Case] = [
    Case(name: "a path", request: clock + last, answers: ["200"], text: "\"now\""),
    Case(
      name: "TLS", request: "\u{16}\u{3}\u{1}garbage\r\n\r\n", answers: ["400"], text: "method"),
    Case(
      name: "HTTP/2", request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", answers: ["4"], text: "."),
    Case(
      name: "long address", request: "GET /\(long) HTTP/1.1\r\n\(host)\r\n", answers: ["414"],
      text: "The address is too long. At most 80 KB are accepted."),
    Case(
      name: "long header", request: clock + "X: \(long)\r\n\r\n", answers: ["431"],
      text: "The header is too large. At most 80 KB are accepted."),
    Case(
      name: "many headers",
      request: clock + (0..<2000).map { "X\($0): a\r\n" }.joined() + "\r\n", answers: ["431"]),
    Case(
      name: "no host", request: "GET /_sandbox/clock HTTP/1.1\r\n\r\n", answers: ["400"],
      text: "`Host` is missing"),
    Case(name: "two hosts", request: clock + "Host: evil\r\n\r\n", answers: ["400"], text: "twice"),
    Case(
      name: "HTTP/1.0", request: "GET /_sandbox/clock HTTP/1.0\r\n\r\n", answers: ["200"],
      text: "\"now\""),
    Case(
      name: "an absolute target",
      request: "GET http://localhost:80/_sandbox/clock HTTP/1.1\r\nHost: evil\r\n" + last,
      answers: ["200"]),
    Case(
      name: "an absolute target elsewhere",
      request: "GET http://evil/_sandbox/clock HTTP/1.1\r\n\(host)" + last, answers: ["421"]),
    Case(
      name: "CONNECT", request: "CONNECT evil:443 HTTP/1.1\r\n\(host)\r\n", answers: ["400"],
      text: "must be a path"),
    Case(name: "OPTIONS *", request: "OPTIONS * HTTP/1.1\r\n\(host)" + last, answers: ["204"]),
    Case(
      name: "an encoded name", request: "GET /%61ssetzen/%61ccount HTTP/1.1\r\n\(host)" + last,
      answers: ["401"]),
    Case(
      name: "an encoded slash", request: "GET /assetzen%2Faccount HTTP/1.1\r\n\(host)" + last,
      answers: ["404"]),
    Case(
      name: "two slashes", request: "GET //assetzen//account HTTP/1.1\r\n\(host)" + last,
      answers: ["404"]),
    Case(
      name: "an address in UTF-8", request: "GET /ä HTTP/1.1\r\n\(host)\r\n", answers: ["400"],
      text: "percent-encoded"),
    Case(
      name: "a negative length", request: step + "Content-Length: -1\r\n\r\n", answers: ["400"],
      text: "Content-Length"),
    Case(
      name: "two lengths", request: step + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      answers: ["400"], text: "Content-Length"),
    Case(
      name: "a length and chunks",
      request: step + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      answers: ["400"]),
    Case(
      name: "chunks with a trailer",
      request: step + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        + "e\r\n{\"step\": \"5s\"}\r\n0\r\nX: y\r\n\r\n", answers: ["200"]),
    Case(
      name: "a wrong chunk", request: step + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
      answers: ["400"], text: "chunk"),
    Case(
      name: "a pipeline", request: clock + "\r\n" + clock + "\r\n" + clock + last,
      answers: ["200", "200", "200"]),
    Case(
      name: "a pipeline with nonsense at its end",
      request: clock + "\r\n" + clock + "\r\nnonsense\r\n\r\n", answers: ["200", "200", "400"]),
    Case(
      name: "a pipeline beyond its end", request: clock + last + clock + "\r\n", answers: ["200"]),
    Case(
      name: "another expectation", request: step + "Content-Length: 2\r\nExpect: more\r\n\r\n{}",
      answers: ["417"]),
    Case(
      name: "a refusal before the body",
      request: step + "Host: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}", answers: ["400"]),
    Case(
      name: "a space before the colon",
      request: "GET /_sandbox/clock HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", answers: ["400"]),
    Case(name: "a NUL", request: clock + "X: a\u{0}b\r\n\r\n", answers: ["400"]),
  ]

  @Test(arguments: cases)
  func isAnswered(_ example: Case) async throws {
    try await TestSandbox.with { sandbox in
      let connection = try RawConnection(port: sandbox.port)
      await connection.send(example.request)
      let text = await connection.receive()
      let answers = text.split(separator: /HTTP\/1\.1 (?=\d)/)
      #expect(answers.count == example.answers.count, "\(text)")
      for (answer, start) in zip(answers, example.answers) {
        #expect(answer.hasPrefix(start), "\(answer)")
        #expect(answer.lowercased().contains("x-imgflow-sandbox: 1"))
      }
      #expect(answers.last?.contains(example.text) == true || example.text.isEmpty, "\(text)")
    }
  }

  /// The client sees why, although it sends on and on.
  @Test(arguments: ["", "Authorization: Bearer sandbox\r\n"])
  func anEarlyRefusalIsSeen(authorization: String) async throws {
    try await TestSandbox.with { sandbox in
      let size = 30 << 20
      let connection = try RawConnection(port: sandbox.port)
      await connection.send(
        "PATCH /assetzen/images/BAhrYglpKW5u.json HTTP/1.1\r\n\(Self.host)\(authorization)"
          + "Content-Type: application/json\r\nContent-Length: \(size)\r\n\r\n")
      await connection.send([UInt8](repeating: 32, count: size))
      await connection.send(Self.clock + Self.last)
      let answer = await connection.receive()
      #expect(answer.contains("HTTP/1.1 200 OK"), "the connection goes on")
      #expect(
        answer.hasPrefix(authorization.isEmpty ? "HTTP/1.1 401" : "HTTP/1.1 413"), "\(answer)")
    }
  }

  @Test func whoAsksBeforeSendingIsTold() async throws {
    try await TestSandbox.with { sandbox in
      let connection = try RawConnection(port: sandbox.port)
      await connection.send(
        "POST /_sandbox/clock HTTP/1.1\r\n\(Self.host)Content-Length: 14\r\n"
          + "Expect: 100-Continue\r\nConnection: close\r\n\r\n")
      #expect(await connection.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      await connection.send(#"{"step": "5s"}"#)
      #expect(await connection.receive().hasPrefix("HTTP/1.1 200 OK"))

      let refused = try RawConnection(port: sandbox.port)
      await refused.send(
        "POST /_sandbox/clock HTTP/1.1\r\n\(Self.host)Content-Length: 1000000\r\n"
          + "Expect: 100-continue\r\n\r\n")
      #expect(await refused.receive().hasPrefix("HTTP/1.1 413"))
    }
  }

  @Test func aHeadIsAnsweredAsTheGetIs() async throws {
    try await TestSandbox.with { sandbox in
      for path in ["/_sandbox/clock", "/assetzen/account.json", "/assetzen/nothing.json", "/"] {
        let get = try await sandbox.get(path, token: "sandbox")
        let head = try await sandbox.send("HEAD", path, token: "sandbox")
        #expect(head.status == get.status && head.bytes.isEmpty)
        #expect(head.headers["content-length"] == get.headers["content-length"])
      }
    }
  }

  @Test func pagesOfThisMachineMayReadTheAnswers() async throws {
    try await TestSandbox.with { sandbox in
      let origin = ["Origin": "http://localhost:3000"]
      let asked = try await sandbox.send(
        "OPTIONS", "/assetzen/images/x",
        headers: origin.merging([
          "Access-Control-Request-Method": "PATCH",
          "Access-Control-Request-Headers": "authorization",
        ]) { $1 })
      #expect(asked.status == 204)
      #expect(asked.headers["access-control-allow-methods"] == "PATCH")
      #expect(asked.headers["access-control-allow-headers"] == "authorization")
      let answer = try await sandbox.send("GET", "/assetzen/account", headers: origin)
      #expect(answer.headers["access-control-allow-origin"] == "http://localhost:3000")
      let evil = try await sandbox.send(
        "OPTIONS", "/assetzen/account",
        headers: ["Origin": "http://evil.example", "Access-Control-Request-Method": "GET"])
      #expect(evil.status == 421)
      #expect(evil.headers["access-control-allow-origin"] == nil)
    }
  }
}
