import ImgFlowValues

/// The string that replaces matches: `$0` to `$99` and `${name}` are groups, `$$` is a dollar.
struct MatchTemplate {
  private enum Part {
    case text(String)
    /// A group by its number; 0 is the whole match.
    case group(Int)
  }

  private var parts: [Part] = []

  /// - Parameter groups: the names of the pattern's groups.
  /// - Throws: a `parse` error for a single dollar sign, a `key` error for a group that does not exist.
  init(_ template: String, groups: [String?]) throws {
    var rest = template[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "$" }
      if !text.isEmpty { parts.append(.text(String(text))) }
      rest = rest[text.endIndex...].dropFirst()
      guard text.endIndex < template.endIndex else { break }
      let digits = rest.prefix(2).prefix { ("0"..."9").contains($0) }
      if let number = Int(digits) {
        guard number <= groups.count else { throw Self.missing("$\(number)") }
        parts.append(.group(number))
        rest.removeFirst(digits.count)
      } else if rest.first == "$" {
        parts.append(.text("$"))
        rest.removeFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}") {
        let name = String(rest[..<end].dropFirst())
        guard let index = groups.firstIndex(of: name) else { throw Self.missing("${\(name)}") }
        parts.append(.group(index + 1))
        rest = rest[end...].dropFirst()
      } else {
        throw ValueError(
          .parse, "a `$` without a group in \(Value.string(template).shortDescription())",
          help: "write `$1`, `${name}`, or `$$` for a dollar")
      }
    }
  }

  /// Appends the replacement of a match.
  func fill(
    _ match: RegularExpression.Match, _ bytes: UnsafeBufferPointer<UInt8>,
    into result: TextScratch
  ) {
    for part in parts {
      switch part {
      case .text(let text): result.append(text)
      case .group(let number):
        guard let range = number == 0 ? match.range : match.groups[number - 1] else { continue }
        result.append(UnsafeBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  private static func missing(_ group: String) -> ValueError {
    ValueError(.key, "the pattern has no group for `\(group)`")
  }
}
