// Classes such as `[^a-z\d[:punct:]]`. One may hold others, and be cut by another: `[a-z&&[^aeiou]]`.
extension RegexParser {
  /// Reads a class, after its `[`.
  mutating func parseClass() throws(RegexMistake) -> RegexNode { .set(try scalarSet()) }

  private mutating func scalarSet() throws(RegexMistake) -> ScalarSet {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw RegexMistake("its brackets nest too deeply") }
    let isNegated = accept("^")
    var set: ScalarSet?
    repeat {
      let items = try classItems()
      if items.isEmpty { throw RegexMistake("a class `[…]` is empty") }
      let part = ScalarSet(items, ignoresCase: flags.ignoresCase)
      set = set.map { $0.intersection(part) } ?? part
    } while accept("&&")
    guard accept("]"), let set else { throw RegexMistake("a `[` is not closed") }
    return isNegated ? ScalarSet([.set(set)], isNegated: true) : set
  }

  /// Reads the members up to `]` or `&&`.
  private mutating func classItems() throws(RegexMistake) -> [ScalarSet.Item] {
    var items: [ScalarSet.Item] = []
    while let scalar = current, scalar != "]" {
      if pattern[place...].starts(with: "&&".unicodeScalars) { break }
      if flags.isSpaced, scalar.properties.isWhitespace {
        place += 1
      } else if accept("[:") {
        items.append(.property(try posixClass()))
      } else if accept("[") {
        items.append(.set(try scalarSet()))
      } else {
        items.append(try classItem())
      }
    }
    return items
  }

  /// The name of a class of POSIX, after its `[:`.
  private mutating func posixClass() throws(RegexMistake) -> ScalarProperty {
    let isNegated = accept("^")
    let name = try text(before: ":", of: "class")
    guard let property = ScalarProperty.posix(name), accept("]") else {
      throw RegexMistake("unknown class `[:\(name):]`")
    }
    return isNegated ? .not(property) : property
  }

  /// One code point, a range of them, or a property.
  private mutating func classItem() throws(RegexMistake) -> ScalarSet.Item {
    let start = place
    if accept("\\"), let property = try escapedProperty() { return .property(property) }
    place = start
    let lower = try classScalar()
    guard pattern.dropFirst(place + 1).first != "]", accept("-") else {
      return .range(lower...lower)
    }
    let upper = try classScalar()
    guard lower <= upper else { throw RegexMistake("a range of a class ends before it begins") }
    return .range(lower...upper)
  }

  private mutating func classScalar() throws(RegexMistake) -> UInt32 {
    guard let scalar = next() else { throw RegexMistake("a `[` is not closed") }
    guard scalar == "\\" else { return scalar.value }
    if accept("b") { return 8 }
    return try escapedScalar()
  }
}

extension ScalarSet {
  /// What is in both: not in what either lacks.
  fileprivate func intersection(_ other: ScalarSet) -> ScalarSet {
    let missing = [self, other].map { Item.set(ScalarSet([.set($0)], isNegated: true)) }
    return ScalarSet(missing, isNegated: true)
  }
}
