import ImgFlowValues

/// `file("a.jpg")`: a file that is named and not read, as forms of `http` send it.
///
/// It is an object with the fields `file`, the absolute path, and where they are given `name` and `type`.
struct FileReference {
  /// The function of the language that makes one.
  static let builtin = Builtin(
    "file",
    [
      Builtin.Parameter("path", .string), Builtin.Parameter("name", .string, .optional),
      Builtin.Parameter("type", .string, .optional),
    ],
    returns: .object(["file": .string, "name?": .string, "type?": .string]),
    """
    Names a file for `multipart:` of `http`. It is sent under its own name, or `name`, and with the \
    content type that it has, or `type`. It is an `io` error when the file does not exist.
    """,
    examples: [(#"try { file("no-such.jpg") } catch e { e.kind }"#, "io")]
  ) { call in
    let path = try ScriptPath(call)
    _ = try path.size()
    var fields: [(String, Value)] = [("file", .string(path.absolute))]
    if let name = call.optional(1) { fields.append(("name", name)) }
    if let type = call.optional(2) { fields.append(("type", type)) }
    return .heap(try RecordObject(fields))
  }.effect(EffectRule("file", .safe))

  let path: String
  let name: String?
  let type: String?

  /// Nil when `value` is not what `file(…)` gives.
  init?(_ value: Value) {
    guard let record = value.asRecord, let path = Self.text("file", of: record) else { return nil }
    let known = ["file", "name", "type"]
    guard record.keys.allSatisfy({ known.contains($0.text) }) else { return nil }
    (self.path, name, type) = (path, Self.text("name", of: record), Self.text("type", of: record))
  }

  private static func text(_ key: String, of record: RecordObject) -> String? {
    zip(record.keys, record.values).first { $0.0.text == key }?.1.asString
  }
}
