import ImgFlowValues

/// The namespace `json`.
enum JSONNamespace {
  static let all: [Builtin] = [
    Builtin(
      "parse", [Builtin.Parameter("text", [.string, .bytes])], returns: .any,
      "Reads a JSON text; a mistake in it is a `parse` error with its line and column.",
      examples: [(#"json.parse("[1, 2.50, {\"a\": null}]")"#, #"[1, 2.5, {"a": null}]"#)]
    ) { call in
      let bytes = try call[0].asBytes.map {
        try Array(EncodedText.utf8($0.bytes, nil, of: "the JSON text").bytes)
      }
      do throws(JSONError) {
        if let bytes { return try JSON.parse(bytes) }
        return try JSON.parse(call[0].asString ?? "")
      } catch {
        try Checkpoint.pass()
        throw error.valueError
      }
    },
    Builtin(
      "stringify", [Builtin.Parameter("value", .any), .count("indent", .optional)],
      returns: .string,
      """
      Writes a value as JSON: compact, or on several lines with `indent` spaces per level. Times and \
      durations become ISO 8601 strings; bytes, ranges, functions and streams are a `type` error. \
      With a secret in it the result is secret.
      """,
      examples: [
        (#"json.stringify({a: [1, 2], b: 1m})"#, #"{"a":[1,2],"b":"PT1M"}"#),
        ("json.stringify({a: 1}, indent: 2)", "{\n  \"a\": 1\n}"),
      ]
    ) { call in try stringify(call) },
    JSONLineIterator.function, JSONDiff.function, JSONPatch.function,
  ]

  private static let largestIndent = 100

  private static func stringify(_ call: NativeCall) throws -> Value {
    let indent = call.optional(1)?.asInt
    guard indent ?? 0 <= largestIndent else {
      throw ValueError.argument("indent", mustBe: "at most \(largestIndent)", not: call[1])
    }
    return try JSON.stringify(call[0], indent: indent)
  }
}
