/// The results of tests as the Test Anything Protocol, version 14 (https://testanything.org).
package enum TAPReport {
  /// The line before all others.
  package static let start = "TAP version 14\n"

  /// The lines of a result, of which there have been `number` with this one.
  package static func lines(_ result: TestResult, number: Int) -> String {
    let word = result.failure == nil ? "ok" : "not ok"
    var text = "\(word) \(number) - \(escaped(result.name))\n"
    if let failure = result.failure {
      text += "  ---\n  message: \(quoted(failure.message))\n  kind: \(quoted(failure.kind))\n"
      text += "  at: \(quoted("\(result.file):\(result.line)"))\n  ...\n"
    }
    for line in result.output.split(separator: "\n") { text += "# \(line)\n" }
    return text
  }

  /// The lines after all others: how many there should have been, and where their responses came from, if
  /// that is to be reported.
  package static func end(count: Int, source: String? = nil) -> String {
    (source.map { "# source: \($0)\n" } ?? "") + "1..\(count)\n"
  }

  /// A description on one line, in which `#` begins no directive.
  private static func escaped(_ text: String) -> String {
    text.map { $0 == "#" || $0 == "\\" ? "\\\($0)" : $0.isNewline ? " " : String($0) }.joined()
  }

  /// A scalar of YAML in double quotes (YAML 1.2, section 7.3.1).
  private static func quoted(_ text: String) -> String {
    let inner = text.map { character in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where character.isNewline: "\\n"
      case "\t": "\\t"
      default: String(character)
      }
    }
    return "\"\(inner.joined())\""
  }
}
