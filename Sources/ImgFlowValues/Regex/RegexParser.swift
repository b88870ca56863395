/// Why a string is not a regular expression.
struct RegexMistake: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

/// Reads regular expressions, by code points, in the syntax that Perl, PCRE and Swift share.
struct RegexParser {
  /// How deep groups and classes may be inside each other.
  static let deepest = 100

  let pattern: [Unicode.Scalar]
  var place = 0
  var depth = 0
  var flags = Flags()
  /// The names of the groups, by number from 1; nil for those without.
  var groups: [String?] = []
  /// References to groups that may come later, checked at the end.
  private(set) var references: [Int] = []

  /// What `(?i)` and its like have set.
  struct Flags {
    var ignoresCase = false
    var linesCount = false
    var dotTakesAll = false
    var isSpaced = false
  }

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  /// Reads the whole pattern.
  mutating func parse() throws(RegexMistake) -> RegexNode {
    let node = try parseAlternatives()
    if current != nil { throw RegexMistake("a `)` has no matching opening bracket") }
    if let missing = references.first(where: { $0 > groups.count }) {
      throw RegexMistake("unknown group \(missing)")
    }
    return node
  }

  // MARK: - Reading

  var current: Unicode.Scalar? { place < pattern.count ? pattern[place] : nil }

  mutating func next() -> Unicode.Scalar? {
    defer { if place < pattern.count { place += 1 } }
    return current
  }

  mutating func accept(_ text: String) -> Bool {
    guard pattern[place...].starts(with: text.unicodeScalars) else { return false }
    place += text.unicodeScalars.count
    return true
  }

  /// Reads up to an end, and passes over that.
  mutating func text(before end: Unicode.Scalar, of what: String) throws(RegexMistake) -> String {
    guard let index = pattern[place...].firstIndex(of: end) else {
      throw RegexMistake("its \(what) has no `\(end)`")
    }
    defer { place = index + 1 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: pattern[place..<index])
    return String(text)
  }

  mutating func refer(to group: Int, _ ignoresCase: Bool) -> RegexNode {
    references.append(group)
    return .reference(group, ignoresCase: ignoresCase)
  }

  // MARK: - Structure

  /// alternatives = sequence {"|" sequence}; flags that are set inside hold to the end.
  mutating func parseAlternatives() throws(RegexMistake) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw RegexMistake("its brackets nest too deeply") }
    let outer = flags
    defer { flags = outer }
    var alternatives = [try parseSequence()]
    while accept("|") { alternatives.append(try parseSequence()) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func parseSequence() throws(RegexMistake) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if skipsComment() { continue }
      guard let part = try parsePart() else { continue }
      parts.append(try parseRepetition(of: part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// White space and comments, which count for nothing after `(?x)`.
  private mutating func skipsComment() -> Bool {
    guard flags.isSpaced, let scalar = current else { return false }
    if scalar == "#" {
      while let scalar = next(), !ScalarProperty.isLineEnd(scalar.value) {}
      return true
    }
    guard scalar.properties.isWhitespace else { return false }
    place += 1
    return true
  }

  /// One part, before what says how often; nil for what only sets flags.
  private mutating func parsePart() throws(RegexMistake) -> RegexNode? {
    guard let scalar = next() else { return nil }
    switch scalar {
    case "(": return try parseGroup()
    case "[": return try parseClass()
    case "\\": return try parseEscape()
    case ".": return flags.dotTakesAll ? .set(.everything) : .set(.withinLine)
    case "^": return .assertion(flags.linesCount ? .lineStart : .textStart)
    case "$": return .assertion(flags.linesCount ? .lineEnd : .textEnd)
    case "*", "+", "?": throw RegexMistake("nothing before `\(scalar)` can be repeated")
    default: return literal(scalar.value)
    }
  }

  func literal(_ scalar: UInt32) -> RegexNode {
    guard flags.ignoresCase else { return .scalar(scalar) }
    if ScalarCase.others(of: scalar).isEmpty { return .scalar(scalar) }
    let scalars = [scalar, ScalarCase.folded(scalar)]
    return .set(ScalarSet(scalars.map { .range($0...$0) }, ignoresCase: true))
  }

  // MARK: - Repetition

  private mutating func parseRepetition(of part: RegexNode) throws(RegexMistake) -> RegexNode {
    while skipsComment() {}
    guard var repetition = try repetition() else { return part }
    if accept("?") {
      repetition.isLazy = true
    } else if accept("+") {
      repetition.isPossessive = true
    }
    if let sign = current, "*+?".unicodeScalars.contains(sign) {
      throw RegexMistake("nothing before `\(sign)` can be repeated")
    }
    return .repeated(part, repetition)
  }

  private mutating func repetition() throws(RegexMistake) -> RegexNode.Repetition? {
    if accept("*") { return RegexNode.Repetition(least: 0, most: nil) }
    if accept("+") { return RegexNode.Repetition(least: 1, most: nil) }
    if accept("?") { return RegexNode.Repetition(least: 0, most: 1) }
    let start = place
    guard accept("{"), let counts = counts() else {
      // A brace that counts nothing is a brace.
      place = start
      return nil
    }
    if let most = counts.most, counts.least > most {
      throw RegexMistake("{\(counts.least),\(most)} has a minimum above its maximum")
    }
    if max(counts.least, counts.most ?? 0) > 100_000 {
      throw RegexMistake("it repeats a part more than 100,000 times")
    }
    return counts
  }

  /// `3}`, `3,}`, `,3}` or `3,5}`, after the brace.
  private mutating func counts() -> RegexNode.Repetition? {
    let least = number()
    guard accept(",") else {
      guard let least, accept("}") else { return nil }
      return RegexNode.Repetition(least: least, most: least)
    }
    let most = number()
    guard accept("}"), least != nil || most != nil else { return nil }
    return RegexNode.Repetition(least: least ?? 0, most: most)
  }

  /// A number in decimal; nil if there is none.
  mutating func number() -> Int? {
    var number: Int?
    while let digit = current?.value, digit &- 48 < 10 {
      number = min((number ?? 0) * 10 + Int(digit - 48), 1_000_000)
      place += 1
    }
    return number
  }
}

extension ScalarSet {
  /// What `.` takes: all but the ends of lines.
  static let withinLine = ScalarSet([.property(.lineEnd)], isNegated: true)
  static let everything = ScalarSet([], isNegated: true)
}
