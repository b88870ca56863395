import ImgFlow
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Shows the value of a statement, as much of it as fits the screen.
struct ResultView {
  let screen: Screen
  /// Masks the secrets in a string.
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
    if let callable = Callable(value) { return lines(of: callable) }
    if let hint = hint(for: value) {
      let view = ScalarView(masked: masked)
      var line = view.line(value, width: screen.width)
      line.append(Columns.cut("  \(hint)", to: max(0, screen.width - line.width)), .note)
      return [line]
    }
    if let list = value.asList, list.count > 1,
      let table = TableView(value, screen: screen, masked: masked), table.isUniform
    {
      return table.lines(limit: screen.resultLines)
    }
    var limits = ValueView.Limits(lines: screen.resultLines)
    var view = ValueView(value, width: screen.width, limits: limits, masked: masked)
    if view.isCut, value.depth > 1 {
      // A little of each part shows more than all of the first few.
      limits.depth = 1
      view = ValueView(value, width: screen.width, limits: limits, masked: masked)
    }
    return view.isCut ? view.lines + [StyledLine("… `:show` shows all of it", .note)] : view.lines
  }

  /// The signature of a function.
  private func lines(of callable: Callable) -> [StyledLine] {
    let signature = HelpPage.signature(of: callable).split(separator: "\n").map {
      StyledLine(Columns.cut(String($0), to: screen.width), .type)
    }
    let isNamed = callable.name != "fn"
    return signature
      + (isNamed ? [StyledLine("`?\(callable.name)` explains it", .note)] : [])
  }

  /// How to inspect a value that shows nothing of itself.
  private func hint(for value: Value) -> String? {
    switch value.type {
    case .stream: return "`.take(10).all()` reads the first ten"
    case .bytes:
      let format = ImageFormat(bytes: value.asBytes?.bytes ?? [])
      return format.map { "a \($0.name) image: `:image` shows it" }
    case .module: return value.asNamespace.map { "`?\($0.name)` explains it" }
    default: return nil
    }
  }

  /// A string of several lines, unchanged.
  private func lines(of text: String) -> [StyledLine] {
    let lines = masked(text).split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(screen.resultLines - 2).map { line in
      StyledLine(Columns.cut(String(line).replacing("\t", with: "    "), to: screen.width), .string)
    }
    let quotes = [StyledLine("\"\"\"", .note)]
    guard shown.count < lines.count else { return quotes + shown + quotes }
    let rest = "… \(Quantity.of(lines.count - shown.count, "more line")); :show"
    return quotes + shown + [StyledLine(rest, .note)]
  }
}
