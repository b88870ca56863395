import ImgFlowValues

/// The methods of strings that take regular expressions, in Swift's syntax, which is that of Perl and
/// PCRE: `(?i)` at the start ignores case, `(?<name>…)` names a group. As there, `.` and classes match
/// code points, so that `\r\n` is two.
enum RegexMethods {
  static let all: [Builtin] = [
    Builtin(
      "matches", [.text, .regex], returns: "bool",
      "Whether the pattern matches somewhere; `^…$` asks for the whole text.",
      examples: [(#""IMG_0042.jpg".matches('\d{4}')"#, "true")]
    ) { call in .bool(try PatternCache.regex(call[1]).firstMatch(in: call.string(0)) != nil) },
    Builtin(
      "match", [.text, .regex], returns: "{text: string, groups: [string?]}?",
      """
      Returns the first match, or null: its `text` and what its groups matched, null for a group that \
      took no part; a pattern with named groups adds `named`.
      """,
      examples: [
        (#""a1 b2".match('([a-z])(\d)')"#, #"{"text": "a1", "groups": ["a", "1"]}"#),
        (#""2026-11".match('(?<year>\d+)-(?<month>\d+)').named.month"#, "11"),
        (#""abc".match('\d')"#, "null"),
      ]
    ) { call in
      try PatternCache.regex(call[1]).firstMatch(in: call.string(0)).map(described) ?? .null
    },
    Builtin(
      "matchAll", [.text, .regex], returns: "[{text: string, groups: [string?]}]",
      "Returns all matches that do not overlap, each as `match` does.",
      examples: [(#""a1 b2".matchAll('\d').map(m => m.text)"#, #"["1", "2"]"#)]
    ) { call in
      try .list(call.string(0).matches(of: PatternCache.regex(call[1])).map(described))
    },
    Builtin(
      "replaceMatches", [.text, .regex, Builtin.Parameter("with", [.string, .function])],
      returns: "string",
      """
      Replaces every match by `with`: a text, in which `$0` is the match, `$1` its first group, \
      `${name}` a named one and `$$` a dollar; or a function that takes the match and returns a string.
      """,
      examples: [
        (#""a1b22".replaceMatches('\d+', "_")"#, "a_b_"),
        (#""Doe, Jo".replaceMatches('(\w+), (\w+)', "$2 $1")"#, "Jo Doe"),
        (#""a1".replaceMatches('[a-z]', m => m.text.upper())"#, "A1"),
      ]
    ) { call in try replace(call) },
  ]

  /// A match as scripts see it.
  private static func described(_ match: Regex<AnyRegexOutput>.Match) throws -> Value {
    var groups: [Value] = []
    let named = RecordObject()
    for group in match.output.dropFirst() {
      let text = group.substring.map { Value.string(String($0)) } ?? .null
      groups.append(text)
      if let name = group.name { try named.set(name, text) }
    }
    let result = try RecordObject([
      ("text", .string(String(match.output[0].substring ?? ""))), ("groups", .list(groups)),
    ])
    if named.count > 0 { try result.set("named", .heap(named)) }
    return .heap(result)
  }

  private static func replace(_ call: NativeCall) throws -> Value {
    let text = try call.string(0)
    let regex = try PatternCache.regex(call[1])
    let template = try call[2].asString.map { try MatchTemplate($0) }
    var result = ""
    var place = text.startIndex
    for match in text.matches(of: regex) {
      result += text[place..<match.range.lowerBound]
      result += try template?.fill(match) ?? replacement(match, call)
      place = match.range.upperBound
      try BuiltinLimits.checkBytes(result.utf8.count)
    }
    return .string(result + text[place...])
  }

  private static func replacement(
    _ match: Regex<AnyRegexOutput>.Match, _ call: NativeCall
  ) throws -> String {
    let replacement = try call.call(call[2], described(match))
    guard let text = replacement.asString else {
      throw ValueError(
        .type,
        "the function of `replaceMatches` must return a string, but returned "
          + "`\(replacement.shortDescription())`", help: #"make it a string: `"\(value)"`"#)
    }
    return text
  }
}

extension Builtin.Parameter {
  static let regex = Self("pattern", .string)
}
