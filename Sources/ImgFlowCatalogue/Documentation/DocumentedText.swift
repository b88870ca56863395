/// A documentation comment in its parts: what it says, and the example below it, which is indented by
/// four.
struct DocumentedText {
  /// Without empty lines at its ends.
  let text: String
  /// The example's lines, without their indentation.
  let example: [String]

  init(_ documentation: String?) {
    let lines = (documentation ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    text = Self.trimmed(lines.prefix { !$0.hasPrefix("    ") })
    example = lines.drop { !$0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
  }

  /// The first paragraph.
  var summary: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix { !$0.isEmpty }.joined(separator: "\n")
  }

  static func trimmed(_ lines: some Sequence<String>) -> String {
    let lines = lines.drop { $0.isEmpty }
    return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }
}

/// A part of a longer documentation.
package enum DocumentationPart: Sendable, Equatable {
  /// After `## `.
  case heading(String)
  case text(String)
  /// Indented by four, which is taken away.
  case code([String])

  /// The parts that follow the first paragraph.
  static func parts(of documentation: String?) -> [DocumentationPart] {
    let lines = (documentation ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    return sections(of: lines.drop { !$0.isEmpty }).compactMap { lines in
      guard let first = lines.first(where: { !$0.isEmpty }) else { return nil }
      if first.hasPrefix("## ") { return .heading(String(first.dropFirst(3))) }
      if first.hasPrefix("    ") {
        let code = DocumentedText.trimmed(lines.map { $0.dropFirst(4) }.map(String.init))
        return .code(code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
      return .text(DocumentedText.trimmed(lines))
    }
  }

  /// Lines of one kind together; an empty line is of the kind before it.
  private static func sections(of lines: some Sequence<String>) -> [[String]] {
    func kind(_ line: String) -> Int { line.hasPrefix("    ") ? 1 : line.hasPrefix("## ") ? 2 : 0 }
    var (sections, last) = ([[String]](), -1)
    for line in lines {
      let kind = line.isEmpty && last >= 0 && last != 2 ? last : kind(line)
      if kind != last || kind == 2 { sections.append([]) }
      sections[sections.count - 1].append(line)
      last = kind
    }
    return sections
  }
}

extension String {
  /// The text up to the end of its first sentence, on one line.
  package var firstSentence: String {
    var sentence: [UInt8] = []
    var (isApart, lineEnds) = (false, 0)
    for byte in utf8 {
      lineEnds = byte == UInt8(ascii: "\n") ? lineEnds + 1 : 0
      if lineEnds == 2, !sentence.isEmpty { break }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"): isApart = true
      case _ where isApart && sentence.last == UInt8(ascii: "."):
        return String(decoding: sentence, as: UTF8.self)
      default:
        if isApart, !sentence.isEmpty { sentence.append(UInt8(ascii: " ")) }
        isApart = false
        sentence.append(byte)
      }
    }
    return String(decoding: sentence, as: UTF8.self)
  }
}
