import ImgFlowValues

/// The methods of strings that take regular expressions.
enum RegexMethods {
  static let all: [Builtin] = [
    Builtin(
      "matches", [.text, .regex], returns: .bool,
      "Whether the pattern matches anywhere; `^…$` matches the whole string.",
      examples: [(#""IMG_0042.jpg".matches('\d{4}')"#, "true")]
    ) { call in .bool(try call.withBytes(0) { try regex(call).firstMatch(in: $0) } != nil) },
    Builtin(
      "match", [.text, .regex],
      returns: .optional(found),
      """
      Returns the first match, or null: its `text` and what its groups matched, null for a group that \
      did not match; a pattern with named groups adds `named`.
      """,
      examples: [
        (#""a1 b2".match('([a-z])(\d)')"#, #"{"text": "a1", "groups": ["a", "1"]}"#),
        (#""2026-11".match('(?<year>\d+)-(?<month>\d+)').named.month"#, "11"),
        (#""abc".match('\d')"#, "null"),
      ]
    ) { call in
      var result = Value.null
      let regex = try regex(call)
      try call.withBytes(0) { bytes in
        guard let match = try regex.firstMatch(in: bytes) else { return }
        result = described(match, of: regex, in: bytes, call.scratch)
      }
      return result
    },
    Builtin(
      "matchAll", [.text, .regex],
      returns: .list(of: found),
      "Returns all matches that do not overlap, each as `match` does.",
      examples: [(#""a1 b2".matchAll('\d').map(m => m.text)"#, #"["1", "2"]"#)]
    ) { call in
      let results = ListObject.make(count: 0)
      let regex = try regex(call)
      var pace = Pace()
      try call.withBytes(0) { bytes in
        try regex.forEachMatch(in: bytes) { match in
          try pace.step()
          try results.append(described(match, of: regex, in: bytes, call.scratch))
          return true
        }
      }
      return .heap(results)
    },
    Builtin(
      "replaceMatches", [.text, .regex, Builtin.Parameter("with", [.string, .function])],
      returns: .string,
      """
      Replaces every match with `with`: a string, in which `$0` is the match, `$1` its first group, \
      `${name}` a named one and `$$` a dollar; or a function that takes the match and returns a string.
      """,
      examples: [
        (#""a1b22".replaceMatches('\d+', "_")"#, "a_b_"),
        (#""Doe, Jo".replaceMatches('(\w+), (\w+)', "$2 $1")"#, "Jo Doe"),
        (#""a1".replaceMatches('[a-z]', m => m.text.upper())"#, "A1"),
      ]
    ) { call in try replace(call) },
  ]

  private static let patterns = PatternCache<RegularExpression>()

  /// The regular expression that is the second argument.
  ///
  /// - Throws: a `parse` error that shows the pattern.
  private static func regex(_ call: NativeCall) throws -> RegularExpression {
    try patterns[call.stringObject(1), { try RegularExpression($0) }]
  }

  /// A match as scripts see it; `named` is present if groups have names.
  private static let found = Type.object([
    "text": .string, "groups": .list(of: .optional(.string)), "named?": .object,
  ])

  private static let shape = Shape.empty.adding(
    contentsOf: ["text", "groups"].map(StringObject.init))
  private static let shapeWithNames = shape.adding(StringObject("named"))

  private static func described(
    _ match: RegularExpression.Match, of regex: RegularExpression,
    in bytes: UnsafeBufferPointer<UInt8>, _ scratch: TextScratch
  ) -> Value {
    let groups = ListObject.make(count: match.groups.count)
    for group in match.groups {
      groups.fill(group.map { .heap(scratch.string(of: $0, in: bytes)) } ?? .null)
    }
    let hasNames = regex.names.keyCount > 0
    let result = RecordObject.make(shape: hasNames ? shapeWithNames : shape, depth: 2)
    result.fill(.heap(scratch.string(of: match.range, in: bytes)))
    result.fill(.heap(groups))
    if hasNames {
      let named = RecordObject.make(shape: regex.names)
      for (name, value) in zip(regex.groupNames, groups.items) where name != nil {
        named.fill(value)
      }
      result.fill(.heap(named))
    }
    return .heap(result)
  }

  private static func replace(_ call: NativeCall) throws -> Value {
    let source = try call.stringObject(0)
    let scratch = call.scratch
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    try source.withUTF8 { try replace(in: $0, call, scratch, from: start) }
    try BuiltinLimits.claimBytes(scratch.count - start)
    return .heap(scratch.string(from: start))
  }

  /// Builds the result in `scratch`, where it begins at `start`.
  private static func replace(
    in bytes: UnsafeBufferPointer<UInt8>, _ call: NativeCall, _ scratch: TextScratch,
    from start: Int
  ) throws {
    let regex = try regex(call)
    let template = try call[2].asString.map { try MatchTemplate($0, groups: regex.groupNames) }
    var place = 0
    var claimed = 0
    try regex.forEachMatch(in: bytes) { match in
      scratch.append(UnsafeBufferPointer(rebasing: bytes[place..<match.range.lowerBound]))
      if let template {
        template.fill(match, bytes, into: scratch)
      } else {
        scratch.append(try replacement(described(match, of: regex, in: bytes, scratch), call))
      }
      place = match.range.upperBound
      let count = scratch.count - start
      try BuiltinLimits.checkBytes(count)
      if count > claimed {
        // When the scratch grows, the old bytes and the new ones exist at the same time.
        claimed = 2 * count
        try Memory.claim(bytes: claimed)
      }
      return true
    }
    scratch.append(UnsafeBufferPointer(rebasing: bytes[place...]))
  }

  private static func replacement(_ match: Value, _ call: NativeCall) throws -> String {
    let replacement = try call.function(2)(match)
    guard let text = replacement.asString else {
      throw ValueError(
        .type,
        "the function of `replaceMatches` must return a string, but returned "
          + "`\(replacement.shortDescription())`", help: #"convert it to a string: `"\(value)"`"#)
    }
    return text
  }
}

extension Builtin.Parameter {
  static let regex = Self("pattern", .string)
}
