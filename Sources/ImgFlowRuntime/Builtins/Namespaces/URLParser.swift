import ImgFlowValues

/// Taking addresses apart (RFC 3986 section 3).
enum URLParser {
  /// - Throws: a `parse` error if the string is not an absolute address.
  static func parse(_ text: String) throws -> Value {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw malformed(text, "it does not begin with a scheme such as `https://`")
    }
    let scheme = text[..<colon]
    guard scheme.first?.isLetter == true,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { throw malformed(text, "its scheme is malformed") }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let (beforeFragment, fragment) = halves(rest, at: "#")
    let (hierarchy, query) = halves(beforeFragment, at: "?")
    let authority = hierarchy.prefix { $0 != "/" }
    let user = authority.lastIndex(of: "@").map { authority[..<$0] }
    let address = user.map { authority[$0.endIndex...].dropFirst() } ?? authority
    let (host, port) = try hostAndPort(address, of: text)
    let fields: [(String, Value)] = [
      ("scheme", .string(scheme.lowercased())),
      ("user", try decoded(user, of: text)),
      ("host", .string(host)),
      ("port", port.map { .int($0) } ?? .null),
      ("path", .string(String(hierarchy[authority.endIndex...]))),
      ("query", try query.map { try parseQuery($0, of: text) } ?? .null),
      ("fragment", try decoded(fragment, of: text)),
    ]
    return .heap(try RecordObject(fields))
  }

  private static func malformed(_ text: String, _ problem: String) -> ValueError {
    ValueError(
      .parse, "\(Value.string(text).shortDescription()) is not an absolute address: \(problem)")
  }

  private static func halves(
    _ text: Substring, at separator: Character
  ) -> (Substring, Substring?) {
    guard let place = text.firstIndex(of: separator) else { return (text, nil) }
    return (text[..<place], text[place...].dropFirst())
  }

  private static func hostAndPort(
    _ text: Substring, of whole: String
  ) throws -> (String, Int?) {
    // The colons of an IPv6 address are inside brackets.
    let afterHost = text.lastIndex(of: "]").map { text[$0...].dropFirst() } ?? text
    guard let colon = afterHost.lastIndex(of: ":") else { return (text.lowercased(), nil) }
    let digits = text[colon...].dropFirst()
    guard !digits.isEmpty else { return (text[..<colon].lowercased(), nil) }
    guard let port = Int(digits), (0...65_535).contains(port), digits.utf8.allSatisfy({ $0 < 0x3A })
    else { throw malformed(whole, "its port is not a number up to 65535") }
    return (text[..<colon].lowercased(), port)
  }

  private static func decoded(_ text: Substring?, of whole: String) throws -> Value {
    guard let text else { return .null }
    guard let decoded = PercentEncoding.decode(String(text)) else {
      throw malformed(whole, "`\(text.prefix(40))` is not percent-encoded UTF-8")
    }
    return .string(decoded)
  }

  private static func parseQuery(_ query: Substring, of whole: String) throws -> Value {
    let result = RecordObject()
    for pair in query.split(separator: "&") {
      let (key, value) = halves(pair, at: "=")
      // Forms write a space as a plus.
      let parts = try [key, value ?? ""].map {
        try decoded(Substring($0.map { $0 == "+" ? " " : $0 }), of: whole)
      }
      guard let name = parts[0].asStringObject else { continue }
      switch result[name] {
      case nil: try result.set(name, parts[1])
      case let known?:
        try result.set(name, .list((known.asItems ?? [known]) + [parts[1]]))
      }
    }
    return .heap(result)
  }
}
