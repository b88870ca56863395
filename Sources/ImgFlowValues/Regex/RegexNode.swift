/// A regular expression as it is written, in parts.
indirect enum RegexNode {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// A capturing group, by its number.
  case group(Int, RegexNode)
  case repeated(RegexNode, Repetition)
  case assertion(RegexAssertion)
  /// What a group has matched, once more.
  case reference(Int, ignoresCase: Bool)
  case lookAhead(RegexNode, isNegative: Bool)
  /// What is tried once and not again: `(?>…)`.
  case atomic(RegexNode)

  struct Repetition {
    var least: Int
    /// Nil if there is no limit.
    var most: Int?
    var isLazy = false
    var isPossessive = false
  }

  /// Whether it can match without taking anything.
  var canBeEmpty: Bool {
    switch self {
    case .scalar, .set: false
    case .empty, .assertion, .reference, .lookAhead: true
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .alternatives(let parts): parts.contains(where: \.canBeEmpty)
    case .group(_, let inner), .atomic(let inner): inner.canBeEmpty
    case .repeated(let inner, let repetition): repetition.least == 0 || inner.canBeEmpty
    }
  }
}

/// What must hold at a place.
enum RegexAssertion {
  case textStart, textEnd
  /// The end, or the line end before it.
  case lastLineEnd
  case lineStart, lineEnd
  case wordBoundary, noWordBoundary
}
