import ImgFlowValues

/// The namespace `process`.
enum ProcessNamespace {
  static let all: [Builtin] = [
    Builtin(
      "run",
      [
        Builtin.Parameter("program", .string),
        Builtin.Parameter("arguments", .list, .optional),
        Builtin.Parameter("input", [.string, .bytes, .secret], .optional),
        Builtin.Parameter("env", .object, .optional),
        Builtin.Parameter("check", .bool, .defaulted(.bool(true))),
      ],
      returns: .object(["status": .int, "output": .string, "errors": .string]),
      """
      Runs a program to its end, never through a shell, and returns its exit status and what it wrote \
      to standard output, which must be UTF-8, and to standard error, where other bytes show as `\\xFC`. A \
      status other than 0 is an `io` error with these fields, unless `check` is false. The program \
      reads `input`, and of the environment sees only `PATH`, `HOME`, `USER`, `LANG`, `LC_ALL`, `TZ`, \
      `TMPDIR` and what `env` adds. A secret can be given in `input` and in `env`, but not as an \
      argument, which every user of the machine can see.
      """,
      examples: [
        (#"process.run("echo", ["hello", 7]).output"#, "hello 7\n"),
        (#"process.run("cat", input: "a|b").output"#, "a|b"),
        (#"process.run("false", check: false).status"#, "1"),
      ]
    ) { call in
      let command = try command(call)
      let evaluator = call.evaluator
      defer {
        if evaluator.cancellation.isCancelled {
          evaluator.effects.note(command.program, .interrupted)
        }
      }
      let result = try evaluator.host.run(command, cancellation: evaluator.cancellation)
      try evaluator.checkCancellation()
      let fields = try fields(of: result, of: command)
      if result.status != 0, try call.bool(4) { throw failure(result, fields, of: command) }
      return .heap(try RecordObject(fields))
    }.effect(running)
  ]

  private static var running: EffectRule {
    var rule = EffectRule("process.run", .never)
    rule.isOpenWhenStopped = true
    return rule
  }

  private static let inherited = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR"]

  private static func command(_ call: NativeCall) throws -> Command {
    let host = call.evaluator.host
    let program = try call.string(0)
    guard !program.isEmpty else {
      throw ValueError.argument("program", mustBe: "the name of a program", not: call[0])
    }
    var environment = try inherited.compactMap { name in
      try host.environment(name, for: .program).map { (name: name, value: $0) }
    }
    if let added = call.optional(3)?.asRecord {
      for (key, value) in zip(added.keys, added.values) {
        environment.removeAll { $0.name == key.text }
        let text = try text(value, "`\(key.text)` of `env`", allowsSecrets: true)
        environment.append((key.text, text))
      }
    }
    var command = Command(
      program, try (call[1].asItems ?? []).map { try text($0, "an argument") },
      input: call[2].asBytes?.bytes
        ?? Array((call[2].asSecret?.text ?? call[2].asString ?? "").utf8),
      environment: environment)
    command.chosenVariables = call.optional(3)?.asRecord?.keys.map(\.text) ?? []
    return command
  }

  /// The string passed to a program for a value.
  private static func text(
    _ value: Value, _ what: String, allowsSecrets: Bool = false
  ) throws -> String {
    let text = value.asSecret?.text ?? value.displayText
    let help: String? =
      switch value.type {
      case .string where text.utf8.contains(0),
        .secret where allowsSecrets && text.utf8.contains(0):
        "it contains a NUL character"
      case .secret where allowsSecrets: nil
      case .string, .int, .float: nil
      case .secret:
        "every user of the machine can see arguments: pass it as `env: {TOKEN: secret}` or `input: secret`"
      default: #"convert it to a string: `"\(value)"`"#
      }
    guard help == nil else {
      throw ValueError(
        .type, "\(what) must be a string or number, but is \(value.described)", help: help)
    }
    return text
  }

  private static func fields(
    of result: Command.Result, of command: Command
  ) throws -> [(String, Value)] {
    let output = try UTF8Text.read(
      result.output[...], of: "the output of `\(command.program)`",
      help: "have the program write a file, and read that with `file.bytes`")
    return [
      ("status", .int(result.status)), ("output", .string(output)),
      ("errors", .string(UTF8Text.escaped(result.errors))),
    ]
  }

  private static func failure(
    _ result: Command.Result, _ fields: [(String, Value)], of command: Command
  ) -> DetailedError {
    let lines = UTF8Text.escaped(result.errors).split(whereSeparator: \.isNewline)
    return DetailedError(
      .io, "`\(command.program)` ended with status \(result.status)", details: fields,
      notes: lines.suffix(5).map(String.init),
      help: "pass `check: false` if another status than 0 is fine")
  }
}
