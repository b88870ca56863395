/// What looks like an interpolation of another language in a string literal.
struct Misreading {
  /// As it is written: `${count}`, `{count:.2f}`, `$count`.
  let written: String
  /// The expression in it.
  let inner: String
  /// How a number is formatted, `.2f`; empty if it is not.
  let format: Substring
  /// Whether the braces alone, as in `{count}`, make it one, so that only names count.
  let isPlain: Bool

  /// Everything of the kind in `text`, in order.
  static func all(in text: String) -> [Misreading] {
    var found: [Misreading] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { "$#{%".contains($0) }) {
      let before = start > text.startIndex ? text[text.index(before: start)] : " "
      let candidate = Misreading(at: text[start...])
      rest = text[start...].dropFirst(candidate?.written.count ?? 1)
      // `$$` and `{{` are ways to write these characters themselves.
      if let candidate, before != "$", before != "{" { found.append(candidate) }
    }
    return found
  }

  private init?(at text: Substring) {
    let sign = text.first
    let opening = sign == "{" ? text : text.dropFirst()
    if opening.first == "{" {
      guard let end = opening.firstIndex(of: "}") else { return nil }
      let inside = opening[opening.index(after: opening.startIndex)..<end]
      guard !inside.contains("{"), !inside.contains("\n"), sign != "{" || inside.first != " "
      else { return nil }
      let colon = sign == "{" ? inside.firstIndex(of: ":") : nil
      self.init(
        written: text[...end], inner: inside[..<(colon ?? inside.endIndex)],
        format: colon.map { inside[inside.index(after: $0)...] } ?? "", isPlain: sign == "{")
      if !format.isEmpty || colon != nil, !Self.isFormat(format) { return nil }
    } else if sign == "%", opening.first == "(" {
      // `%(count)s`
      guard let end = opening.firstIndex(of: ")"), end < opening.index(before: opening.endIndex),
        opening[opening.index(after: end)].isLetter
      else { return nil }
      self.init(
        written: text[...opening.index(after: end)],
        inner: opening[opening.index(after: opening.startIndex)..<end], format: "", isPlain: true)
    } else if sign == "$", opening.first.map({ $0.isLetter || $0 == "_" }) == true {
      let name = opening.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      self.init(written: text[..<name.endIndex], inner: name, format: "", isPlain: true)
    } else {
      return nil
    }
  }

  private init(written: Substring, inner: Substring, format: Substring, isPlain: Bool) {
    (self.written, self.inner) = (String(written), String(inner))
    (self.format, self.isPlain) = (format, isPlain)
  }

  /// Whether a string is a format specification, as after the `:` in `{count:.2f}`.
  private static func isFormat(_ text: Substring) -> Bool {
    !text.contains(" ") && text.contains { ".,<>^%fdxeg".contains($0) }
      && text.allSatisfy { $0.isASCII }
  }

  /// What to write in a string: `\(count)`.
  var cure: String {
    guard format.first == ".", let digits = Int(format.dropFirst().prefix { $0.isNumber }),
      1...9 ~= digits
    else { return "\\(\(inner))" }
    return "\\(\(inner).format(\"0.\(String(repeating: "0", count: digits))\"))"
  }
}

/// A raw string that is written as if it were none.
enum RawMisreading {
  /// The first escape in the text between the quotes, if all characters after a `\` form string escapes and
  /// nothing suggests a regular expression, a path or JSON.
  static func escape(in text: Substring) -> String? {
    var escapes: [String] = []
    var rest = text
    while let start = rest.firstIndex(of: "\\") {
      let after = rest[rest.index(after: start)...]
      guard let sign = after.first, "ntr\"\\u".contains(sign) else { return nil }
      let digits = sign == "u" ? after.dropFirst().prefix { $0.isHexDigit || $0 == "{" } : ""
      guard sign != "u" || digits.first == "{" || digits.count >= 4 else { return nil }
      escapes.append(sign == "u" ? "u" : String(sign))
      rest = after.dropFirst(1 + digits.count)
    }
    let isPattern = text.contains("(?") || text.contains { "[]*+^|".contains($0) }
    let isPath = text.hasPrefix("\\\\") || text.dropFirst().hasPrefix(":\\")
    let isJSON = [["\"", "\""], ["{", "}"]].contains([text.first, text.last])
    guard !isPattern, !isPath, !isJSON else { return nil }
    return escapes.first { $0 != "\\" }.map { "\\" + $0 }
  }

  /// The inside of every `\(…)`.
  static func interpolations(in text: Substring) -> [String] {
    var found: [String] = []
    var rest = text
    while let start = rest.firstRange(of: "\\("),
      let end = rest[start.upperBound...].firstIndex(of: ")")
    {
      found.append(String(rest[start.upperBound..<end]))
      rest = rest[end...]
    }
    return found
  }
}
