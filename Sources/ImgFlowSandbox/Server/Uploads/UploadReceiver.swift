import Foundation
import Hummingbird
import ImgFlowVendors
import NIOCore

/// A file that arrived, in a place of its own until somebody takes it over.
struct IncomingFile: Sendable {
  let url: URL

  /// Removes what was not taken over.
  func discard() { try? FileManager.default.removeItem(at: url) }
}

/// Writes uploads to disk as they arrive, so that their size never counts against memory.
struct UploadReceiver: Sendable {
  let folder: FileFolder
  /// Bytes of the largest file. expoze says nothing; 64 MB is a round number above what others take.
  var limit = 64 << 20

  /// What surrounds a file in its body: boundaries, headers, other fields.
  private static let overhead = 1 << 20

  /// Receives the part `field` of a multipart form; other parts are passed over.
  ///
  /// - Throws: `Refusal`: 413, or 400 for a malformed form, or 422 when the field is missing.
  func multipart(_ request: Request, field: String) async throws -> IncomingFile {
    guard var parser = MultipartParser(contentType: request.headers[.contentType] ?? "") else {
      throw Refusal.malformed("The multipart form's content type has no boundary.")
    }
    var isWanted = false
    var wasFound = false
    let file = try await receive(request, limit: limit + Self.overhead) { chunk, sink in
      try parser.read(chunk) { event in
        switch event {
        case .begins(let name):
          isWanted = name == field && !wasFound
          wasFound = wasFound || isWanted
        case .content(let bytes): if isWanted { try sink.write(bytes) }
        case .ends: isWanted = false
        }
      }
    }
    do {
      guard parser.isComplete else {
        throw Refusal.malformed("The multipart form ends before its closing boundary.")
      }
      guard wasFound else { throw Refusal.invalid(field, "is required (file)") }
      return file
    } catch {
      file.discard()
      throw error
    }
  }

  /// Receives a body that is a file in base64.
  ///
  /// - Throws: `Refusal`: 413, or 422 for what is no base64.
  func base64(_ request: Request, field: String) async throws -> IncomingFile {
    var decoder = Base64Decoder()
    do {
      return try await receive(request, limit: limit / 3 * 4 + Self.overhead) { chunk, sink in
        try decoder.read(chunk) { try sink.write($0) }
      } atEnd: { sink in
        try decoder.finish { try sink.write($0) }
      }
    } catch is Base64Decoder.NotBase64 {
      throw Refusal.invalid(field, "The file is not base64 text.")
    }
  }

  /// Reads a body of at most `limit` bytes and lets `take` put of it into a file what belongs there.
  private func receive(
    _ request: Request, limit: Int,
    _ take: (ByteBufferView, inout FileSink) throws -> Void,
    atEnd: (inout FileSink) throws -> Void = { _ in }
  ) async throws -> IncomingFile {
    let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard declared <= limit else { throw Refusal.tooLarge(limit: self.limit) }
    let url = folder.incoming.appendingPathComponent(UUID().uuidString)
    var sink = try FileSink(url: url, limit: self.limit)
    var count = 0
    do {
      for try await chunk in request.body {
        count += chunk.readableBytes
        guard count <= limit else { throw Refusal.tooLarge(limit: self.limit) }
        try take(chunk.readableBytesView, &sink)
      }
      try atEnd(&sink)
      try sink.close()
      return IncomingFile(url: url)
    } catch {
      try? sink.close()
      IncomingFile(url: url).discard()
      throw error
    }
  }
}

/// A file that is being written, up to a size.
struct FileSink {
  private let handle: FileHandle
  private let limit: Int
  private var count = 0

  init(url: URL, limit: Int) throws {
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    handle = try FileHandle(forWritingTo: url)
    self.limit = limit
  }

  /// - Throws: a 413 beyond the limit.
  mutating func write(_ bytes: some Collection<UInt8>) throws {
    count += bytes.count
    guard count <= limit else { throw Refusal.tooLarge(limit: limit) }
    try handle.write(contentsOf: Data(bytes))
  }

  func close() throws { try handle.close() }
}
