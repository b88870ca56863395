import ImgFlowValues

/// A pattern for paths: `*`, `?`, `[a-z]`, `[!a-z]`, `{jpg,png}`, and `**` for any folders.
struct Glob {
  /// What the braces stand for, each as its parts between slashes.
  let alternatives: [[Substring]]
  let isAbsolute: Bool

  private static let mostAlternatives = 1000

  /// - Throws: a `parse` error if a brace or bracket is not closed; a `limit` error.
  init(_ pattern: String) throws {
    guard !pattern.isEmpty else { throw Self.malformed(pattern, "it is empty") }
    isAbsolute = pattern.isAbsolutePath
    alternatives = try Self.expand(pattern, of: pattern).map { $0.pathNames.map { $0[...] } }
    for part in alternatives.joined() where !Self.hasClosedBrackets(part) {
      throw Self.malformed(pattern, "a bracket is not closed")
    }
  }

  private static func malformed(_ pattern: String, _ problem: String) -> ValueError {
    ValueError(
      .parse, "\(Value.string(pattern).shortDescription()) is not a pattern for paths: \(problem)")
  }

  /// Returns the patterns that a pattern with braces stands for.
  private static func expand(_ pattern: String, of whole: String) throws -> [String] {
    guard let open = pattern.firstIndex(of: "{") else { return [pattern] }
    var choices: [String] = []
    var choice = ""
    var depth = 0
    for index in pattern[open...].indices {
      let character = pattern[index]
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 || (depth == 1 && character == ",") {
        choices.append(choice)
        choice = ""
      } else if index != open {
        choice.append(character)
      }
      guard depth == 0 else { continue }
      let (before, after) = (pattern[..<open], pattern[pattern.index(after: index)...])
      return try choices.flatMap { choice in
        let expanded = try expand(before + choice + after, of: whole)
        guard expanded.count * choices.count <= mostAlternatives else {
          throw ValueError(
            .limit, "the braces of a pattern expand to more than \(mostAlternatives) strings")
        }
        return expanded
      }
    }
    throw malformed(whole, "a brace is not closed")
  }

  private static func hasClosedBrackets(_ part: Substring) -> Bool {
    var isOpen = false
    for character in part { isOpen = isOpen ? character != "]" : character == "[" }
    return !isOpen
  }

  // MARK: - Names

  /// Whether a name fits a part of a pattern.
  static func matches(_ name: String, _ part: Substring) -> Bool {
    if name.hasPrefix("."), !part.hasPrefix(".") { return false }
    let (name, part) = (Array(name), Array(part))
    var (place, position) = (0, 0)
    // Where to continue if the rest after the last `*` does not match: one character further.
    var retry: (place: Int, position: Int)?
    while place < name.count {
      if position < part.count, part[position] == "*" {
        position += 1
        retry = (place, position)
      } else if let next = matchOne(name[place], part, position) {
        (place, position) = (place + 1, next)
      } else if let last = retry {
        retry = (last.place + 1, last.position)
        (place, position) = (last.place + 1, last.position)
      } else {
        return false
      }
    }
    return part[position...].allSatisfy { $0 == "*" }
  }

  /// The position after the element that a character fits, or nil if it does not.
  private static func matchOne(
    _ character: Character, _ part: [Character], _ position: Int
  ) -> Int? {
    guard position < part.count else { return nil }
    switch part[position] {
    case "?": return position + 1
    case "[":
      guard let close = part[position...].firstIndex(of: "]") else { return nil }
      var set = part[(position + 1)..<close]
      let isNegated = set.first == "!" || set.first == "^"
      if isNegated { set.removeFirst() }
      return contains(character, Array(set)) != isNegated ? close + 1 : nil
    default: return part[position] == character ? position + 1 : nil
    }
  }

  private static func contains(_ character: Character, _ set: [Character]) -> Bool {
    var index = 0
    while index < set.count {
      if index + 2 < set.count, set[index + 1] == "-" {
        if set[index] <= character, character <= set[index + 2] { return true }
        index += 3
      } else {
        if set[index] == character { return true }
        index += 1
      }
    }
    return false
  }
}
