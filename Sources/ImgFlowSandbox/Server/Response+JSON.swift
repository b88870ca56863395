import Foundation
import Hummingbird
import ImgFlowValues
import NIOCore

extension Response {
  /// A response in JSON.
  static func json(
    _ value: Value, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    let text = (try? JSON.text(of: value)) ?? "null"
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// A JSON object.
  static func object(
    _ entries: KeyValuePairs<String, Value>, status: Int = 200
  ) -> Response {
    .json((try? .object(entries)) ?? .null, status: .init(code: status))
  }

  static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// An image. The type is by its content, and browsers may not make their own guess.
  static func image(_ data: Data) -> Response {
    let type = ImageFormat(bytes: data)?.mediaType ?? "application/octet-stream"
    return Response(
      status: .ok, headers: [.contentType: type, .xContentTypeOptions: "nosniff"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  static func redirect(toPath path: String) -> Response {
    Response(status: .found, headers: [.location: path])
  }
}

extension Request {
  /// The whole body.
  ///
  /// - Throws: a 413 if it is longer than `limit`, and what `IncomingBody` throws.
  func bytes(limit: Int) async throws -> [UInt8] {
    let declared = headers[.contentLength].flatMap { Int($0) } ?? 0
    guard declared <= limit else { throw Refusal.tooLarge(limit: limit) }
    do {
      let buffer = try await body.collect(upTo: limit)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Refusal.tooLarge(limit: limit)
    }
  }

  /// Whether the body has no bytes, which is then known without reading it again.
  mutating func hasEmptyBody() async throws -> Bool {
    do { _ = try await bytes(limit: 0) } catch let refusal as Refusal where refusal.status == 413 {
      return false
    }
    body = RequestBody(buffer: ByteBuffer())
    return true
  }
}

/// JSON from Swift's own types, absent ones as null.
extension Value {
  init(_ value: String?) { self = value.map(Value.string) ?? .null }
  init(_ value: Bool?) { self = value.map(Value.bool) ?? .null }
  init(_ value: Int?) { self = value.map(Value.int) ?? .null }
  init(_ value: Int64?) { self = value.map { .int(Int($0)) } ?? .null }
  init(_ value: Double?) { self = value.map(Value.float) ?? .null }

  /// An instant as the vendors' documents write it: `2021-10-18T12:31:24+00:00`.
  init(_ value: Date?) {
    guard let value else {
      self = .null
      return
    }
    let text = value.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
    self = .string(text.replacingOccurrences(of: "Z", with: "+00:00"))
  }
}
