import Foundation
import FuzzDriver
import ImgFlowRuntime
import ImgFlowValues
import NIOCore
import NIOEmbedded
import NIOHTTP1

/// What came of the bytes of an answer.
private enum Outcome: Equatable {
  case answer(status: Int, headers: [String], body: [UInt8])
  /// They are refused, or end before the answer does.
  case failure
}

/// One answer on its way through what reads answers: the decoder of NIO, then what unpacks bodies.
private struct Reading {
  private let channel = EmbeddedChannel()
  private var response = HTTPResponse(status: 0, headers: [], body: [], url: "", elapsed: 0)
  private var body: AnswerBody?
  private var isComplete = false

  init(method: String) throws {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(HTTPRequestEncoder())
    try pipeline.addHandler(
      ByteToMessageHandler(HTTPResponseDecoder(informationalResponseStrategy: .forward)))
    channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 80), promise: nil)
    let head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: method), uri: "/")
    try channel.writeOutbound(HTTPClientRequestPart.head(head))
    try channel.writeOutbound(HTTPClientRequestPart.end(nil))
  }

  /// Reads the pieces and the end of the connection.
  mutating func read(_ pieces: [ArraySlice<UInt8>]) -> (outcome: Outcome, response: HTTPResponse) {
    // A channel that is not closed holds itself.
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    do {
      for piece in pieces where !isComplete {
        // What came before the bytes that are refused counts: a whole answer is one.
        let result = Result { try channel.writeInbound(ByteBuffer(bytes: piece)) }
        try take()
        if !isComplete { _ = try result.get() }
      }
      if !isComplete {
        let result = Result { try channel.finish(acceptAlreadyClosed: true) }
        try take()
        if !isComplete { _ = try result.get() }
      }
    } catch { return (.failure, response) }
    guard isComplete else { return (.failure, response) }
    let headers = response.headers.map { "\($0.name): \($0.value)" }
    return (
      .answer(status: response.status, headers: headers, body: body?.bytes ?? []), response
    )
  }

  private mutating func take() throws {
    while !isComplete, let part = try channel.readInbound(as: HTTPClientResponsePart.self) {
      switch part {
      case .head(let head):
        response.status = Int(head.status.code)
        response.headers = head.headers.map { ($0.name, $0.value) }
        body = AnswerBody(
          head.headers["Content-Encoding"] + head.headers["Transfer-Encoding"], to: .memory,
          .init(memory: 1 << 20, freely: 1 << 16, ratio: 100))
      case .body(let buffer): try body?.add(Array(buffer.readableBytesView))
      case .end where (100..<200).contains(response.status) && response.status != 101: continue
      case .end:
        try body?.finish()
        isComplete = true
      }
    }
  }
}

/// Where an answer leads must be an address that can be asked for as it is, and that is read the same
/// again.
private func follow(_ response: HTTPResponse) {
  guard let origin = URLParts("https://a.test/base/page?token=7") else { return }
  let request = HTTPRequest(method: "GET", url: origin.text, headers: [("X-Api-Key", "k")])
  guard let target = try? RedirectPolicy.target(of: response, to: request, from: origin) else {
    return
  }
  precondition(target.scheme == "https", "led away from https")
  precondition(target.text.utf8.allSatisfy(URLParts.isPlain), "led to what cannot be asked for")
  precondition(URLParts(target.text) == target, "led to what is another address when read again")
  var next = request
  RedirectPolicy.follow(to: target, from: origin, &next)
  precondition(target.hasSameOrigin(as: origin) || next.headers.isEmpty, "a credential went along")
}

/// Reads any bytes as the answer to a request, whole and in pieces, which must come to the same. The
/// first byte says how long the pieces are, and which method was asked with.
private func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = bytes.first else { return 0 }
  let answer = bytes.dropFirst()
  let method = choice & 0x80 == 0 ? "GET" : "HEAD"
  let size = Int(choice & 0x7F) + 1
  let pieces = stride(from: answer.startIndex, to: answer.endIndex, by: size).map {
    answer[$0..<min($0 + size, answer.endIndex)]
  }
  do {
    var (whole, cut) = (try Reading(method: method), try Reading(method: method))
    let (expected, response) = whole.read([answer])
    precondition(cut.read(pieces).outcome == expected, "read in pieces, it is another")
    _ = try HeaderValues.joined(response.headers)
    _ = try HeaderValues.lists(response.headers)
    follow(response)
  } catch { preconditionFailure("\(error)") }
  return 0
}

@main
enum HTTPFuzzer {
  static func main() { exit(fuzz { test($0, $1) }) }
}
