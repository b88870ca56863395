import ImgFlowSyntax

/// What a script did.
struct Outcome {
  /// A diagnostic, as far as a directive can ask for it.
  struct Problem: Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let isRuntime: Bool
    /// `code: message`.
    let title: String
    let hint: String?
    let notes: [String]
    /// The names of the calls that led to it, innermost first.
    let trace: [String]

    init(_ diagnostic: Diagnostic, isRuntime: Bool) {
      file = diagnostic.range.file.name
      line = diagnostic.range.position.line
      self.isRuntime = isRuntime
      title = "\(diagnostic.code.rawValue): \(diagnostic.message)"
      hint = diagnostic.help
      notes =
        diagnostic.notes + diagnostic.labels.map(\.text) + [diagnostic.label].compactMap { $0 }
      trace = diagnostic.trace.map(\.name)
    }

    var description: String {
      let place = "\(file.split(separator: "/").last ?? ""):\(line)"
      let kind = isRuntime ? "run-time error" : "error"
      return "\(place): \(kind): \(title)" + (hint.map { " (hint: \($0))" } ?? "")
    }
  }

  /// The printed lines.
  var output: [String] = []
  var problems: [Problem] = []
  var exitCode = 0

  var summary: String {
    (output + problems.map(\.description) + ["exit \(exitCode)"]).joined(separator: " ⏎ ")
  }
}
