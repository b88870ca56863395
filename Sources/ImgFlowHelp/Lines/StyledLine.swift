import ImgFlowSyntax

/// What a piece of a line is, which gives it its colour.
package enum Style {
  case plain
  case key
  case string
  case number
  /// `true`, `false`, `null`.
  case word
  /// What is said about a value, not the value itself.
  case note
  case heading
  case name
  case type

  /// The parameters of the escape sequence (ECMA-48 SGR); nil for none. Only the first eight colours are
  /// used, which people have adapted to their background.
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .key, .name: "36"
    case .string: "32"
    case .number: "33"
    case .word: "35"
    case .note: "2"
    case .heading: "1"
    case .type: "34"
    }
  }
}

/// A line of a view, in pieces of one style each.
package struct StyledLine {
  /// The strings in order; each has something to show.
  package private(set) var pieces: [(text: String, style: Style)] = []
  /// How many columns it takes.
  package private(set) var width = 0

  /// An empty line.
  package init() {}

  /// A line of one piece.
  package init(_ text: String, _ style: Style = .plain) { append(text, style) }

  /// Adds a string; terminal control characters in it are shown, not obeyed.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    let text = VisibleText.of(text)
    pieces.append((text, style))
    width += DisplayWidth.of(text)
  }

  /// Adds the pieces of another line.
  package mutating func append(_ line: StyledLine) {
    pieces += line.pieces
    width += line.width
  }

  /// Adds spaces up to a column.
  package mutating func pad(to column: Int) {
    append(String(repeating: " ", count: max(0, column - width)))
  }

  /// The line as a string, with escape sequences if colour is wanted.
  package func text(usesColour: Bool) -> String {
    guard usesColour else { return pieces.map(\.text).joined() }
    return pieces.map { text, style in
      style.code.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
    }.joined()
  }
}

extension [StyledLine] {
  /// The lines as a string, each with a line end and none with spaces before it.
  package func text(usesColour: Bool) -> String {
    map { line in
      var text = line.text(usesColour: usesColour)
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}

extension StyledLine {
  /// The lines of a two-column list: what is explained, in a style, and the explanation, wrapped.
  package static func pairs(_ rows: [Columns.Pair], width: Int) -> [StyledLine] {
    let indent = 2
    let (column, lines) = Columns.pairs(rows, width: width, indent: indent)
    return lines.map { head, text in
      var line = StyledLine()
      if !head.isEmpty {
        line.pad(to: indent)
        line.append(head, .name)
      }
      if !text.isEmpty {
        line.pad(to: column)
        line.append(text)
      }
      return line
    }
  }
}
