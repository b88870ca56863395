import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import TestSupport
import Testing

@Suite("Answers with an encoding", .blocking, .serialized)
struct EncodedAnswerTests {
  private static let transport = HTTPTransport()

  /// What a server answers to a GET, or another method.
  private func answer(
    _ reply: RawServer.Reply, method: String = "GET", limits: HTTPTransport.Limits? = nil,
    destination: (any FileWriter)? = nil
  ) throws -> HTTPResponse {
    let server = try RawServer { _ in reply }
    let transport = limits.map { HTTPTransport(limits: $0) } ?? Self.transport
    defer { if limits != nil { transport.shutdown() } }
    var request = HTTPRequest(method: method, url: server.url)
    request.destination = destination
    return try transport.send(request, cancellation: Cancellation())
  }

  /// The ways in which a body can be framed, at sizes that cut what is packed anywhere.
  private static func framings(_ head: String, _ body: [UInt8]) -> [RawServer.Reply] {
    let chunked = [1, 7, 4096].filter { body.count / $0 < 3000 }.map { size in
      let chunks = stride(from: 0, to: body.count, by: size).flatMap { start -> [UInt8] in
        let chunk = body[start..<min(start + size, body.count)]
        return Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
      }
      return RawServer.Reply(
        bytes: Array("\(head)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + chunks
          + Array("0\r\n\r\n".utf8))
    }
    let open = RawServer.Reply(bytes: Array("\(head)\r\n\r\n".utf8) + body, closes: true)
    return [.answer(head, body), open] + chunked
  }

  private static func head(_ encoding: String, status: Int = 200) -> String {
    "HTTP/1.1 \(status) X\r\nContent-Encoding: \(encoding)"
  }

  @Test func areUnpackedInEveryFormAndFraming() throws {
    #expect(PackedBodies.all.count == 35)
    for body in PackedBodies.all {
      for reply in Self.framings(Self.head(body.encoding), body.packed) {
        #expect(try answer(reply).body == body.content, "\(body)")
      }
    }
  }

  @Test(arguments: [
    "gzip", "GZip", "x-gzip", "gzip, identity", "identity,gzip",
    "identity\r\nContent-Encoding: gzip",
  ])
  func areUnpackedUnderEveryName(_ name: String) throws {
    let body = try #require(PackedBodies.all.first { !$0.content.isEmpty })
    #expect(try answer(.answer(Self.head(name), body.packed)).body == body.content)
  }

  @Test func areUnpackedWhereTheTransferIsPacked() throws {
    let body = try #require(PackedBodies.all.first { $0.form == "gzip" && $0.content.count == 1 })
    let size = String(body.packed.count, radix: 16)
    let reply = RawServer.Reply(
      bytes: Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n\(size)\r\n".utf8)
        + body.packed + Array("\r\n0\r\n\r\n".utf8))
    #expect(try answer(reply).body == body.content)
  }

  @Test(arguments: ["", "identity", "Identity, identity"])
  func areAsTheyCameWhereNothingIsPacked(_ name: String) throws {
    #expect(try answer(.answer(Self.head(name), [1, 2, 3])).body == [1, 2, 3])
  }

  /// No prefix of what was packed passes for the whole of it, and neither does anything after its end.
  @Test func areRefusedWhenCutShortOrLongerThanTheyShouldBe() throws {
    for body in PackedBodies.all where body.content.count < 200_000 && body.form != "padded" {
      let length = body.packed.count
      let isWhole = { (length: Int) in body.form == "members" && length < body.packed.count / 2 }
      for cut in Set([1, 2, 9, length / 3, length - 5, length - 1])
      where (1..<length).contains(cut) && !isWhole(cut) {
        let error = failure(.answer(Self.head(body.encoding), Array(body.packed[..<cut])))
        #expect(error?.kind == .network, "\(body) cut at \(cut)")
        #expect(error?.message.contains("cut short") == true, "\(body) cut at \(cut)")
        #expect(error?.isRetryable == true)
      }
      let longer = failure(.answer(Self.head(body.encoding), body.packed + Array("x".utf8)))
      #expect(longer?.message.contains("damaged") == true, "\(body)")
    }
  }

  @Test func areRefusedWhenDamaged() throws {
    for body in PackedBodies.all
    where body.content.count > 1000 && ["gzip", "zlib", "stored"].contains(body.form) {
      for place in [0, body.packed.count / 2, body.packed.count - 6, body.packed.count - 1] {
        var damaged = body.packed
        damaged[place] ^= 0x5A
        let error = failure(.answer(Self.head(body.encoding), damaged))
        #expect(error?.kind == .network, "\(body) at \(place)")
        #expect(error?.detail("status")?.asInt == 200)
        #expect(error?.detail("phase")?.asString == "receiving")
      }
    }
  }

  @Test(arguments: [
    ("br", "`br`"), ("zstd", "`zstd`"), ("compress", "`compress`"), ("gzip, br", "`gzip, br`"),
    ("gzip, gzip", "several times"), ("deflate\r\nContent-Encoding: gzip", "several times"),
  ])
  func areNamedWhenNobodyCanReadThem(_ encoding: String, _ name: String) {
    let error = failure(.answer(Self.head(encoding), [1, 2, 3]))
    #expect(error?.kind == .network)
    #expect(error?.message.contains(name) == true)
    #expect(error?.isRetryable == false)
    #expect(error?.help?.contains("Accept-Encoding") == true)
  }

  /// What has no body is not packed, whatever it says.
  @Test(arguments: ["gzip", "deflate", "br", "gzip, gzip", "zstd"])
  func areWhatTheyAreWithoutABody(_ encoding: String) throws {
    let head = { (status: Int) in Self.head(encoding, status: status) }
    for status in [204, 304] {
      let bare = RawServer.Reply(bytes: Array("\(head(status))\r\n\r\n".utf8))
      for method in ["GET", "DELETE", "PUT"] {
        #expect(try answer(bare, method: method).status == status)
      }
    }
    let promised = RawServer.Reply(bytes: Array("\(head(200))\r\nContent-Length: 812\r\n\r\n".utf8))
    #expect(try answer(promised, method: "HEAD").header("Content-Length") == "812")
    for status in [200, 201, 400, 404, 500, 503] {
      for reply in Self.framings(head(status), []) {
        let response = try answer(reply, method: "POST")
        #expect(response.status == status)
        #expect(response.body.isEmpty)
      }
    }
  }

  @Test(arguments: ["gzip", "br"])
  func onTheWayToAnotherOneDoNotMatter(_ encoding: String) throws {
    let server = try RawServer { request in
      request.target == "/end"
        ? .answer("HTTP/1.1 200 OK", [7])
        : .answer(Self.head(encoding, status: 302) + "\r\nLocation: /end", [1, 2, 3])
    }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let request = HTTPRequest(method: "GET", url: server.url)
    #expect(try transport.send(request, cancellation: Cancellation()).body == [7])
  }

  // MARK: - Limits

  private static func zeros(_ count: Int) throws -> [UInt8] {
    let packed = try Python.run(
      "import base64, gzip\nprint(base64.b64encode(gzip.compress(bytes(\(count)))).decode(), end='')",
      input: "")
    return Base64.decode(packed) ?? []
  }

  @Test func haveLimitsOnWhatTheyUnpackTo() throws {
    let dense = try Self.zeros(20_000_000)
    #expect(
      failure(.answer(Self.head("gzip"), dense))?.message.contains("100 times its size") == true)
    var limits = HTTPTransport.Limits()
    limits.response = 1_000_000
    let large = failure(.answer(Self.head("gzip"), try Self.zeros(1_000_001)), limits: limits)
    #expect(large?.kind == .limit)
    #expect(large?.help?.contains("to:") == true)
    let fits = try answer(.answer(Self.head("gzip"), try Self.zeros(1_000_000)), limits: limits)
    #expect(fits.body.count == 1_000_000)
  }

