// The source lines of a diagnostic, with carets below.
extension DiagnosticRenderer {
  /// A place to draw carets under.
  private struct Mark {
    let range: SourceRange
    let text: String
    let isPrimary: Bool
  }

  /// Draws the places of a diagnostic, a file at a time, the file of the error first.
  func excerpts(of diagnostic: Diagnostic) -> [String] {
    let primary = Mark(range: diagnostic.range, text: diagnostic.label ?? "", isPrimary: true)
    let further = diagnostic.labels.map { Mark(range: $0.range, text: $0.text, isPrimary: false) }
    var groups: [[Mark]] = [[primary]]
    for mark in further {
      if let index = groups.firstIndex(where: { $0[0].range.file === mark.range.file }) {
        groups[index].append(mark)
      } else {
        groups.append([mark])
      }
    }
    let largest = (CollectionOfOne(primary) + further).map(\.range.position.line).max() ?? 1
    let gutter = String(largest).count
    return groups.flatMap { excerpt($0, gutter: gutter) }
  }

  private func excerpt(_ marks: [Mark], gutter: Int) -> [String] {
    let margin = String(repeating: " ", count: gutter)
    var lines: [String] = []
    if showsPlace {
      let arrow = marks[0].isPrimary ? "-->" : ":::"
      let place = VisibleText.of(marks[0].range.description)
      lines.append(margin + paint(arrow, .frame) + " " + place)
    }
    let sorted = marks.sorted { $0.range.start < $1.range.start }
    var last = 0
    for mark in sorted {
      let line = mark.range.position.line
      let inLine = sorted.filter { $0.range.position.line == line }
      let source = SourceLine(inLine.map(\.range), width: width - gutter - 3, mask)
      if line != last {
        let number = String(repeating: " ", count: gutter - String(line).count) + String(line)
        lines.append(
          trimmed(paint("\(number) |", .frame) + " " + source.shown))
      }
      lines.append(paint("\(margin) |", .frame) + " " + carets(mark, source))
      last = line
    }
    return lines
  }

  private func carets(_ mark: Mark, _ source: SourceLine) -> String {
    let columns = source.columns(of: mark.range)
    let sign = mark.isPrimary ? "^" : "-"
    let lastLine = mark.range.endPosition.line
    var words = mark.text.isEmpty ? [] : [VisibleText.of(mark.text)]
    if lastLine > mark.range.position.line { words.append("(to line \(lastLine))") }
    let text = ([String(repeating: sign, count: columns.count)] + words).joined(separator: " ")
    return String(repeating: " ", count: columns.lowerBound)
      + paint(text, mark.isPrimary ? .error : .second)
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// A line of source, cut to a width around the places in it.
private struct SourceLine {
  let shown: String
  private let lineStart: Int
  private let file: SourceFile
  private let text: DisplayText
  private let mask: (String) -> String
  /// The columns of the line that are shown.
  private let window: Range<Int>
  /// The columns that the mark of a cut at the left takes.
  private let shift: Int

  init(_ ranges: [SourceRange], width: Int, _ mask: @escaping (String) -> String) {
    let place = ranges[0].position
    file = ranges[0].file
    self.mask = mask
    text = DisplayText(mask(file.line(place.line)))
    lineStart = file.lineStart(at: ranges[0].start)
    let first = DisplayText(mask(file.text(from: lineStart, to: ranges[0].start))).width
    if text.width <= width {
      window = 0..<text.width
    } else {
      // A cut at either side takes one column for its mark.
      let start = max(0, min(first - width / 3, text.width - width + 1))
      let end = start + width - (start > 0 ? 1 : 0)
      window = start..<(end < text.width ? end - 1 : text.width)
    }
    shift = window.lowerBound > 0 ? 1 : 0
    shown =
      (shift > 0 ? "…" : "") + text.text(in: window) + (window.upperBound < text.width ? "…" : "")
  }

  /// The columns, as shown, under which the carets for `range` are drawn; at least one.
  func columns(of range: SourceRange) -> Range<Int> {
    let start = column(of: range.start)
    let isSameLine = range.endPosition.line == range.position.line
    let end = isSameLine ? column(of: range.end) : window.upperBound - window.lowerBound + shift
    return start..<max(end, start + 1)
  }

  private func column(of offset: Int) -> Int {
    let column = DisplayText(mask(file.text(from: lineStart, to: offset))).width
    return min(max(column, window.lowerBound), window.upperBound) - window.lowerBound + shift
  }
}
