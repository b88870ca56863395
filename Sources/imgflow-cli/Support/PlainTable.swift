import ImgFlowSyntax

/// Rows of texts as a table for a terminal, with a heading.
enum PlainTable {
  /// - Parameter rows: each a text for each column, under the name of the column; all with the same columns.
  static func text(of rows: [[(name: String, text: String)]]) -> String {
    guard let first = rows.first else { return "" }
    let lines = [first.map(\.name)] + rows.map { $0.map { VisibleText.of($0.text) } }
    let widths = first.indices.map { column in lines.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return ([lines[0], rule] + lines.dropFirst()).map { cells in
      zip(cells, widths).map(Columns.padded).joined(separator: "  ")
        .trimmingSuffix(while: { $0 == " " }) + "\n"
    }.joined()
  }
}
