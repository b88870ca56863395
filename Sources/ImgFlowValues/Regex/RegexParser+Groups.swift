extension RegexParser {
  /// Reads a group, after its `(`; nil for what only sets flags or says something.
  mutating func parseGroup() throws(RegexMistake) -> RegexNode? {
    guard accept("?") else { return try parseNumbered(name: nil) }
    if accept("#") {
      _ = try text(before: ")", of: "comment")
      return nil
    }
    if accept(":") { return try parseInside() }
    if accept(">") { return .atomic(try parseInside()) }
    if accept("=") { return .lookAhead(try parseInside(), isNegative: false) }
    if accept("!") { return .lookAhead(try parseInside(), isNegative: true) }
    if accept("<=") || accept("<!") {
      throw RegexMistake("lookbehind is not supported")
    }
    if accept("P=") {
      let name = try text(before: ")", of: "reference")
      return refer(to: try number(of: name), flags.ignoresCase)
    }
    if accept("<") || accept("P<") { return try parseNumbered(name: try groupName(before: ">")) }
    if accept("'") { return try parseNumbered(name: try groupName(before: "'")) }
    return try parseFlags()
  }

  /// The number of a named group that has begun.
  func number(of name: String) throws(RegexMistake) -> Int {
    guard let index = groups.firstIndex(of: name) else {
      throw RegexMistake("unknown group `\(name)`: a group must come before its reference")
    }
    return index + 1
  }

  private mutating func groupName(before end: Unicode.Scalar) throws(RegexMistake) -> String {
    let name = try text(before: end, of: "name")
    let isName = name.unicodeScalars.allSatisfy(ScalarProperty.isWord)
    guard isName, let first = name.unicodeScalars.first, first.properties.numericType == nil else {
      throw RegexMistake("`\(name)` is not a valid group name")
    }
    if groups.contains(name) { throw RegexMistake("the group name `\(name)` is used twice") }
    return name
  }

  private mutating func parseNumbered(name: String?) throws(RegexMistake) -> RegexNode {
    groups.append(name)
    let number = groups.count
    return .group(number, try parseInside())
  }

  private mutating func parseInside() throws(RegexMistake) -> RegexNode {
    let node = try parseAlternatives()
    guard accept(")") else { throw RegexMistake("a `(` is not closed") }
    return node
  }

  /// Flags: `(?i)` for the rest of the group around it, `(?i-s:…)` for a group.
  private mutating func parseFlags() throws(RegexMistake) -> RegexNode? {
    let outer = flags
    var isOn = true
    while let letter = next() {
      switch letter {
      case "i": flags.ignoresCase = isOn
      case "m": flags.linesCount = isOn
      case "s": flags.dotTakesAll = isOn
      case "x": flags.isSpaced = isOn
      case "-" where isOn: isOn = false
      case ")": return nil
      case ":":
        defer { flags = outer }
        return try parseInside()
      default: throw RegexMistake("`(?\(letter)` is not supported")
      }
    }
    throw RegexMistake("a `(` is not closed")
  }
}
