import ImgFlowValues

/// `:path rows`, `:path score in rows`.
struct PathCommand: Command {
  let name = "path"
  let arguments = "[TEXT in] EXPRESSION"
  let summary = "find something in a value, as expressions to copy"
  let documentation = """
    `:path heatmap in jobs` finds the keys and strings that contain `heatmap`; `:path jobs` lists all
    innermost parts.
    """
  var argument: CommandArgument { .expression }

  /// How many places are listed.
  private static let limit = 500

  func run(_ text: String, in repl: REPL) throws {
    let (wanted, expression) = Self.parts(of: text.isEmpty ? "_" : text)
    guard let value = repl.value(of: expression) else { return }
    let isChain = expression.allSatisfy { $0.isLetter || $0.isNumber || "_.[]\"?".contains($0) }
    let view = PathView(
      value, name: isChain ? expression : "(\(expression))", containing: wanted,
      limit: Self.limit)
    guard !view.found.isEmpty else {
      throw CommandError("no key or string in `\(expression)` contains `\(wanted ?? "")`")
    }
    repl.page(view.lines(width: repl.screen.width, masked: repl.session.masked))
  }

  /// `TEXT in EXPRESSION`, where the text may be quoted.
  private static func parts(of text: String) -> (wanted: String?, expression: String) {
    guard let sign = text.firstRange(of: " in ") else { return (nil, text) }
    var wanted = String(text[..<sign.lowerBound])
    if wanted.count > 1, wanted.hasPrefix("\""), wanted.hasSuffix("\"") {
      wanted = String(wanted.dropFirst().dropLast())
    }
    return (wanted, String(text[sign.upperBound...]))
  }
}
