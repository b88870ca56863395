extension JSON {
  /// What a writer does with secrets.
  package enum Secrets: Sendable {
    /// Writes what they show.
    case masked
    /// Writes their content: for request bodies only.
    case revealed
  }

  /// A JSON text, and whether there was a secret among the values, shown or not.
  package struct Output: Sendable {
    package let text: String
    package let hasSecret: Bool
  }

  /// Returns a value as JSON: compact, or with every element on its own line, `indent` spaces
  /// deeper for each level.
  ///
  /// Times and durations become ISO 8601 strings, errors their fields without the trace.
  ///
  /// - Throws: a `type` error that names the place of a value without a JSON form, a `limit` error
  ///   for more than a string can hold, what the check of `Checkpoint` throws.
  package static func text(
    of value: Value, indent: Int? = nil, secrets: Secrets = .masked
  ) throws -> String {
    try output(of: value, indent: indent, secrets: secrets).text
  }

  /// Returns a value as JSON in UTF-8; otherwise the same as `text(of:)`.
  ///
  /// - Throws: a `type` error that names the place of a value without a JSON form, a `limit` error
  ///   for more than a string can hold, what the check of `Checkpoint` throws.
  package static func bytes(
    of value: Value, indent: Int? = nil, secrets: Secrets = .masked
  ) throws -> [UInt8] {
    try written(value, indent: indent, secrets: secrets).output.bytes
  }

  /// Returns a value as JSON and whether it has a secret; otherwise the same as `text(of:)`.
  ///
  /// - Throws: a `type` error that names the place of a value without a JSON form, a `limit` error
  ///   for more than a string can hold, what the check of `Checkpoint` throws.
  package static func output(
    of value: Value, indent: Int? = nil, secrets: Secrets = .masked
  ) throws -> Output {
    let writer = try written(value, indent: indent, secrets: secrets)
    return Output(text: writer.output.text, hasSecret: writer.metSecret)
  }

  /// Returns what `json.stringify` gives: a string, or a secret when there is one in the value.
  ///
  /// - Throws: a `type` error that names the place of a value without a JSON form, a `limit` error
  ///   for more than a string can hold, what the check of `Checkpoint` throws.
  package static func stringify(_ value: Value, indent: Int? = nil) throws -> Value {
    let masked = try output(of: value, indent: indent, secrets: .masked)
    guard masked.hasSecret else { return .string(masked.text) }
    let revealed = try text(of: value, indent: indent, secrets: .revealed)
    return .heap(SecretObject(revealed, display: masked.text))
  }

  private static func written(
    _ value: Value, indent: Int?, secrets: Secrets
  ) throws -> ValueWriter {
    var writer = ValueWriter(.json(indent: indent, secrets))
    do {
      try writer.write(value)
    } catch is ValueWriter.Unserialisable {
      throw unserialisable(in: value)
    }
    // What is written is then copied into its final form.
    try ValueLimits.claimString(bytes: writer.output.count)
    return writer
  }

  // MARK: - Errors

  private static func unserialisable(in value: Value) -> ValueError {
    let path = ValuePath.first(in: value) { !hasForm($0) } ?? ValuePath()
    let found = path.value(in: value) ?? value
    if case .float = found {
      return ValueError(.arithmetic, "cannot write `\(path)` as JSON: it is not a finite number")
    }
    let help: String? =
      switch found.type {
      case .bytes: "encode the bytes with `.base64()`"
      case .range: "turn the range into a list with `.toList()`"
      case .stream: "collect the stream into a list with `.take(n)`"
      case .function: "leave the function out, or call it"
      default: nil
      }
    let name = "\(found.type.nameWithArticle) (`\(found.shortDescription())`)"
    let what = "\(path)" == "$" ? name : "`\(path)`"
    let why = "\(path)" == "$" ? "" : ": it is \(name)"
    return ValueError(.type, "cannot write \(what) as JSON\(why)", help: help)
  }

  /// Whether a value, apart from what is in it, can be written.
  private static func hasForm(_ value: Value) -> Bool {
    switch value.type {
    case .bytes, .range, .function, .stream, .module: false
    case .float: value.asDouble?.isFinite ?? false
    default: true
    }
  }
}
