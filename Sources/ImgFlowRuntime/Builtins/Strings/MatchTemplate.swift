import ImgFlowValues

/// The text that replaces matches: `$0` to `$99` and `${name}` are groups, `$$` is a dollar.
struct MatchTemplate {
  private enum Part {
    case text(String)
    case group(Int)
    case named(String)
  }

  private var parts: [Part] = []

  /// - Throws: a `parse` error for a lonely dollar.
  init(_ template: String) throws {
    var rest = template[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "$" }
      if !text.isEmpty { parts.append(.text(String(text))) }
      rest = rest[text.endIndex...].dropFirst()
      guard text.endIndex < template.endIndex else { break }
      let digits = rest.prefix(2).prefix { ("0"..."9").contains($0) }
      if let number = Int(digits) {
        parts.append(.group(number))
        rest.removeFirst(digits.count)
      } else if rest.first == "$" {
        parts.append(.text("$"))
        rest.removeFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}") {
        parts.append(.named(String(rest[..<end].dropFirst())))
        rest = rest[end...].dropFirst()
      } else {
        throw ValueError(
          .parse, "a `$` without a group in \(Value.string(template).shortDescription())",
          help: "write `$1`, `${name}`, or `$$` for a dollar")
      }
    }
  }

  /// - Throws: a `key` error when the match has no such group.
  func fill(_ match: Regex<AnyRegexOutput>.Match) throws -> String {
    try parts.map { part in
      switch part {
      case .text(let text): return text[...]
      case .group(let number):
        guard number < match.output.count else { throw missing("$\(number)") }
        return match.output[number].substring ?? ""
      case .named(let name):
        guard let group = match.output.first(where: { $0.name == name }) else {
          throw missing("${\(name)}")
        }
        return group.substring ?? ""
      }
    }.joined()
  }

  private func missing(_ group: String) -> ValueError {
    ValueError(.key, "the pattern has no group for `\(group)`")
  }
}
