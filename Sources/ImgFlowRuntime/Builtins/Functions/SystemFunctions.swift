import ImgFlowSyntax
import ImgFlowValues

/// Functions about types, errors, chance and the process.
enum SystemFunctions {
  static let all: [Builtin] = [
    Builtin(
      "type", [Builtin.Parameter("value", .any)], returns: .string,
      "Returns the name of the value's type.",
      examples: [("type(1)", "int"), ("type([1])", "list"), ("type(5s)", "duration")]
    ) { call in .string(call[0].type.name) },
    Builtin(
      "error",
      [
        Builtin.Parameter("kind", .string), Builtin.Parameter("message", [.string, .secret]),
        Builtin.Parameter("details", .object, .optional),
      ],
      returns: .error,
      """
      Creates an error for `throw`. The fields of `details` become fields of the error; `retryable` is \
      true for `network`, `timeout` and `http` with status 408, 429 or 5xx unless they say otherwise. \
      An error with a field that is an error of unknown `outcome`, such as its cause, has one itself.
      """,
      examples: [
        (#"error("http", "Not Found", {status: 404})"#, "error(http: Not Found)"),
        (#"try { throw error("job", "failed", {id: 7}) } catch e { e.id }"#, "7"),
      ]
    ) { call in try error(call) },
    Builtin(
      "exit", [Builtin.Parameter("code", .int(0...255), .defaulted(.int(0)))],
      returns: .never, "Ends the script with an exit code, after running `defer` blocks.",
      examples: [("if [1, 2].isEmpty() { exit(3) }", "null")]
    ) { call in
      guard let code = call[0].asInt, (0...255).contains(code) else {
        throw ValueError.argument("code", mustBe: "from 0 to 255", not: call[0])
      }
      throw ExitRequest(code: Int32(code))
    },
    Builtin(
      "env", [Builtin.Parameter("name", .string), Builtin.Parameter("default", .any, .optional)],
      returns: .union([.string, .secret]),
      """
      Returns an environment variable, or `default`; without one a missing variable is a `key` error. \
      One whose name says that it is a credential, such as `API_KEY`, is a secret.
      """,
      examples: [(#"env("IMGFLOW_NO_SUCH_VARIABLE", "none")"#, "none")]
    ) { call in
      let name = try call.string(0)
      if let text = try call.evaluator.host.environment(name) {
        guard CredentialName.matches(name) else { return .string(text) }
        call.evaluator.interpreter.redactor.register(text)
        return .heap(SecretObject(text))
      }
      guard let standIn = call.optional(1) else {
        throw ValueError(
          .key, "the environment variable `\(name)` is not set",
          help: "set it, or give a default: `env(\"\(name)\", \"…\")`")
      }
      return standIn
    },
    Builtin(
      "uuid", [], returns: .string, "Returns a random UUID (RFC 9562, version 4).",
      examples: [("uuid().length", "36")]
    ) { call in .string(call.evaluator.randomUUID()) },
    Builtin(
      "random", [Builtin.Parameter("of", [.range, .list], .optional)], returns: .any,
      "Returns a random float from 0 up to but not including 1, or a random item of a range or list.",
      examples: [("random(1...6) in 1...6", "true"), ("random() < 1", "true")]
    ) { call in
      var generator = RunGenerator(evaluator: call.evaluator)
      guard call.isGiven(0) else { return .float(.random(in: 0..<1, using: &generator)) }
      let items = try call.items(0)
      guard !items.isEmpty else { throw ValueError.empty("random", "list or range") }
      return items[Int.random(in: 0..<items.count, using: &generator)]
    },
  ]

  private static func error(_ call: NativeCall) throws -> Value {
    let kind = try call.string(0)
    guard !kind.isEmpty else {
      throw ValueError.argument("kind", mustBe: "a word such as `validation`", not: call[0])
    }
    let message = call[1].type == .string ? call[1] : .string(try call[1].displayed())
    guard let details = call.optional(2)?.asRecord, details.count > 0 else {
      return .heap(
        ErrorObject(
          kind: call[0], message: message, isRetryable: isRetryable(kind, status: nil),
          details: [], isOfScript: true))
    }
    return .heap(try error(kind, message, details, call))
  }

  /// An error with details.
  private static func error(
    _ kind: String, _ message: Value, _ details: RecordObject, _ call: NativeCall
  ) throws -> ErrorObject {
    for key in details.keys where ["kind", "message", "trace"].contains(key.text) {
      throw ValueError(
        .type, "`details` cannot have the key `\(key.text)`, which every error has already")
    }
    let error = ErrorObject(
      kind: call[0], message: message,
      isRetryable: isRetryable(kind, status: details["status"]?.asInt),
      details: Array(zip(details.keys, details.values)), isOfScript: true)
    let inherits =
      details[UnknownOutcome.field] == nil
      && details.values.contains { $0.asError?.hasUnknownOutcome == true }
    guard inherits || error.hasUnknownOutcome && details["retryable"] == nil else { return error }
    return error.withUnknownOutcome()
  }

  private static func isRetryable(_ kind: String, status: Int?) -> Bool {
    switch kind {
    case ErrorKind.network.rawValue, ErrorKind.timeout.rawValue: true
    case ErrorKind.http.rawValue:
      status.map { [408, 429].contains($0) || (500...599).contains($0) } ?? false
    default: false
    }
  }
}

/// Randomness of a run, so that tests can fix it and a resumed run has the same.
private struct RunGenerator: RandomNumberGenerator {
  let evaluator: Evaluator

  mutating func next() -> UInt64 { evaluator.randomBits() }
}
