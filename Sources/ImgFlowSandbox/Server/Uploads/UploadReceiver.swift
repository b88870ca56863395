import Foundation
import Hummingbird
import NIOCore

/// A file that arrived, in its own place until it is taken over.
struct IncomingFile: Sendable {
  let url: URL
  /// What the sender calls it, a claim; nil if it has no name.
  var name: String?

  /// Removes the files that were not taken over.
  func discard() { try? FileManager.default.removeItem(at: url) }
}

/// Writes uploads to disk as they arrive, so that their size never counts against memory.
struct UploadReceiver: Sendable {
  let folder: FileFolder
  /// Bytes of the largest file.
  let limit: Int

  /// What surrounds files in their body: boundaries, headers, other fields.
  private static let overhead = 1 << 20

  /// Receives a multipart form. The fields named in `files` are kept as files, others as texts.
  ///
  /// - Throws: `Refusal`: 413, or 400 for a malformed form.
  func multipart(_ request: Request, files: Set<String>) async throws -> ReceivedForm {
    guard var parser = MultipartParser(contentType: request.headers[.contentType] ?? "") else {
      throw Refusal.malformed("The multipart form's content type has no boundary.")
    }
    var collector = FormCollector(
      files: files, folder: folder, fileLimit: limit, textLimit: Self.overhead)
    do {
      try await read(request, limit: limit + Self.overhead) { chunk in
        try parser.read(chunk) { try collector.take($0) }
      }
      guard parser.isComplete else {
        throw Refusal.malformed("The multipart form ends before its closing boundary.")
      }
      return collector.form
    } catch {
      collector.discard()
      throw error
    }
  }

  /// Receives a body that is a file.
  ///
  /// - Throws: a 413.
  func raw(_ request: Request) async throws -> IncomingFile {
    try await receive { sink in
      try await read(request, limit: limit) { try sink.write($0) }
    }
  }

  /// Receives a body that is a file in base64.
  ///
  /// - Throws: `Refusal`: 413, or 422 for content that is not base64.
  func base64(_ request: Request, field: String) async throws -> IncomingFile {
    var decoder = Base64Decoder()
    do {
      return try await receive { sink in
        try await read(request, limit: limit / 3 * 4 + Self.overhead) { chunk in
          try decoder.read(chunk) { try sink.write($0) }
        }
        try decoder.finish { try sink.write($0) }
      }
    } catch is Base64Decoder.NotBase64 {
      throw Refusal.invalid(field, "The file is not base64 text.")
    }
  }

  private func receive(_ fill: (inout FileSink) async throws -> Void) async throws -> IncomingFile {
    var sink = try FileSink(in: folder, limit: limit)
    do {
      try await fill(&sink)
      try sink.close()
      return IncomingFile(url: sink.url)
    } catch {
      try? sink.close()
      IncomingFile(url: sink.url).discard()
      throw error
    }
  }

  /// Reads a body of at most `limit` bytes.
  private func read(
    _ request: Request, limit: Int, _ take: (ByteBufferView) throws -> Void
  ) async throws {
    let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard declared <= limit else { throw Refusal.tooLarge(limit: self.limit) }
    var count = 0
    for try await chunk in request.body {
      count += chunk.readableBytes
      guard count <= limit else { throw Refusal.tooLarge(limit: self.limit) }
      try take(chunk.readableBytesView)
    }
  }
}

/// A file that is being written, up to a size.
struct FileSink {
  let url: URL
  private let handle: FileHandle
  private let limit: Int
  private var count = 0

  /// Makes an empty file among those that arrive.
  init(in folder: FileFolder, limit: Int) throws {
    url = folder.incoming.appendingPathComponent(UUID().uuidString)
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
