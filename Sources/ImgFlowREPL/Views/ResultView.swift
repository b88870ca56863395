import ImgFlow
import ImgFlowRuntime
import ImgFlowValues

/// Shows the value of a statement, as much of it as fits the screen.
struct ResultView {
  let screen: Screen
  /// Takes secrets out of a text.
  let masked: (String) -> String

  init(screen: Screen, masked: @escaping (String) -> String = { $0 }) {
    self.screen = screen
    self.masked = masked
  }

  /// The text that shows a value, with line ends.
  func text(of value: Value) -> String {
    lines(of: value).text(usesColour: screen.usesColour)
  }

  private func lines(of value: Value) -> [StyledLine] {
    if let text = value.asString, text.contains("\n") { return lines(of: text) }
    if let list = value.asList, list.count > 1,
      let table = TableView(value, screen: screen, masked: masked), table.isUniform
    {
      return table.lines(limit: screen.resultLines)
    }
    let limits = ValueView.Limits(lines: screen.resultLines)
    let view = ValueView(value, width: screen.width, limits: limits, masked: masked)
    return view.isCut ? view.lines + [StyledLine("… `:show` shows all of it", .note)] : view.lines
  }

  /// A text of several lines, as it is.
  private func lines(of text: String) -> [StyledLine] {
    let lines = masked(text).split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(screen.resultLines - 2).map { line in
      StyledLine(Columns.cut(String(line).replacing("\t", with: "    "), to: screen.width), .string)
    }
    let quotes = [StyledLine("\"\"\"", .note)]
    guard shown.count < lines.count else { return quotes + shown + quotes }
    let rest = "… \(Counts.of(lines.count - shown.count, "more line")); :show"
    return quotes + shown + [StyledLine(rest, .note)]
  }
}
