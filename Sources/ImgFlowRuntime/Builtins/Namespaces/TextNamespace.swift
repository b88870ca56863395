import ImgFlowSyntax
import ImgFlowValues

/// The namespace `text`.
enum TextNamespace {
  static let all: [Builtin] = [
    Builtin(
      "format",
      [Builtin.Parameter("template", .string), Builtin.Parameter("values", [.object, .list])],
      returns: .string,
      """
      Fills in a template that is data itself: `{name}` is the value of a key of `values`, `{0}` an \
      item of a list, `{name:pattern}` is formatted like `.format(pattern)`; `{{` and `}}` are braces.
      """,
      examples: [
        (#"text.format("{name}: {score:0.0}", {name: "a", score: 2.25})"#, "a: 2.3"),
        (#"text.format("{0}/{1}", ["x", 2])"#, "x/2"),
      ]
    ) { call in try TextTemplate.cached(call.stringObject(0)).fill(call[1], call.scratch)
    },
    Builtin(
      "width", [Builtin.Parameter("text", .string)], returns: .int,
      "Returns how many columns a string takes on a terminal: East Asian characters and emoji take two.",
      examples: [(#"text.width("日本")"#, "4")]
    ) { call in .int(DisplayWidth.of(try call.string(0))) },
    Builtin(
      "wrap", [Builtin.Parameter("text", .string), .count("width", from: 1)], returns: .string,
      """
      Breaks lines at white space so that they take at most `width` columns; a longer word gets its \
      own line.
      """,
      examples: [(#"text.wrap("one two three", 7)"#, "one two\nthree")]
    ) { call in
      let width = try call.int(1)
      let lines = try call.string(0).split(separator: "\n", omittingEmptySubsequences: false)
      return .string(
        lines.map { Columns.wrap($0, to: width).joined(separator: "\n") }.joined(separator: "\n"))
    },
  ]
}

/// The template of `text.format`.
struct TextTemplate: Sendable {
  private enum Part {
    case text(String)
    case placeholder(key: StringObject, pattern: StringObject?)
  }

  private var parts: [Part] = []

  private static let cache = PatternCache<TextTemplate>()

  /// The template of a string, which is read once.
  ///
  /// - Throws: a `parse` error.
  static func cached(_ template: StringObject) throws -> TextTemplate {
    try cache[template, { try TextTemplate($0) }]
  }

  /// - Throws: a `parse` error.
  init(_ template: String) throws {
    var rest = template[...]
    while let first = rest.popFirst() {
      guard first == "{" || first == "}" else {
        let text = rest.prefix { $0 != "{" && $0 != "}" }
        parts.append(.text(String(first) + text))
        rest.removeFirst(text.count)
        continue
      }
      if rest.first == first {
        parts.append(.text(String(rest.removeFirst())))
      } else {
        guard first == "{", let end = rest.firstIndex(of: "}") else {
          throw Self.malformed(template)
        }
        let halves = rest[..<end].split(
          separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        parts.append(
          .placeholder(
            key: StringObject(String(halves[0])),
            pattern: halves.count > 1 ? StringObject(String(halves[1])) : nil))
        rest = rest[rest.index(after: end)...]
      }
    }
  }

  private static func malformed(_ template: String) -> ValueError {
    ValueError(
      .parse, "an unmatched brace in \(Value.string(template).shortDescription())",
      help: "write `{{` and `}}` for literal braces")
  }

  /// Returns the string with values in place of the placeholders: secret if one of them is.
  func fill(_ values: Value, _ scratch: TextScratch) throws -> Value {
    var result = JoinedText()
    for part in parts {
      switch part {
      case .text(let text): result.append(text)
      case .placeholder(let key, nil): try result.append(Self.value(key, in: values))
      case .placeholder(let key, let pattern?):
        try result.append(Self.format(Self.value(key, in: values), pattern, scratch))
      }
      try BuiltinLimits.checkBytes(result.byteCount)
    }
    return result.value
  }

  private static func value(_ key: StringObject, in values: Value) throws -> Value {
    if let record = values.asRecord {
      guard let value = record[key] else {
        throw ObjectMethods.missing(key, in: record)
      }
      return value
    }
    let items = values.asList ?? ListObject.make(count: 0)
    guard let index = Int(key.text) else {
      throw ValueError(
        .key, "`{\(key.text)}` has no value in a list",
        help: "use `{0}`, or pass an object of values")
    }
    guard let item = items.item(at: index) else {
      throw ValueError.index(.int(index), in: items.count, of: "list")
    }
    return item
  }

  private static func format(
    _ value: Value, _ pattern: StringObject, _ scratch: TextScratch
  ) throws -> Value {
    if value.isNumber { return try NumberPattern.cached(pattern).format(value, scratch) }
    if let time = value.asTime {
      return .string(try TimePattern.cached(pattern).format(time))
    }
    if let duration = value.asDuration {
      return .string(try DurationPattern.cached(pattern).format(duration.milliseconds))
    }
    throw ValueError(
      .type, "a pattern formats numbers, times and durations, not `\(value.shortDescription())`")
  }
}
