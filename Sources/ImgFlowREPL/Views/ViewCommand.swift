import ImgFlowHelp
import ImgFlowValues

/// A command that shows a value in its own way: `:table jobs`. Without an expression it shows the last
/// result.
struct ViewCommand: Command {
  let name: String
  let summary: String
  var documentation = ""
  /// Whether an expression that calls or computes something is not run, and what the checks know of it shown.
  var looksAhead = false
  /// The lines for a value that the person calls `name`.
  ///
  /// - Throws: `CommandError` for a value that cannot be shown so.
  let lines: @Sendable (_ value: Value, _ name: String, _ view: View) throws -> [StyledLine]

  /// What it is shown on.
  struct View {
    let screen: Screen
    /// Masks the secrets in a string.
    let masked: (String) -> String
  }

  var arguments: String { "[EXPRESSION]" }
  var argument: CommandArgument { .expression }

  func run(_ text: String, in repl: REPL) throws {
    let expression = text.isEmpty ? "_" : text
    if looksAhead, let source = ValueSource(expression), source.computes {
      return repl.showType(of: expression)
    }
    guard let value = repl.value(of: expression) else { return }
    let view = View(screen: repl.screen, masked: repl.session.masked)
    repl.page(try lines(value, expression, view))
  }
}

extension REPL {
  /// What the terminal can show.
  var screen: Screen { Screen(width: size.columns, height: size.rows, usesColour: usesColour) }

  /// Shows lines, through a pager when they are more than the screen has.
  func page(_ lines: [StyledLine]) {
    let text = session.masked(lines.text(usesColour: usesColour))
    guard console.outputIsTerminal, lines.count >= screen.height, Pager.show(text) else {
      return write(text)
    }
  }
}

extension ViewCommand {
  static let table = ViewCommand(
    name: "table", summary: "show a list of objects as a table with all rows",
    documentation: "Columns that do not fit are named below it."
  ) { value, name, view in
    // More rows than anyone pages through.
    let table = TableView(value, screen: view.screen, limit: 10_000, masked: view.masked)
    guard let table else {
      throw CommandError(
        "`\(name)` is \(phrase(value)), and a table needs a list of objects",
        help: help(toMakeRowsOf: value, name))
    }
    return table.lines(limit: .max)
  }

  private static func phrase(_ value: Value) -> String {
    value.asList?.count == 0 ? "an empty list" : value.type.nameWithArticle
  }

  private static func help(toMakeRowsOf value: Value, _ name: String) -> String? {
    switch value.type {
    case .list where value.asList?.count == 0: nil
    case .list, .range: "convert to rows first: `:table \(name).map(x => {value: x})`"
    case .object: "a table of one row is `:table [\(name)]`"
    case .stream: "read its start first: `:table \(name).take(20).all()`"
    default: nil
    }
  }

  static let tree = ViewCommand(name: "tree", summary: "show the structure of a value as a tree") {
    value, name, view in
    TreeView(value, name: name, screen: view.screen, limit: 2000, masked: view.masked).lines
  }

  static let json = ViewCommand(name: "json", summary: "show a value as JSON") {
    value, name, view in
    do { return try JSONView.lines(value, masked: view.masked) } catch let error as ValueError {
      throw CommandError(error.message, help: error.help)
    }
  }

  static let keys = ViewCommand(
    name: "keys", summary: "show the keys of an object, or of all objects in a list",
    documentation: "With their types, the number of objects that have them, and an example."
  ) { value, name, view in
    guard let keys = KeysView(value) else {
      throw CommandError("`\(name)` is \(phrase(value)), which has no keys")
    }
    return keys.lines(width: view.screen.width, masked: view.masked)
  }

  static let type = ViewCommand(
    name: "type", summary: "show the type of a value, as in an annotation",
    documentation:
      "An expression that calls or computes something is not run: the type is what the checks know.",
    looksAhead: true
  ) { value, name, view in ValueShape(value).lines(width: view.screen.width) }

  static let show = ViewCommand(
    name: "show", summary: "show all of a value, in a pager if it is long",
    documentation: "The pager is `PAGER`, or `less` if it is not set."
  ) { value, name, view in
    if let text = value.asString, text.contains("\n") {
      return view.masked(text).split(separator: "\n", omittingEmptySubsequences: false).map {
        StyledLine(String($0))
      }
    }
    // More lines than anyone pages through; values that share parts can be endless.
    let limits = ValueView.Limits(lines: 200_000, depth: .max, items: .max, keys: .max)
    return ValueView(value, width: view.screen.width, limits: limits, masked: view.masked).lines
  }
}
