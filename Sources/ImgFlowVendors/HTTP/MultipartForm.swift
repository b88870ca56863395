import ImgFlowRuntime
import ImgFlowValues

/// The encoding `multipart/form-data` (RFC 7578), with files streamed from disk.
struct MultipartForm {
  let contentType: String
  let pieces: [RequestContent.Piece]

  /// - Throws: `ValueError` of kind `io` or `permission` if a file cannot be read.
  init(
    _ parts: [HTTPRequest.Part], boundary: String = Self.randomBoundary(),
    by permissions: Permissions? = nil
  ) throws {
    var pieces: [RequestContent.Piece] = []
    for part in parts {
      var head =
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escape(part.name))\""
      switch part.content {
      case .text(let text):
        pieces.append(.bytes(Array("\(head)\r\n\r\n\(text)".utf8)))
      case .file(let path, let contentType):
        let file = part.fileName ?? path.lastPathName
        let snapshot = try FileSnapshot(path: path, by: permissions)
        let type = try contentType ?? MediaType.of(path, start: snapshot.start())
        head += "; filename=\"\(Self.escape(file))\"\r\nContent-Type: \(type)\r\n\r\n"
        pieces.append(.bytes(Array(head.utf8)))
        pieces.append(.file(snapshot))
      }
      pieces.append(.bytes(Array("\r\n".utf8)))
    }
    pieces.append(.bytes(Array("--\(boundary)--\r\n".utf8)))
    self.pieces = pieces
    contentType = "multipart/form-data; boundary=\(boundary)"
  }

  /// Escapes what would end a quoted name, as browsers do (HTML standard, multipart/form-data
  /// encoding algorithm).
  static func escape(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": result += "%22"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// 128 random bits: no file contains it.
  private static func randomBoundary() -> String {
    var generator = SystemRandomNumberGenerator()
    let bits = (generator.next(), generator.next())
    return "imgflow-" + String(bits.0, radix: 16) + String(bits.1, radix: 16)
  }
}
