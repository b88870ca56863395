import ImgFlowSyntax

/// What a script did.
struct Outcome {
  /// A diagnostic, as far as a directive can ask for it.
  struct Problem: Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let isRuntime: Bool
    let isWarning: Bool
    let code: String
    private(set) var message: String
    private(set) var hint: String?
    private(set) var notes: [String]
    /// The names of the calls that led to it, innermost first.
    let trace: [String]

    init(_ diagnostic: Diagnostic, isRuntime: Bool) {
      file = diagnostic.range.file.name
      line = diagnostic.range.position.line
      self.isRuntime = isRuntime
      isWarning = diagnostic.severity == .warning
      code = diagnostic.code.rawValue
      message = diagnostic.message
      hint = diagnostic.help
      notes =
        diagnostic.notes + diagnostic.labels.map(\.text) + [diagnostic.label].compactMap { $0 }
      trace = diagnostic.trace.map(\.name)
    }

    /// Whether it is about a value of a wrong type, or a method's arguments, and was found before running.
    var isOfTypes: Bool {
      !isRuntime && !isWarning
        && ["E0108", "E0109", "E0201", "E0202", "E0203", "E0204", "E0205"].contains(code)
    }

    /// Writes `short` where the texts say `long`.
    mutating func replace(_ long: String, with short: String) {
      message = message.replacing(long, with: short)
      hint = hint?.replacing(long, with: short)
      notes = notes.map { $0.replacing(long, with: short) }
    }

    var description: String {
      let place = "\(file.split(separator: "/").last ?? ""):\(line)"
      let kind = isRuntime ? "run-time error" : isWarning ? "warning" : "error"
      return "\(place): \(kind): \(code): \(message)" + (hint.map { " (hint: \($0))" } ?? "")
    }
  }

  /// The printed lines.
  var output: [String] = []
  var problems: [Problem] = []
  var exitCode = 0
  /// How its steps ended.
  var steps: [String] = []

  /// Writes `short` for a folder's name that is another in every run.
  mutating func replace(_ long: String, with short: String) {
    output = output.map { $0.replacing(long, with: short) }
    for index in problems.indices { problems[index].replace(long, with: short) }
  }

  var summary: String {
    (output + problems.map(\.description) + ["exit \(exitCode)"]).joined(separator: " ⏎ ")
  }
}
