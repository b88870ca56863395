import CZlib
import Foundation

/// The text of a PDF document (ISO 32000), a line at a time, with its place on the page.
///
/// It reads what simple programs write: pages in order, content packed by deflate or not at all, and
/// fonts whose codes are characters. Others give text that means little, and scans give none.
struct PDFText {
  struct Line: Sendable {
    var text: String
    /// From 0.
    var page: Int
    var box: Box
  }

  /// A place, in parts of the page's size from the top left.
  struct Box: Sendable {
    var left, top, right, bottom: Double
  }

  private(set) var lines: [Line] = []
  private(set) var pages = 0

  /// Bytes of the largest content that is unpacked.
  private static let contentLimit = 16 << 20

  /// Reads a document; nil for what is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "%PDF-".utf8) else { return nil }
    let text = String(data: Data(bytes), encoding: .isoLatin1) ?? ""
    let size = Self.pageSize(in: text)
    for content in Self.contents(of: bytes) {
      var page = PDFPage(size: size)
      page.read(content)
      guard !page.lines.isEmpty else { continue }
      lines += page.lines.map { Line(text: $0.text, page: pages, box: $0.box) }
      pages += 1
    }
  }

  /// The first page's size in points; A4 where it does not say.
  private static func pageSize(in text: String) -> (width: Double, height: Double) {
    guard let match = text.firstMatch(of: /\/MediaBox\s*\[\s*([^\]]*)\]/) else {
      return (595, 842)
    }
    let numbers = match.1.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return (595, 842) }
    return (numbers[2], numbers[3])
  }

  /// The unpacked streams that show text.
  private static func contents(of bytes: [UInt8]) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    var position = 0
    while let start = bytes.range(of: "stream", from: position) {
      var first = start + 6
      if first < bytes.count, bytes[first] == 0x0D { first += 1 }
      if first < bytes.count, bytes[first] == 0x0A { first += 1 }
      guard let end = bytes.range(of: "endstream", from: first) else { break }
      let packed = bytes[first..<end]
      let content = PDFInflater.inflate(packed, .zlib, limit: contentLimit) ?? Array(packed)
      if content.range(of: "BT", from: 0) != nil { contents.append(content) }
      position = end + 9
    }
    return contents
  }
}

extension [UInt8] {
  /// Where a text first is, from `start` on.
  fileprivate func range(of text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard start <= count - wanted.count else { return nil }
    return (start...(count - wanted.count)).first { index in
      self[index] == wanted[0] && self[index..<index + wanted.count].elementsEqual(wanted)
    }
  }
}

/// Unpacks what is packed by deflate (RFC 1951), with zlib.
enum PDFInflater {
  /// How the packed bytes begin.
  enum Wrapping: Sendable {
    /// At once, as in zip archives.
    case none
    /// With zlib's header (RFC 1950), as in PDF documents.
    case zlib
  }

  /// The content; nil when the bytes are damaged, or hold more than `limit`.
  static func inflate(
    _ packed: some Sequence<UInt8>, _ wrapping: Wrapping, limit: Int
  ) -> [UInt8]? {
    var stream = z_stream()
    let window = wrapping == .none ? -MAX_WBITS : MAX_WBITS
    guard
      inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while output.count <= limit {
        let status = chunk.withUnsafeMutableBufferPointer { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(clamping: chunk.count)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        output += chunk.prefix(chunk.count - Int(stream.avail_out))
        if status == Z_STREAM_END { return output.count <= limit ? output : nil }
        guard status == Z_OK, stream.avail_in > 0 || stream.avail_out == 0 else { return nil }
      }
      return nil
    }
  }
}
