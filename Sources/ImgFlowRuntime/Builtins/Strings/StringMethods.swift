import ImgFlowValues

/// The methods of strings. Lengths and indices count characters, comparing is by code points.
enum StringMethods {
  static let all: [Builtin] =
    changing + parts + [RecordFunctions.method] + searching + converting + RegexMethods.all
}

extension Builtin.Parameter {
  static let text = receiver(.string)
}

extension StringMethods {
  /// Making another string.
  static let changing: [Builtin] = [
    Builtin(
      "upper", [.text], returns: "string", "Returns the text in upper case.",
      examples: [(#""straße".upper()"#, "STRASSE")]
    ) { call in .heap(LetterCase.upper.changing(try call.stringObject(0))) },
    Builtin(
      "lower", [.text], returns: "string", "Returns the text in lower case.",
      examples: [(#""ÉCOLE".lower()"#, "école")]
    ) { call in .heap(LetterCase.lower.changing(try call.stringObject(0))) },
    Builtin(
      "trim", [.text], returns: "string", "Returns the text without white space at both ends.",
      examples: [(#""  a b\n".trim()"#, "a b")]
    ) { call in
      let text = try call.string(0)
      guard let start = text.firstIndex(where: { !$0.isWhitespace }),
        let end = text.lastIndex(where: { !$0.isWhitespace })
      else { return .string("") }
      return .string(String(text[start...end]))
    },
    Builtin(
      "replace",
      [.text, Builtin.Parameter("old", .string), Builtin.Parameter("new", .string)],
      returns: "string", "Replaces `old` by `new` everywhere; both are taken literally.",
      examples: [(#""a.b.c".replace(".", "/")"#, "a/b/c")]
    ) { call in try replace(call) },
    Builtin(
      "pad",
      [
        .text, .count("length"), Builtin.Parameter("with", .string, .defaulted(.string(" "))),
        .choice("at", ["end", "start", "both"]),
      ],
      returns: "string",
      "Adds the character `with` at an end until the text has `length` characters.",
      examples: [(#""7".pad(3, with: "0", at: "start")"#, "007"), (#""ab".pad(4) + "|""#, "ab  |")]
    ) { call in try pad(call) },
    Builtin(
      "repeat", [.text, .count("count")], returns: "string",
      "Returns the text `count` times in a row.", examples: [(#""ab".repeat(3)"#, "ababab")]
    ) { call in
      let text = try call.string(0)
      let count = text.isEmpty ? 0 : try call.int(1)
      try BuiltinLimits.checkBytes(text.utf8.count, times: count)
      return .string(try repeated(text, count))
    },
  ]

  /// Doubles what there is, so that long texts are copied in long pieces.
  private static func repeated(_ text: String, _ count: Int) throws -> String {
    var (result, piece, left) = ("", text, count)
    result.reserveCapacity(text.utf8.count * count)
    while left > 0 {
      try Checkpoint.pass()
      if left & 1 == 1 { result += piece }
      left >>= 1
      if left > 0 { piece += piece }
    }
    return result
  }

  private static func replace(_ call: NativeCall) throws -> Value {
    let (text, old, new) = (try call.string(0), try call.string(1), try call.string(2))
    guard !old.isEmpty else { throw emptyArgument("old", "the text to replace") }
    let parts = try ByteSearch(old).split(text)
    try BuiltinLimits.checkBytes(new.utf8.count, times: parts.count - 1)
    return .string(parts.joined(separator: new))
  }

  private static func pad(_ call: NativeCall) throws -> Value {
    let text = try call.string(0)
    let filler = try call.string(2)
    guard filler.count == 1 else {
      throw ValueError.argument("with", mustBe: "one character", not: call[2])
    }
    let missing = try call.int(1) - (call[0].asStringObject?.length ?? 0)
    guard missing > 0 else { return call[0] }
    try BuiltinLimits.checkBytes(filler.utf8.count, times: missing)
    let before =
      switch try call.string(3) {
      case "start": missing
      case "both": missing / 2
      default: 0
      }
    return .string(
      String(repeating: filler, count: before) + text
        + String(repeating: filler, count: missing - before))
  }

  static func emptyArgument(_ name: String, _ what: String, help: String? = nil) -> ValueError {
    ValueError(.type, "`\(name)`, \(what), must not be empty", help: help)
  }
}
