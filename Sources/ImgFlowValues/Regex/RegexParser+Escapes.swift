extension RegexParser {
  /// Reads an escape, after its `\`.
  mutating func parseEscape() throws(RegexMistake) -> RegexNode {
    if let property = try escapedProperty() { return .set(ScalarSet([.property(property)])) }
    guard let letter = current else { throw RegexMistake("it ends with a `\\`") }
    if let assertion = Self.assertions[letter] {
      place += 1
      return .assertion(assertion)
    }
    switch letter {
    case "1"..."9": return refer(to: number() ?? 0, flags.ignoresCase)
    case "k", "g":
      place += 1
      return try parseReference()
    case "Q":
      place += 1
      return quoted()
    case "R":
      place += 1
      let pair = RegexNode.sequence([.scalar(13), .scalar(10)])
      let single = ScalarSet([.property(.lineEnd)])
      return .atomic(.alternatives([pair, .set(single)]))
    case "X": throw RegexMistake("`\\X` is not supported; `.` takes a code point")
    default: return literal(try escapedScalar())
    }
  }

  private static let assertions: [Unicode.Scalar: RegexAssertion] = [
    "b": .wordBoundary, "B": .noWordBoundary, "A": .textStart, "z": .textEnd, "Z": .lastLineEnd,
  ]

  /// `\k<name>`, `\k{name}`, `\k'name'`, `\g1`, `\g{1}`, after the letter.
  private mutating func parseReference() throws(RegexMistake) -> RegexNode {
    if let number = number() { return refer(to: number, flags.ignoresCase) }
    let ends: [Unicode.Scalar: Unicode.Scalar] = ["<": ">", "{": "}", "'": "'"]
    guard let end = next().flatMap({ ends[$0] }) else {
      throw RegexMistake("its reference does not name a group")
    }
    let name = try text(before: end, of: "reference")
    if let number = Int(name), number > 0 { return refer(to: number, flags.ignoresCase) }
    return refer(to: try number(of: name), flags.ignoresCase)
  }

  /// `\Q…\E`, in which nothing is special.
  private mutating func quoted() -> RegexNode {
    var parts: [RegexNode] = []
    while !accept("\\E"), let scalar = next() { parts.append(literal(scalar.value)) }
    return .sequence(parts)
  }

  /// Reads `d`, `W`, `p{…}` and the like, after the `\`; nil, and nothing read, for anything else.
  mutating func escapedProperty() throws(RegexMistake) -> ScalarProperty? {
    guard let letter = current else { return nil }
    let property: ScalarProperty
    switch letter {
    case "d": property = .digit
    case "D": property = .not(.digit)
    case "w": property = .word
    case "W": property = .not(.word)
    case "s": property = .space
    case "S": property = .not(.space)
    case "h": property = .blank
    case "H": property = .not(.blank)
    case "v": property = .lineEnd
    case "V", "N": property = .not(.lineEnd)
    case "p", "P":
      place += 1
      return try namedProperty(isNegated: letter == "P")
    default: return nil
    }
    place += 1
    return property
  }

  /// `{Lu}`, `{^Lu}` or `L`, after `\p`.
  private mutating func namedProperty(isNegated: Bool) throws(RegexMistake) -> ScalarProperty {
    guard let first = next() else { throw RegexMistake("`\\p` does not name a property") }
    var name = first == "{" ? try text(before: "}", of: "property") : String(Character(first))
    var isNegated = isNegated
    if name.hasPrefix("^") {
      isNegated.toggle()
      name.removeFirst()
    }
    guard let property = ScalarProperty.named(name) else {
      throw RegexMistake("unknown character property `\(name)`")
    }
    return isNegated ? .not(property) : property
  }

  /// Reads an escape that stands for one code point, after its `\`.
  mutating func escapedScalar() throws(RegexMistake) -> UInt32 {
    guard let letter = next() else { throw RegexMistake("it ends with a `\\`") }
    switch letter {
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "f": return 12
    case "e": return 27
    case "a": return 7
    case "0": return try scalar(ofDigits: digits(atMost: 2, radix: 8), radix: 8)
    case "x": return try hexadecimal(digits: 2, isExact: false)
    case "u": return try hexadecimal(digits: 4, isExact: true)
    default:
      guard !ScalarProperty.isWord(letter) || letter == "_" else {
        throw RegexMistake("unknown escape `\\\(letter)`")
      }
      return letter.value
    }
  }

  /// `41`, `{41}`.
  private mutating func hexadecimal(digits count: Int, isExact: Bool) throws(RegexMistake) -> UInt32
  {
    if accept("{") { return try scalar(ofDigits: text(before: "}", of: "escape"), radix: 16) }
    let digits = digits(atMost: count, radix: 16)
    guard !isExact || digits.count == count else {
      throw RegexMistake("`\\u` needs four digits, or `{…}`")
    }
    return try scalar(ofDigits: digits, radix: 16)
  }

  private mutating func digits(atMost count: Int, radix: Int) -> String {
    var digits = ""
    while digits.count < count, let scalar = current,
      Character(scalar).hexDigitValue.map({ $0 < radix }) ?? false
    {
      digits.unicodeScalars.append(scalar)
      place += 1
    }
    return digits
  }

  private func scalar(ofDigits digits: String, radix: Int) throws(RegexMistake) -> UInt32 {
    let value = digits.isEmpty && radix == 8 ? 0 : UInt32(digits, radix: radix)
    guard let value, Unicode.Scalar(value) != nil else {
      throw RegexMistake("`\(digits)` is not the number of a character")
    }
    return value
  }
}
