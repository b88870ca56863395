import ImgFlowSyntax

/// The wording about what other languages read otherwise.
extension Diagnostic {
  private static func misread(
    _ message: String, at range: SourceRange, label: String? = nil, help: String
  ) -> Diagnostic {
    Diagnostic(
      .foreignSyntax, message, at: range, severity: .warning, label: label, help: help)
  }

  static func commentedDivision(_ comment: CommentedOperand, by dividend: Expression) -> Diagnostic
  {
    let left = short(dividend.range.text) ?? "a"
    let right = left == "a" ? "b" : comment.operand
    let division = "div(\(left), \(right))"
    return misread(
      "`\(comment.isAssignment ? "//=" : "//")` begins a comment; it does not divide",
      at: comment.range, label: "is not read",
      help:
        "write `\(comment.isAssignment ? "\(left) = \(division)" : division)` to divide and round "
        + "down; comments of several words are not reported")
  }

  static func plainInterpolation(_ found: Misreading, at range: SourceRange) -> Diagnostic {
    misread(
      "`\(found.written)` in a string is plain text", at: range,
      label: "nothing is interpolated here",
      help: "write `\(found.cure)`, or a raw string `'…'` if you mean it literally")
  }

  static func rawInterpolation(_ written: String, at range: SourceRange) -> Diagnostic {
    misread(
      "`\(range.text)` in a raw string is plain text", at: range,
      label: "nothing is interpolated here",
      help: quoted(written).map { "write `\($0)`" } ?? "write the string with `\"`")
  }

  static func rawEscape(_ escape: String, in written: String, at range: SourceRange) -> Diagnostic {
    misread(
      "`\(escape)` in a raw string is a backslash and `\(escape.dropFirst())`", at: range,
      help: quoted(written).map { "write `\($0)`" } ?? "write the string with `\"`")
  }

  static func tripledQuotes(_ range: SourceRange) -> Diagnostic {
    misread(
      "`'''` is a raw string that begins with a quote", at: range,
      help: "write one quote, or `\"\"\"` with the text on separate lines")
  }

  static func percentFormat(_ value: Expression, at range: SourceRange) -> Diagnostic {
    misread(
      "`%` is the remainder of numbers; it does not format strings", at: range,
      help:
        "write `\"\\(\(short(value.range.text) ?? "value"))\"`, with `.format(\"0.00\")` for the "
        + "form of a number")
  }

  /// A raw string as one with escapes, if that is short and means something.
  private static func quoted(_ written: String) -> String? {
    let inside = written.dropFirst().dropLast()
    guard !inside.contains("\"") else { return nil }
    var text = ""
    var wasQuote = false
    for character in inside {
      wasQuote = character == "'" && !wasQuote
      if !wasQuote { text.append(character) }
    }
    return short("\"\(text)\"")
  }

  private static func short(_ text: String) -> String? {
    text.utf8.count <= 40 && !text.contains("\n") && !text.contains("`") ? text : nil
  }
}
