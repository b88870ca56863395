import ImgFlowValues

extension StringMethods {
  /// Taking strings apart.
  static let parts: [Builtin] = [
    Builtin(
      listing: "split",
      [
        .text, Builtin.Parameter("separator", .string, .optional),
        .count("limit", from: 1, .optional),
      ],
      returns: .list(of: .string),
      """
      Splits the string at each `separator`, or at white space without one, into at most `limit` \
      parts; the last part is the rest.
      """,
      examples: [
        (#""a,b,,c".split(",")"#, #"["a", "b", "", "c"]"#),
        (#"" a  b ".split()"#, #"["a", "b"]"#),
        (#""k=v=w".split("=", limit: 2)"#, #"["k", "v=w"]"#),
      ]
    ) { call, use in try split(call, use) },
    Builtin(
      listing: "lines", [.text], returns: .list(of: .string),
      "Splits the string at its line ends, `\\n` or `\\r\\n`; one at the very end adds no empty line.",
      examples: [(#""a\r\nb\n".lines()"#, #"["a", "b"]"#)]
    ) { call, use in try TextParts.lines(call.stringObject(0), call.scratch, use) },
    Builtin(
      "slice",
      [.text, Builtin.Parameter("start", .int), Builtin.Parameter("end", .int, .optional)],
      returns: .string,
      """
      Returns the characters from `start` up to but not including `end`; negative numbers count from \
      the end, and beyond the string is an `index` error.
      """,
      examples: [(#""héllo".slice(1, 3)"#, "él"), (#""hello".slice(-2)"#, "lo")]
    ) { call in
      try call.withString(0) { text in
        let range = try SliceBounds.range(call, in: text.length, of: "string")
        try Memory.claim(bytes: range.count)
        return .heap(call.scratch.string(of: range, in: text))
      }
    },
    Builtin(
      listing: "characters", [.text], returns: .list(of: .string),
      "Returns the characters as strings.",
      examples: [(#""né!".characters()"#, #"["n", "é", "!"]"#)],
      count: characterCount
    ) { call, use in try TextParts.characters(call.stringObject(0), call.scratch, use) },
    Builtin(
      "isEmpty", [.text], returns: .bool, "Whether the string has no characters.",
      examples: [(#""".isEmpty()"#, "true")]
    ) { call in .bool(try call.withString(0) { $0.byteCount == 0 }) }.quickInPlace { text, _ in
      text.withString { .bool($0.byteCount == 0) }
    },
  ]

  @Sendable
  private static func characterCount(_ call: NativeCall) throws -> Int {
    try call.withString(0) { $0.length }
  }

  private static func split(_ call: NativeCall, _ use: ItemUse) throws {
    let limit = !call.isGiven(2) ? .max : try call.int(2)
    guard call.isGiven(1) else {
      return try TextParts.words(call.stringObject(0), limit: limit, call.scratch, use)
    }
    let separator = try call.stringObject(1)
    guard separator.byteCount > 0 else {
      throw emptyArgument(
        "separator", "the string between the parts", help: "`.characters()` lists the characters")
    }
    try TextParts.separated(
      call.stringObject(0), by: separator, limit: limit, call.scratch, use)
  }
}

/// The `start` and `end` of a `slice` method.
enum SliceBounds {
  /// Resolves arguments 1 and 2 of a call against a size.
  ///
  /// - Throws: an `index` error when they are beyond it or the wrong way round.
  static func range(
    _ call: NativeCall, in count: Int, of what: String
  ) throws -> Range<Int> {
    let start = try call.index(1)
    let end = !call.isGiven(2) ? count : try call.index(2)
    guard let lower = call.resolved(start, in: count) else {
      throw ValueError.index(call[1], in: count, of: what)
    }
    guard let upper = call.resolved(end, in: count) else {
      throw ValueError.index(call[2], in: count, of: what)
    }
    guard lower <= upper else {
      throw ValueError(.index, "a slice cannot end at \(end), before its start at \(start)")
    }
    return lower..<upper
  }
}
