import ImgFlowRuntime

/// The body of a request as it goes over the wire: a known number of bytes, of which files are read
/// only while they are sent, and afresh each time.
struct RequestContent: Sendable {
  enum Piece: Sendable {
    case bytes([UInt8])
    case file(FileSnapshot)
    case base64(FileSnapshot)
  }

  let pieces: [Piece]
  /// Said by `Content-Type`, when the body decides it.
  let contentType: String?

  /// Measures the files of a body.
  ///
  /// - Throws: `ValueError` of kind `io` or `permission` if a file cannot be read.
  init(_ body: HTTPRequest.Body, by permissions: Permissions? = nil) throws {
    var contentType: String?
    switch body {
    case .none: pieces = []
    case .bytes(let bytes): pieces = [.bytes(bytes)]
    case .file(let path): pieces = [.file(try FileSnapshot(path: path, by: permissions))]
    case .base64File(let path):
      pieces = [.base64(try FileSnapshot(path: path, by: permissions))]
    case .multipart(let parts):
      let form = try MultipartForm(parts, by: permissions)
      pieces = form.pieces
      contentType = form.contentType
    }
    self.contentType = contentType
  }

  var length: Int { pieces.reduce(0) { $0 + $1.length } }
}

extension RequestContent.Piece {
  var length: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.size
    case .base64(let file): (file.size + 2) / 3 * 4
    }
  }
}
