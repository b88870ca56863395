import ImgFlowSyntax

/// A string that explains something, in parts that fit any width.
package struct HelpPage {
  /// A part of a page.
  package enum Part {
    /// A line of code, or several, shown as they are.
    case code(String)
    case text(String)
    case heading(String)
    /// What is explained, and the explanation.
    case rows([(head: String, text: String)])
  }

  var parts: [Part]

  /// A page of some parts.
  package init(_ parts: [Part] = []) { self.parts = parts }

  /// Adds a part at the end.
  package mutating func add(_ part: Part) { parts.append(part) }

  /// Adds a string that may be absent.
  package mutating func add(text: String?) {
    if let text, !text.isEmpty { parts.append(.text(text)) }
  }

  /// Adds rows below a heading, if there are any.
  package mutating func add(_ heading: String, _ rows: [(head: String, text: String)]) {
    guard !rows.isEmpty else { return }
    parts += [.heading(heading), .rows(rows)]
  }

  /// The page in lines of at most `width` columns, but for code.
  package func lines(width: Int) -> [StyledLine] {
    // Long lines are hard to read, however wide the screen is.
    let width = min(width, 100)
    var lines: [StyledLine] = []
    for (index, part) in parts.enumerated() {
      if index > 0, !isHeaded(index) { lines.append(StyledLine()) }
      switch part {
      case .code(let code):
        lines += code.split(separator: "\n", omittingEmptySubsequences: false).map {
          StyledLine(String($0), .name)
        }
      case .text(let text): lines += Self.paragraphs(text, width)
      case .heading(let heading): lines.append(StyledLine(heading, .heading))
      case .rows(let rows): lines += StyledLine.pairs(rows, width: width)
      }
    }
    return lines
  }

  private func isHeaded(_ index: Int) -> Bool {
    if case .heading = parts[index - 1] { true } else { false }
  }

  /// Paragraphs and items of lists, wrapped; lines that are indented by four are code.
  private static func paragraphs(_ text: String, _ width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    var paragraph = ""
    func end() {
      lines += Columns.wrap(paragraph, to: width).map { StyledLine($0) }
      paragraph = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    ") {
        end()
        lines.append(StyledLine(String(line), .name))
      } else if line.isEmpty {
        end()
        lines.append(StyledLine())
      } else {
        if line.prefixMatch(of: /(-|\d+\.)\s/) != nil { end() }
        paragraph += line + " "
      }
    }
    end()
    return lines
  }
}
