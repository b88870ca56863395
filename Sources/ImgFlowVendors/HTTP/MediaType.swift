import ImgFlowRuntime
import ImgFlowValues

/// Media types of files: from their content, and from their names where content does not say.
enum MediaType {
  static let unknown = "application/octet-stream"

  /// The type of a file, from its first bytes. Text and archives do not say what they hold: for these the
  /// name decides, if it names a kind of text or archive.
  static func of(_ path: String, start: [UInt8]) -> String {
    let named = named(path)
    if let actual = FileSignature.mediaType(of: start[...]) {
      return Self.containers[actual, default: []].contains(named) ? named : actual
    }
    return texts.contains(named) && isText(start) ? named : unknown
  }

  /// What the ending of a file's name says.
  static func named(_ path: String) -> String {
    let name = Paths.name(of: path)
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return known[ending] ?? unknown
  }

  /// Text in whatever encoding has no control characters but tabs and line ends, or a byte-order mark.
  private static func isText(_ start: [UInt8]) -> Bool {
    if [[0xFF, 0xFE], [0xFE, 0xFF]].contains(where: start.starts) { return true }
    return start.allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
  }

  private static let texts: Set<String> = [
    "text/csv", "text/plain", "application/json", "application/x-ndjson", "image/svg+xml",
  ]

  /// What files can be more exactly than their first bytes say.
  private static let containers: [String: Set<String>] = [
    "application/zip": ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    "video/mp4": ["video/quicktime"],
  ]

  private static let known = [
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp",
    "heic": "image/heic", "avif": "image/avif", "svg": "image/svg+xml", "mp4": "video/mp4",
    "mov": "video/quicktime", "webm": "video/webm", "pdf": "application/pdf", "csv": "text/csv",
    "txt": "text/plain", "json": "application/json", "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ]
}
