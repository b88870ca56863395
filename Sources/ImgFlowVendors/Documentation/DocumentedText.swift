/// A documentation comment in its parts: what it says, and the example below it, which is indented by
/// four.
struct DocumentedText {
  /// Without empty lines at its ends.
  let text: String
  /// The example's lines, without their indentation.
  let example: [String]

  init(_ documentation: String?) {
    let lines = (documentation ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    text = Self.trimmed(lines.prefix { !$0.hasPrefix("    ") })
    example = lines.drop { !$0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
  }

  /// The first paragraph, and what follows it.
  var paragraphs: (first: String, rest: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = lines.prefix { !$0.isEmpty }
    return (first.joined(separator: "\n"), Self.trimmed(lines.dropFirst(first.count)))
  }

  private static func trimmed(_ lines: some Sequence<String>) -> String {
    let lines = lines.drop { $0.isEmpty }
    return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }
}
