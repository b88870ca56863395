import ImgFlowValues

/// The namespace `url`.
enum URLNamespace {
  static let all: [Builtin] = [
    Builtin(
      "build",
      [
        Builtin.Parameter("base", .string),
        Builtin.Parameter("path", [.string, .list, .object, .null], .optional),
        Builtin.Parameter("query", [.object, .null], .optional),
      ],
      returns: .string,
      """
      Joins a base address, a path and a query, and percent-encodes where needed. A path may be a list of \
      parts, in which slashes are encoded as well. In the query null is left out, a list repeats its key, \
      and times are ISO 8601; an object instead of the path is the query. With a secret in it the \
      result is secret.
      """,
      examples: [
        (
          #"url.build("https://a.test/api/", "/items/7 b", {q: "x&y", tag: ["a", "b"]})"#,
          "https://a.test/api/items/7%20b?q=x%26y&tag=a&tag=b"
        ),
        (#"url.build("https://a.test", ["a/b", 7])"#, "https://a.test/a%2Fb/7"),
      ]
    ) { call in try URLBuilder.build(call) },
    Builtin(
      "encode", [Builtin.Parameter("text", [.string, .secret])], returns: .string,
      "Percent-encodes everything but letters, digits and `-._~`; of a secret the result is secret.",
      examples: [(#"url.encode("a b/ü")"#, "a%20b%2F%C3%BC")]
    ) { call in
      if let secret = call[0].asSecret {
        return .heap(SecretObject(PercentEncoding.encode(secret.text), display: secret.display))
      }
      return try call.withBytes(0) { text in
        try BuiltinLimits.claimBytes(text.count, copies: 3)
        return .heap(try PercentEncoding.encode(text, pausing: Checkpoint.pass))
      }
    },
    Builtin(
      "decode", [Builtin.Parameter("text", .string)], returns: .string,
      "Decodes percent-encoded text.", examples: [(#"url.decode("a%20b%2F%C3%BC")"#, "a b/ü")]
    ) { call in
      guard let text = try call.withBytes(0, { PercentEncoding.decode($0) }) else {
        throw ValueError(
          .parse, "\(call[0].shortDescription()) is not percent-encoded UTF-8",
          help: "write a literal `%` as `%25`")
      }
      return .heap(text)
    },
    Builtin(
      "parse", [Builtin.Parameter("text", .string)], returns: .object,
      """
      Takes an absolute address apart: `scheme`, `user`, `host`, `port`, `path`, `query` and \
      `fragment`, decoded except for the path; missing parts are null. A key that the query repeats \
      has a list.
      """,
      examples: [
        (
          #"url.parse("https://a.test:8080/x?q=1&q=2#top")"#,
          #"{"scheme": "https", "user": null, "host": "a.test", "port": 8080, "path": "/x", "#
            + #""query": {"q": ["1", "2"]}, "fragment": "top"}"#
        )
      ]
    ) { call in try URLParser.parse(call.stringObject(0), call.scratch) },
  ]
}

/// Putting addresses together.
enum URLBuilder {
  /// The bytes that a path may hold as they are: `pchar` of RFC 3986, and the slash.
  private static let pathBytes = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/".utf8)

  static func build(_ call: NativeCall) throws -> Value {
    var (path, query) = (call[1], call[2])
    if path.type == .object {
      guard query.isNull else { throw ValueError(.type, "`url.build` is given two queries") }
      (path, query) = (.null, path)
    }
    return try build(base: call.string(0), path: path, query: query)
  }

  /// Joins the parts of an address; `path` and `query` may be null.
  static func build(base: String, path: Value, query: Value) throws -> Value {
    let halves = base.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = (halves.first ?? "").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var result = JoinedText()
    try appendPath(path, to: String(parts.first ?? ""), &result)
    var separator = "?"
    if parts.count > 1 {
      result.append("?" + parts[1])
      separator = parts[1].isEmpty ? "" : "&"
    }
    for (key, value) in try pairs(query) {
      result.append(separator + PercentEncoding.encode(key) + "=")
      append(value, to: &result)
      separator = "&"
    }
    if halves.count > 1 { result.append("#" + halves[1]) }
    return result.value
  }

  private static func appendPath(
    _ path: Value, to base: String, _ result: inout JoinedText
  ) throws {
    if path.isNull { return result.append(base) }
    result.append(base.hasSuffix("/") ? String(base.dropLast()) : base)
    if let text = path.asString {
      return result.append("/" + encodePath(text.hasPrefix("/") ? String(text.dropFirst()) : text))
    }
    for part in path.asItems ?? [] {
      result.append("/")
      try append(scalar(part, in: "the path"), to: &result)
    }
  }

  private static func encodePath(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      String(scalar).utf8.allSatisfy(pathBytes.contains)
        ? String(scalar) : PercentEncoding.encode(String(scalar))
    }.joined()
  }

  /// The keys and values of a query, in their order.
  private static func pairs(_ query: Value) throws -> [(String, Value)] {
    guard let record = query.asRecord else { return [] }
    return try zip(record.keys, record.values).flatMap { key, value in
      let values = value.asItems ?? (value.isNull ? [] : [value])
      return try values.map { (key.text, try scalar($0, in: "`\(key.text)` of the query")) }
    }
  }

  /// Checks that a value has a string form that is allowed in an address.
  private static func scalar(_ value: Value, in what: String) throws -> Value {
    switch value.type {
    case .string, .secret, .int, .float, .bool, .time: return value
    default:
      throw ValueError(
        .type, "\(what) must be a string, number, bool or time, but is \(value.described)")
    }
  }

  private static func append(_ value: Value, to result: inout JoinedText) {
    if let secret = value.asSecret {
      result.append(secret: PercentEncoding.encode(secret.text), display: secret.display)
    } else {
      result.append(PercentEncoding.encode(value.displayText))
    }
  }
}
