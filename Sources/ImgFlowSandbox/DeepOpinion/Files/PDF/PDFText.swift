/// The text of a PDF document (ISO 32000), a line at a time, with its place on the page.
struct PDFText: Codable, Sendable {
  struct Line: Codable, Sendable {
    var text: String
    /// From 0.
    var page: Int
    var box: Box
  }

  /// A place, in parts of the page's size from the top left.
  struct Box: Codable, Sendable {
    var left, top, right, bottom: Double
  }

  var lines: [Line] = []
  var pages = 0

  /// Whether a file is a PDF document, by its first bytes; a kilobyte of something else may come before.
  static func isDocument(_ bytes: some Collection<UInt8>) -> Bool {
    let head = Array(bytes.prefix(1024))
    let mark = Array("%PDF-".utf8)
    return head.indices.contains { head[$0...].starts(with: mark) }
  }
}
