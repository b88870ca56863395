import ImgFlowValues

/// Marks a file with the source of its figures, in the form of its kind: a banner in a page, a field `source`
/// in JSON, a column `source` in CSV, a comment elsewhere.
package struct SourceStamp: Sendable {
  /// Larger files are not marked.
  package static let limit = 256 << 20

  /// The field, or the column, and what it is called where results have one of that name already.
  static let names = ["source", "imgflowSource"]
  /// Every wording that a mark can have, so that marks of earlier runs are known.
  static let marks = ["sandbox", "partly sandbox"]

  private enum Kind {
    case json, page, drawing, markup, markdown, comments
    case separated(UInt8?)
  }

  private let kind: Kind
  private let text: String

  /// A stamp for the file at a path; nil when its kind is not known, or has no place for one.
  package init?(path: String, _ text: String) {
    switch Self.ending(of: path) {
    case "json", "geojson", "jsonl", "ndjson": kind = .json
    case "csv": kind = .separated(nil)
    case "tsv", "tab": kind = .separated(UInt8(ascii: "\t"))
    case "html", "htm", "xhtml": kind = .page
    case "svg": kind = .drawing
    case "xml", "rss", "atom": kind = .markup
    case "md", "markdown": kind = .markdown
    case "yaml", "yml": kind = .comments
    default: return nil
    }
    self.text = text
  }

  /// Whether a file at a path is a result that does not state its source itself, as the sandbox's images do.
  package static func isNeeded(by path: String) -> Bool {
    !["png", "jpg", "jpeg", "gif", "webp", "avif", "tif", "tiff", "imgflow"]
      .contains(ending(of: path))
  }

  /// A file's content with the mark, which may be there already; nil if it has no place for one.
  ///
  /// - Parameter foreign: how many bytes at the beginning are not from this run; rows and objects there are
  ///   left as they are.
  package func stamped(_ bytes: [UInt8], foreign: Int = 0) -> [UInt8]? {
    guard !bytes.contains(0) else { return nil }
    switch kind {
    case .json: return JSONStamp(text).stamped(bytes, foreign: foreign)
    case .separated(let separator):
      return CSVStamp(text, separator: separator).stamped(bytes, foreign: foreign)
    case .page: return MarkupStamp(text).page(bytes)
    case .drawing: return MarkupStamp(text).drawing(bytes)
    case .markup: return MarkupStamp(text).commented(bytes)
    case .markdown: return MarkupStamp(text).markdown(bytes)
    case .comments: return Self.commented(bytes, "# source: \(text)\n")
    }
  }

  /// The extension in lower case, without the dot.
  private static func ending(of path: String) -> String {
    let name = path.lastPathName
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  private static func commented(_ bytes: [UInt8], _ comment: String) -> [UInt8] {
    let comment = Array(comment.utf8)
    return bytes.starts(with: comment) ? bytes : comment + bytes
  }
}

/// Places in a string at which something is inserted, in order.
struct Insertions {
  private var places: [(offset: Int, text: [UInt8])] = []

  var isEmpty: Bool { places.isEmpty }

  mutating func add(_ text: String, at offset: Int) { places.append((offset, Array(text.utf8))) }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + places.reduce(0) { $0 + $1.text.count })
    var start = 0
    for place in places {
      result += bytes[start..<place.offset]
      result += place.text
      start = place.offset
    }
    return result + bytes[start...]
  }
}
