extension HTTPRequest {
  /// The size of the body in bytes, without what separates the parts of a form; files that cannot be looked at count
  /// as empty.
  package func size(in files: any FileAccess) -> Int {
    switch body {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .file(let path): Self.size(of: path, files)
    case .base64File(let path): (Self.size(of: path, files) + 2) / 3 * 4
    case .multipart(let parts):
      parts.reduce(0) { sum, part in
        switch part.content {
        case .text(let text): sum + text.utf8.count
        case .file(let path, _): sum + Self.size(of: path, files)
        }
      }
    }
  }

  private static func size(of path: String, _ files: any FileAccess) -> Int {
    ((try? files.look(at: path)) ?? nil)?.size ?? 0
  }
}
