/// Draws diagnostics for people:
///
///     error[P0004]: this string is never closed
///      --> thumbs.imgflow:4:14
///     4 | let prompt = "a red boat
///       |              ^ opened here; the line ends first
///       help: close it with `"`, or use `"""` for a multiline string
public struct DiagnosticRenderer: Sendable {
  /// The columns that an excerpt may take; longer lines are cut around the place.
  public var width: Int
  /// Whether to colour the text with ANSI escapes.
  public var usesColour: Bool
  /// Whether the line with the file's name is drawn. It is not drawn at a prompt, where there is no file.
  public var showsPlace: Bool

  /// Masks secrets in what is drawn: in the lines of source before they are cut to the width, so that no part
  /// of a secret remains, and in all other text.
  let mask: @Sendable (String) -> String

  /// - Parameter mask: returns a string with its secrets masked.
  public init(
    width: Int = 100, usesColour: Bool = false, showsPlace: Bool = true,
    mask: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.width = max(width, 40)
    self.usesColour = usesColour
    self.showsPlace = showsPlace
    self.mask = mask
  }

  /// Returns the whole drawing, without a line end after it.
  public func render(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    lines += excerpts(of: diagnostic)
    lines += diagnostic.notes.flatMap { indented($0, by: "  ") }
    lines += diagnostic.details.flatMap { indented("\($0.name): \($0.text)", by: "  ") }
    lines += traceLines(diagnostic)
    lines += helpLines(diagnostic)
    return mask(lines.joined(separator: "\n"))
  }

  /// Returns `file:line:col: error[code]: text`, for editors and logs.
  public func renderOneLine(_ diagnostic: Diagnostic) -> String {
    let details = diagnostic.details.map { "\($0.name): \($0.text)" }.joined(separator: ", ")
    let text = diagnostic.message + (details.isEmpty ? "" : " (\(details))")
    return mask("\(diagnostic.range): \(tag(diagnostic)) \(VisibleText.of(text))")
  }

  /// Returns the drawing of a problem that has no place in a script.
  public func render(error message: String, help: String?) -> String {
    let headline = paint("error:", .error) + " " + paint(message, .strong)
    guard let help else { return mask(headline) }
    return mask(headline + "\n  " + paint("help:", .help) + " " + help)
  }

  /// `error[P0004]:`.
  private func tag(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]:"
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let role: Role = diagnostic.severity == .error ? .error : .warning
    let message = indented(diagnostic.message, by: "").joined(separator: "\n  ")
    return paint(tag(diagnostic), role) + " " + paint(message, .strong)
  }

  private func helpLines(_ diagnostic: Diagnostic) -> [String] {
    guard let help = diagnostic.help else { return [] }
    var lines = indented(help, by: "        ")
    lines[0] = "  " + paint("help:", .help) + " " + lines[0].dropFirst(8)
    return lines
  }

  /// Splits a string into lines and makes each safe for a terminal.
  func indented(_ text: String, by indentation: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
      indentation + VisibleText.of(String($0))
    }
  }

  // MARK: - Colours

  enum Role: String {
    case error = "\u{1B}[1;31m"
    case warning = "\u{1B}[1;33m"
    case strong = "\u{1B}[1m"
    case frame = "\u{1B}[34m"
    case second = "\u{1B}[36m"
    case help = "\u{1B}[1;32m"
  }

  func paint(_ text: String, _ role: Role) -> String {
    usesColour && !text.isEmpty ? role.rawValue + text + "\u{1B}[0m" : text
  }
}
