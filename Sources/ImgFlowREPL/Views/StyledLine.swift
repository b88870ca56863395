import ImgFlowRuntime
import ImgFlowSyntax

/// What a piece of a line is, which gives it its colour.
enum Style {
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
struct StyledLine {
  private(set) var pieces: [(text: String, style: Style)] = []
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: Style = .plain) { append(text, style) }

  /// Adds a string; terminal control characters in it are shown, not obeyed.
  mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    let text = text.unicodeScalars.contains(where: Self.steers) ? Self.visible(text) : text
    pieces.append((text, style))
    width += DisplayWidth.of(text)
  }

  mutating func append(_ line: StyledLine) {
    pieces += line.pieces
    width += line.width
  }

  /// Adds spaces up to a column.
  mutating func pad(to column: Int) {
    append(String(repeating: " ", count: max(0, column - width)))
  }

  func text(usesColour: Bool) -> String {
    guard usesColour else { return pieces.map(\.text).joined() }
    return pieces.map { text, style in
      style.code.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
    }.joined()
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func visible(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      guard steers(scalar) else { return result.unicodeScalars.append(scalar) }
      // U+2400 and on are pictures of the control characters.
      let picture = scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : nil
      result.unicodeScalars.append(picture ?? "\u{FFFD}")
    }
  }
}

extension [StyledLine] {
  /// The lines as a string, each with a line end and none with spaces before it.
  func text(usesColour: Bool) -> String {
    map { line in
      var text = line.text(usesColour: usesColour)
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}

/// Strings that have to fit into columns.
enum Columns {
  /// Returns the start of a string that takes at most `width` columns, with `…` where it is cut.
  static func cut(_ text: String, to width: Int) -> String {
    guard text.utf8.count > width, DisplayWidth.of(text) > width else { return text }
    var (kept, used) = ("", 0)
    for character in text {
      let columns = DisplayWidth.of(String(character))
      if used + columns > width - 1 { break }
      kept.append(character)
      used += columns
    }
    return width > 0 ? kept + (kept.hasSuffix("…") ? "" : "…") : ""
  }

  /// Breaks a string into lines between words.
  static func wrap(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var used = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      let columns = DisplayWidth.of(String(word))
      if !lines.isEmpty, used + 1 + columns <= width {
        lines[lines.count - 1] += " " + word
        used += 1 + columns
      } else {
        lines.append(String(word))
        used = columns
      }
    }
    return lines
  }

  /// The lines of two columns: what is explained, and the explanation, wrapped.
  static func pairs(
    _ rows: [(head: String, text: String)], width: Int, indent: Int = 2, style: Style = .name
  ) -> [StyledLine] {
    let widest = rows.map { DisplayWidth.of($0.head) }.max() ?? 0
    let column = indent + min(widest, max(10, width * 2 / 5)) + 2
    return rows.flatMap { head, text -> [StyledLine] in
      var line = StyledLine(String(repeating: " ", count: indent))
      line.append(head, style)
      var lines: [StyledLine] = []
      if line.width + 2 > column, !text.isEmpty {
        lines.append(line)
        line = StyledLine()
      }
      for part in wrap(text, to: max(16, width - column)) {
        line.pad(to: column)
        line.append(part)
        lines.append(line)
        line = StyledLine()
      }
      if line.width > 0 { lines.append(line) }
      return lines
    }
  }
}
