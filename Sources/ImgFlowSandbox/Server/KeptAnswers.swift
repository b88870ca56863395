import CryptoExtras
import Foundation
import Hummingbird
import ImgFlowValues
import NIOCore
import Synchronization

/// What was answered to requests with a key, for a day, so that a request that is sent again is not carried out
/// again (draft-ietf-httpapi-idempotency-key-header).
final class KeptAnswers: Sendable {
  /// How long an answer is kept, in seconds.
  static let life = 86_400.0

  /// What identifies a request to its sender.
  struct Key: Hashable {
    let operation: String
    let text: String
  }

  private struct Entry {
    let digest: SHA256Digest
    let began: Date
    /// Nil while the request is carried out.
    var answer: Answer?
  }

  /// A response that can be sent several times.
  struct Answer: Sendable {
    let head: Response
    let body: ByteBuffer

    var response: Response {
      Response(status: head.status, headers: head.headers, body: ResponseBody(byteBuffer: body))
    }
  }

  private let entries = Mutex<[Key: Entry]>([:])

  /// Whether a request with a key is being carried out.
  var isBusy: Bool { entries.withLock { $0.values.contains { $0.answer == nil } } }

  func removeAll() { entries.withLock { $0 = [:] } }

  /// Carries out a request, unless one with its key was carried out before.
  ///
  /// - Parameters:
  ///   - path: what the request is for, besides its content.
  /// - Throws: a 409 while that one is being carried out, a 422 if it was another request, and what `respond`
  ///   throws; that is not kept.
  func answer(
    _ key: Key, for path: String, _ content: RequestContent, now: Date,
    _ respond: () async throws -> Response
  ) async throws -> Response {
    let digest = try content.digest(with: path)
    if let kept = try begin(key, digest, now) { return kept.response }
    do {
      let response = try await respond()
      let answer = Answer(head: response, body: try await response.body.collected())
      entries.withLock { $0[key]?.answer = answer }
      return answer.response
    } catch {
      entries.withLock { $0[key] = nil }
      throw error
    }
  }

  /// The answer that is kept; nil if the request is to be carried out now.
  private func begin(_ key: Key, _ digest: SHA256Digest, _ now: Date) throws -> Answer? {
    try entries.withLock { entries in
      entries = entries.filter {
        $0.value.answer == nil || now.timeIntervalSince($0.value.began) < Self.life
      }
      guard let entry = entries[key] else {
        entries[key] = Entry(digest: digest, began: now)
        return nil
      }
      guard entry.digest == digest else {
        throw Refusal(
          status: 422, message: "The key was used for another request of \(key.operation).")
      }
      guard let answer = entry.answer else {
        throw Refusal(
          status: 409, message: "A request with this key is still being carried out.")
      }
      return answer
    }
  }
}

extension RequestContent {
  /// The same for two requests that ask for the same.
  fileprivate func digest(with path: String) throws -> SHA256Digest {
    var hash = SHA256()
    hash.update(data: Array(path.utf8) + [0])
    for value in [Value.heap(query), .heap(body), value] {
      hash.update(data: try JSON.bytes(of: value, secrets: .revealed))
      hash.update(data: [0])
    }
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      hash.update(data: Array(name.utf8) + [0])
      let handle = try FileHandle(forReadingFrom: file.url)
      defer { try? handle.close() }
      while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
        hash.update(data: part)
      }
      hash.update(data: [0])
    }
    return hash.finalize()
  }
}

extension ResponseBody {
  /// All that it writes.
  fileprivate consuming func collected() async throws -> ByteBuffer {
    let collector = Collector()
    try await write(collector)
    return collector.buffer.withLock { $0 }
  }

  private final class Collector: ResponseBodyWriter, Sendable {
    let buffer = Mutex(ByteBuffer())

    func write(_ part: ByteBuffer) async throws {
      buffer.withLock { _ = $0.writeImmutableBuffer(part) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
