/// What `docs/errors.md` says about every code of diagnostics, and every kind of error.
struct ErrorCatalogue {
  /// A row of its tables.
  struct Entry {
    /// A code such as `E0101`, or a kind such as `timeout`.
    let code: String
    let meaning: String
    /// A script that causes it; empty if no short one does.
    let example: String
    let cure: String
    /// The exit status of a script that does not catch it; nil for what is found before running.
    let status: String?
  }

  let entries: [Entry]

  /// The page that is part of the program.
  static var shared: ErrorCatalogue {
    ErrorCatalogue(page: String(decoding: PackageResources.errors_md, as: UTF8.self))
  }

  /// - Parameter page: Markdown with tables of code, meaning, example, cure, and perhaps status.
  init(page: String) {
    entries = page.split(separator: "\n").compactMap { line in
      let cells = Self.cells(of: line)
      guard cells.count >= 4, !["code", "kind", "---"].contains(cells[0]) else { return nil }
      return Entry(
        code: Self.plain(cells[0]), meaning: cells[1],
        example: Self.plain(cells[2]).replacing("⏎", with: "\n")
          .replacing("␣", with: "\u{200B}"), cure: cells[3],
        status: cells.count > 4 ? cells[4] : nil)
    }
  }

  /// The entry of a code, however its letters are cased.
  subscript(code: String) -> Entry? {
    entries.first { $0.code.lowercased() == code.lowercased() }
  }

  private static func cells(of line: Substring) -> [String] {
    guard line.hasPrefix("| "), line.hasSuffix(" |") else { return [] }
    // A `|` in a cell is escaped; it must not look like the end of one.
    let escaped = line.dropFirst(2).dropLast(2).replacing("\\|", with: "\u{0}")
    return escaped.split(separator: "|", omittingEmptySubsequences: false).map {
      trimmed($0).replacing("\u{0}", with: "|")
    }
  }

  /// A cell without the backquotes around it.
  private static func plain(_ cell: String) -> String {
    trimmed(cell[...].drop { $0 == "`" }.trimmingSuffix { $0 == "`" })
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.trimmingSuffix { $0 == " " })
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
