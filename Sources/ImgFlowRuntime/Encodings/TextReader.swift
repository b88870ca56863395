import ImgFlowValues

/// A file of text that is read piece by piece as UTF-8, without its byte-order mark. UTF-8 itself is not
/// checked.
///
/// Sendable: a reader belongs to one thread at a time; what shares one holds a lock around it.
final class TextReader: FileReader, @unchecked Sendable {
  private let reader: any FileReader
  private let asked: TextEncoding?
  private let name: String
  /// Nil if it is UTF-8 already.
  private var decoder: TextDecoder?
  private var isOpen = false
  private var isAtEnd = false
  /// Where in the file the text begins; for a file that is UTF-8 already.
  private(set) var start = 0

  /// - Parameters:
  ///   - encoding: the requested one.
  ///   - name: how messages name the file.
  init(_ reader: any FileReader, _ encoding: TextEncoding?, of name: String) {
    (self.reader, asked, self.name) = (reader, encoding, name)
  }

  func next(atMost count: Int) throws -> [UInt8] {
    guard isOpen else { return try open(count) }
    while true {
      let piece = try reader.next(atMost: count)
      guard decoder != nil, !isAtEnd else { return piece }
      isAtEnd = piece.isEmpty
      // A piece may be less than a character; nothing means the end.
      let text = try decoder?.decode(piece[...], isLast: isAtEnd) ?? []
      if !text.isEmpty || isAtEnd { return text }
    }
  }

  private func open(_ count: Int) throws -> [UInt8] {
    isOpen = true
    var bytes: [UInt8] = []
    while bytes.count < TextEncoding.markLength {
      let piece = try reader.next(atMost: max(count, TextEncoding.markLength))
      if piece.isEmpty { break }
      bytes += piece
    }
    let mark = TextEncoding.marked(bytes[...])
    start = mark?.length ?? 0
    if mark == nil, asked == nil { try EncodedText.checkPlausible(bytes[...], name) }
    let rest = bytes.dropFirst(start)
    let encoding = mark?.encoding ?? asked ?? .utf8
    if case .utf8 = encoding.kind {
      return rest.isEmpty ? try reader.next(atMost: count) : Array(rest)
    }
    decoder = TextDecoder(encoding, of: name, from: start)
    let text = try decoder?.decode(rest, isLast: false) ?? []
    return text.isEmpty ? try next(atMost: count) : text
  }
}