  // MARK: - Files

  /// Keeps what it is given.
  private final class Kept: FileWriter {
    let bytes = Mutex<[UInt8]>([])
    func append(_ bytes: ArraySlice<UInt8>) { self.bytes.withLock { $0 += bytes } }
    func finish() {}
    func discard() {}
  }

  @Test func goToAFileHoweverLargeAndUnpacked() throws {
    var limits = HTTPTransport.Limits()
    limits.response = 1000
    for body in PackedBodies.all where !body.content.isEmpty {
      let file = Kept()
      let reply = RawServer.Reply.answer(Self.head(body.encoding), body.packed)
      let response = try answer(reply, limits: limits, destination: file)
      #expect(response.body.isEmpty)
      #expect(file.bytes.withLock { $0 } == body.content, "\(body)")
    }
  }

  @Test(arguments: [301, 400, 404, 500])
  func doNotGoToAFileWhenTheyAreNoSuccess(_ status: Int) throws {
    let file = Kept()
    let response = try answer(.answer("HTTP/1.1 \(status) X", [1, 2]), destination: file)
    #expect(response.body == [1, 2])
    #expect(file.bytes.withLock { $0 }.isEmpty)
  }

  private func failure(
    _ reply: RawServer.Reply, limits: HTTPTransport.Limits? = nil
  ) -> DetailedError? {
    do {
      _ = try answer(reply, limits: limits)
      return nil
    } catch { return error as? DetailedError }
  }
}
