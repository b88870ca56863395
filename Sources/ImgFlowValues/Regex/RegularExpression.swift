/// A regular expression, in the syntax that Perl, PCRE and Swift share. It sees code points.
///
/// ImgFlow has its own engine because the standard library's cannot be stopped: a pattern like `(a+)+$` may
/// take longer than anyone would wait.
package final class RegularExpression: Sendable {
  /// The names of its groups, from the first one; nil for those without.
  package let groupNames: [String?]
  /// The keys of an object of the groups that have names.
  package let names: Shape
  private let program: RegexProgram

  /// A place in a string where it matches.
  package struct Match: Sendable {
    /// The bytes that it matched.
    package let range: Range<Int>
    /// The bytes that its groups matched, from the first one; nil for those that took no part.
    package let groups: [Range<Int>?]
  }

  /// - Throws: a `parse` error that shows the pattern and says what is wrong with it.
  package init(_ pattern: String) throws(ValueError) {
    do {
      var parser = RegexParser(pattern)
      let node = try parser.parse()
      groupNames = parser.groups
      names = Shape.empty.adding(contentsOf: groupNames.compactMap { $0.map(StringObject.init) })
      program = try RegexProgram(node, groupCount: parser.groups.count)
    } catch {
      throw ValueError(
        .parse,
        "\(Value.string(pattern).shortDescription()) is not a regular expression: \(error.text)",
        help: pattern.contains("\\") ? nil : "write patterns in single quotes: '\\d+'")
    }
  }

  /// Finds the first match.
  ///
  /// - Throws: a `limit` error; what the check of `Checkpoint` throws.
  package func firstMatch(in text: String) throws -> Match? {
    var text = text
    return try text.withUTF8 { try firstMatch(in: $0) }
  }

  /// Finds the first match in UTF-8.
  ///
  /// - Throws: as above.
  package func firstMatch(in bytes: UnsafeBufferPointer<UInt8>) throws -> Match? {
    var found: Match?
    try forEachMatch(in: bytes) { match in
      found = match
      return false
    }
    return found
  }

  /// Finds all matches in UTF-8 that do not overlap.
  ///
  /// - Parameter body: is given each match; returns whether to go on.
  /// - Throws: as `firstMatch` does, and what `body` throws.
  package func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (Match) throws -> Bool
  ) throws {
    try program.steps.withUnsafeBufferPointer { steps in
      try program.bits.withUnsafeBufferPointer { bits in
        var matcher = RegexMatcher(program, steps: steps, bits: bits, text: bytes)
        var start = 0
        while start <= bytes.count, try matcher.find(from: start) {
          let match = match(matcher.slots)
          guard try body(match) else { return }
          start = match.range.upperBound
          if match.range.isEmpty {
            start = start < bytes.count ? matcher.after(start) : start + 1
          }
        }
      }
    }
  }

  private func match(_ slots: [Int]) -> Match {
    let groups = (0..<program.groupCount).map { index -> Range<Int>? in
      let (start, end) = (slots[2 * index + 2], slots[2 * index + 3])
      return start >= 0 && end >= start ? start..<end : nil
    }
    return Match(range: slots[0]..<slots[1], groups: groups)
  }
}
