import ImgFlowValues

/// Functions that show values and read input.
enum OutputFunctions {
  static let all: [Builtin] = [
    Builtin(
      "print", [Builtin.Parameter("values", .any, .rest)], returns: .null,
      "Writes the values with a space between them, and a line end, to standard output.",
      examples: [(#"print("a", 1, [true, null])"#, "a 1 [true, null]")]
    ) { call in
      try write(try line(call) + "\n", call)
      return .null
    },
    Builtin(
      "log", [Builtin.Parameter("values", .any, .rest)], returns: .null,
      "Writes the values like `print`, but to standard error, where they do not mix with results.",
      examples: [(#"log("3 images left")"#, "3 images left")]
    ) { call in
      try call.evaluator.host.note(redacted(try line(call), call))
      return .null
    },
    Builtin(
      "table", [.items("rows")], returns: .null,
      """
      Writes a list of objects as a table, a column for each key in the order of first appearance, \
      numbers on the right; or a list of lists, without a heading. A line `source: sandbox` follows \
      once the sandbox has responded in this run.
      """,
      examples: [
        (
          #"table([{name: "a", score: 0.25}, {name: "bb", score: 12.5}])"#,
          """
          name  score
          ────  ─────
          a      0.25
          bb    12.50
          """
        )
      ]
    ) { call in
      let text = try TextTable(call.items(0)).text()
      let mark = call.evaluator.host.sources.mark.map { "source: \($0.rawValue)\n" }
      try write(text.isEmpty ? "" : text + (mark ?? ""), call)
      return .null
    },
    Builtin(
      "show", [Builtin.Parameter("value", .any)], returns: .null,
      "Writes a value as JSON on several lines; values that JSON lacks are written as by `print`.",
      examples: [("show({a: [1, 2]})", "{\n  \"a\": [\n    1,\n    2\n  ]\n}")]
    ) { call in
      let text = try shown(call[0])
      try write(text + "\n", call)
      return .null
    },
    Builtin(
      "input", [Builtin.Parameter("prompt", .string, .defaulted(.string("")))], returns: .string,
      "Reads a line from standard input; the end of the input is an `io` error.",
      examples: [(#"true || input("Go on? ") == "y""#, "true")]
    ) { call in
      let prompt = redacted(try call.string(0), call)
      guard let line = try call.evaluator.host.readLine(prompt: prompt) else {
        throw ValueError(.io, "the input has ended", help: "pass values with `param` instead")
      }
      return .string(line)
    }.effect(EffectRule("input", .safe)),
  ]

  private static func line(_ call: NativeCall) throws -> String {
    var line = ""
    for (index, value) in try call.list(0).items.enumerated() {
      if index > 0 { line += " " }
      line += try value.displayed()
      try BuiltinLimits.checkBytes(line.utf8.count)
    }
    return line
  }

  private static func shown(_ value: Value) throws -> String {
    do {
      return try JSON.text(of: value, indent: 2)
    } catch let error as ValueError where error.kind != .limit {
      return try value.displayed()
    }
  }

  private static func redacted(_ text: String, _ call: NativeCall) -> String {
    call.evaluator.interpreter.redactor.redact(text)
  }

  private static func write(_ text: String, _ call: NativeCall) throws {
    guard !text.isEmpty else { return }
    call.evaluator.task?.hasPrinted = true
    try call.evaluator.host.write(redacted(text, call))
  }
}
