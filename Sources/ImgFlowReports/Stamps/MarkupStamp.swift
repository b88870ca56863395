/// Marks pages, drawings and text files with the source of their figures.
struct MarkupStamp {
  private let text: String

  init(_ text: String) { self.text = text }

  private var sentence: String {
    text == "sandbox"
      ? "From the sandbox: these results are for rehearsing, not for deciding."
      : "Partly from the sandbox: these results are for rehearsing, not for deciding."
  }

  /// A page with a banner at its top. Pages of `std/report` have one already.
  func page(_ bytes: [UInt8]) -> [UInt8] {
    if Self.find("data-imgflow-source=\"", in: bytes) != nil { return bytes }
    let banner =
      "<p data-imgflow-source=\"\(text)\" role=\"note\" style=\"margin:0;padding:.6em 1em;max-width:none;"
      + "background:#7c2d12;color:#fff;font:600 15px/1.4 system-ui,sans-serif;text-align:center\">"
      + "\(sentence)</p>\n"
    return insert(
      banner, into: bytes,
      at: Self.behindTag(["<body", "</head", "<html", "<!doctype"], in: bytes) ?? Self.start(bytes))
  }

  /// A drawing with a line of text at its foot, as large as a twentieth of it, whatever its own units.
  func drawing(_ bytes: [UInt8]) -> [UInt8]? {
    if Self.find("data-imgflow-source=\"", in: bytes) != nil { return bytes }
    guard let end = Self.find("</svg", in: bytes, isLast: true) else { return nil }
    let line =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" data-imgflow-source=\"\(text)\" x=\"0\" y=\"0\" width=\"100%\" "
      + "height=\"100%\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"xMinYMax meet\"><title>\(sentence)"
      + "</title><rect y=\"94\" width=\"46\" height=\"6\" fill=\"#7c2d12\"/><text x=\"2\" y=\"98.2\" "
      + "fill=\"#fff\" font-family=\"sans-serif\" font-size=\"3.6\" font-weight=\"600\">source: \(text)</text></svg>\n"
    return insert(line, into: bytes, at: end)
  }

  /// XML with a comment at its end, where nothing reads it but people.
  func commented(_ bytes: [UInt8]) -> [UInt8] {
    let comment = Array("<!-- source: \(text) -->".utf8)
    if bytes.suffix(comment.count + 1).starts(with: comment) { return bytes }
    return bytes + (bytes.last == 0x0A ? [] : [0x0A]) + comment + [0x0A]
  }

  func markdown(_ bytes: [UInt8]) -> [UInt8] {
    let line = Array("> \(sentence)\n".utf8)
    return bytes.starts(with: line) ? bytes : line + [0x0A] + bytes
  }

  // MARK: - Finding places

  private func insert(_ text: String, into bytes: [UInt8], at offset: Int) -> [UInt8] {
    var insertions = Insertions()
    insertions.add(text, at: offset)
    return insertions.applied(to: bytes)
  }

  /// After a byte order mark.
  private static func start(_ bytes: [UInt8]) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// After the first of the tags that is present.
  private static func behindTag(_ tags: [String], in bytes: [UInt8]) -> Int? {
    for tag in tags {
      guard let start = find(tag, in: bytes),
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
      else { continue }
      return end + 1
    }
    return nil
  }

  /// Where an ASCII string occurs first, or last, ignoring case.
  private static func find(
    _ text: String, in bytes: [UInt8], isLast: Bool = false
  ) -> Int? {
    let wanted = Array(text.utf8)
    let offsets = 0..<max(0, bytes.count - wanted.count + 1)
    let matches = { (offset: Int) in
      lower(bytes[offset]) == wanted[0]
        && wanted.indices.allSatisfy { lower(bytes[offset + $0]) == wanted[$0] }
    }
    return isLast ? offsets.last(where: matches) : offsets.first(where: matches)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
