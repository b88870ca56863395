/// Two columns of help: what can be written, and what it means.
enum HelpColumns {
  private static let width = 80
  private static let widestHead = 30

  /// Returns the lines, with the second column wrapped.
  static func lines(_ rows: [(head: String, text: String)]) -> [String] {
    let column = min(rows.map(\.head.count).max() ?? 0, widestHead) + 4
    return rows.flatMap { head, text -> [String] in
      var lines = wrap(text, to: width - column).map { String(repeating: " ", count: column) + $0 }
      let start = "  " + head
      if start.count + 2 > column || lines.isEmpty {
        lines.insert(start, at: 0)
      } else {
        lines[0] = start + lines[0].dropFirst(start.count)
      }
      return lines
    }
  }

  /// Breaks a string into lines between words, where necessary.
  static func wrap(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
