/// Text that has to fit into columns of a terminal.
package enum Columns {
  /// Returns the start of a string that takes at most `width` columns, with `…` where it is cut.
  package static func cut(_ text: String, to width: Int) -> String {
    guard text.utf8.count > width, DisplayWidth.of(text) > width else { return text }
    var (kept, used) = ("", 0)
    for character in text {
      let columns = DisplayWidth.of(character)
      if used + columns > width - 1 { break }
      kept.append(character)
      used += columns
    }
    return width > 0 ? kept + (kept.hasSuffix("…") ? "" : "…") : ""
  }

  /// Returns a string with spaces after it, so that it takes at least `width` columns.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }

  /// Breaks a string at white space into lines of at most `width` columns; a longer word has a line of its
  /// own.
  package static func wrap(_ text: some StringProtocol, to width: Int) -> [String] {
    var lines: [String] = []
    var used = 0
    // By scalars, because a mark after a space makes one character with it.
    let words = String(text).unicodeScalars.split(whereSeparator: separatesWords)
    for word in words.map({ String($0) }) {
      let columns = DisplayWidth.of(word)
      if !lines.isEmpty, used + 1 + columns <= width {
        lines[lines.count - 1] += " " + word
        used += 1 + columns
      } else {
        lines.append(word)
        used = columns
      }
    }
    return lines
  }

  private static func separatesWords(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace && scalar != "\u{A0}" && scalar != "\u{202F}"
  }

  /// A row of a two-column list: what is explained, and the explanation.
  package typealias Pair = (head: String, text: String)

  /// Lays out a two-column list in lines, with the explanations wrapped.
  ///
  /// - Returns: the column where explanations start, and the lines. A head that is too long for the first
  ///   column has a line of its own, with an empty text; further lines of an explanation have an empty head.
  package static func pairs(
    _ rows: [Pair], width: Int, indent: Int
  ) -> (column: Int, lines: [Pair]) {
    let widest = rows.map { DisplayWidth.of($0.head) }.max() ?? 0
    let column = indent + min(widest, max(10, width * 2 / 5)) + 2
    let lines = rows.flatMap { head, text -> [Pair] in
      let parts = wrap(text, to: max(16, width - column))
      guard let first = parts.first, indent + DisplayWidth.of(head) + 2 <= column else {
        return [(head, "")] + parts.map { ("", $0) }
      }
      return [(head, first)] + parts.dropFirst().map { ("", $0) }
    }
    return (column, lines)
  }

  /// Returns a two-column list as plain text, a line an element.
  package static func list(_ rows: [Pair], width: Int = 80, indent: Int = 2) -> [String] {
    let (column, lines) = pairs(rows, width: width, indent: indent)
    let margin = String(repeating: " ", count: indent)
    return lines.map { head, text in
      text.isEmpty ? margin + head : padded(head.isEmpty ? "" : margin + head, to: column) + text
    }
  }
}
