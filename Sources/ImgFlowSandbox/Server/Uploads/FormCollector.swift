import Foundation

/// What a multipart form brought.
struct ReceivedForm: Sendable {
  var texts: [(name: String, text: String)] = []
  /// By field; of several under one name the first.
  var files: [String: IncomingFile] = [:]
}

/// Keeps the parts of a multipart form as they come: files on disk, texts in memory.
struct FormCollector {
  private(set) var form = ReceivedForm()
  private let files: Set<String>
  private let folder: FileFolder
  private let fileLimit: Int
  private let textLimit: Int
  private var textSize = 0

  /// Bytes that a part counts for besides its name and text.
  private static let overhead = 100
  private var part = Part.ignored

  private enum Part {
    case ignored
    case text(name: String, bytes: [UInt8])
    case file(FileSink)
  }

  /// - Parameters:
  ///   - files: the fields that are files.
  ///   - textLimit: bytes that all texts together may have.
  init(files: Set<String>, folder: FileFolder, fileLimit: Int, textLimit: Int) {
    self.files = files
    self.folder = folder
    self.fileLimit = fileLimit
    self.textLimit = textLimit
  }

  /// - Throws: a 413 for too large a file, or too much text.
  mutating func take(_ event: MultipartParser.Event) throws {
    switch event {
    case .begins(let name, let fileName): try begin(name, fileName)
    case .content(let bytes): try write(bytes)
    case .ends: try end()
    }
  }

  /// Removes the files.
  func discard() {
    if case .file(let sink) = part { try? sink.close() }
    for file in form.files.values { file.discard() }
  }

  private mutating func begin(_ name: String, _ fileName: String?) throws {
    // Parts without any text take memory too.
    try count(name.utf8.count + Self.overhead)
    if !files.contains(name) {
      part = .text(name: name, bytes: [])
    } else if form.files[name] == nil {
      let sink = try FileSink(in: folder, limit: fileLimit)
      form.files[name] = IncomingFile(url: sink.url, name: fileName)
      part = .file(sink)
    }
  }

  private mutating func count(_ bytes: Int) throws {
    textSize += bytes
    guard textSize <= textLimit else { throw Refusal.tooLarge(limit: textLimit) }
  }

  private mutating func write(_ bytes: ArraySlice<UInt8>) throws {
    switch part {
    case .ignored: return
    case .text(let name, var text):
      try count(bytes.count)
      // Released first, so that the bytes are not copied with each piece.
      part = .ignored
      text += bytes
      part = .text(name: name, bytes: text)
    case .file(var sink):
      try sink.write(bytes)
      part = .file(sink)
    }
  }

  private mutating func end() throws {
    switch part {
    case .ignored: break
    case .text(let name, let bytes):
      form.texts.append((name, String(decoding: bytes, as: UTF8.self)))
    case .file(let sink): try sink.close()
    }
    part = .ignored
  }
}
