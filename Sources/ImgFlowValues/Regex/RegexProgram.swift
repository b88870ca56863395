/// A regular expression as steps that a matcher takes.
struct RegexProgram: Sendable {
  /// Steps go on to the next one unless they say otherwise; numbers of steps are places in `steps`.
  enum Step: Sendable {
    case byte(UInt8)
    case set(Int32)
    /// A code point of a set, several times; it is tried again with fewer, or with more when lazy.
    case span(Int32, least: Int32, most: Int32, Effort)
    /// Tries one step, and the other when that fails.
    case fork(Int32, orElse: Int32)
    case jump(Int32)
    /// Keeps the place in a slot: where groups begin and end.
    case keep(Int32)
    /// Repeats from a step, unless nothing was taken since the slot was kept.
    case again(Int32, slot: Int32)
    case assertion(RegexAssertion)
    case reference(Int32, ignoresCase: Bool)
    /// Matches the steps after it, up to `end`, once; then continues after them.
    case atomic(end: Int32)
    case lookAhead(end: Int32, isNegative: Bool)
    /// The end of the pattern, or of what is matched once.
    case success
  }

  enum Effort: Sendable { case greedy, lazy, possessive }

  /// The bits of a set for ASCII; the set itself knows the others.
  struct SetBits: Sendable {
    let low: UInt64
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
      (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte &- 64)) & 1 != 0
    }
  }

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var bits: [SetBits] = []
  /// The places of the sets.
  private var indices: [ObjectIdentifier: Int32] = [:]
  /// The sets of single code points.
  private var singles: [UInt32: ScalarSet] = [:]
  /// Two slots for each group, the whole match first, then those of loops.
  private(set) var slotCount: Int
  let groupCount: Int
  /// Whether it matches only at the start of the string.
  private(set) var isAnchored = false
  /// The bytes that a match can begin with; nil if it can begin with anything, or be empty.
  private(set) var firstBytes: [Bool]?

  /// More steps than any pattern that is written by hand needs.
  private static let mostSteps = 50_000

  init(_ node: RegexNode, groupCount: Int) throws(RegexMistake) {
    self.groupCount = groupCount
    slotCount = 2 * (groupCount + 1)
    try add(node)
    steps.append(.success)
    isAnchored = Self.isAnchored(node)
    var bytes = [Bool](repeating: false, count: 256)
    if !node.canBeEmpty, Self.collect(node, &bytes) { firstBytes = bytes }
  }

  // MARK: - Steps

  private var end: Int32 { Int32(steps.count) }

  private mutating func append(_ step: Step) throws(RegexMistake) {
    steps.append(step)
    if steps.count > Self.mostSteps {
      throw RegexMistake("its repetitions make it too large")
    }
  }

  private mutating func add(_ node: RegexNode) throws(RegexMistake) {
    switch node {
    case .empty: break
    case .scalar(let scalar):
      for byte in Self.bytes(of: scalar) { try append(.byte(byte)) }
    case .set(let set): try append(.set(index(of: set)))
    case .sequence(let parts):
      for part in parts { try add(part) }
    case .alternatives(let alternatives): try add(alternatives: alternatives)
    case .group(let number, let inner):
      try append(.keep(Int32(2 * number)))
      try add(inner)
      try append(.keep(Int32(2 * number + 1)))
    case .repeated(let inner, let repetition): try add(inner, repetition)
    case .assertion(let assertion): try append(.assertion(assertion))
    case .reference(let number, let ignoresCase):
      try append(.reference(Int32(number), ignoresCase: ignoresCase))
    case .atomic(let inner): try addOnce(inner) { .atomic(end: $0) }
    case .lookAhead(let inner, let isNegative):
      try addOnce(inner) { .lookAhead(end: $0, isNegative: isNegative) }
    }
  }

  private mutating func index(of set: ScalarSet) -> Int32 {
    if let known = indices[ObjectIdentifier(set)] { return known }
    let index = Int32(sets.count)
    sets.append(set)
    bits.append(SetBits(low: set.low, high: set.high))
    indices[ObjectIdentifier(set)] = index
    return index
  }

  private mutating func add(alternatives: [RegexNode]) throws(RegexMistake) {
    var jumps: [Int] = []
    for alternative in alternatives.dropLast() {
      let fork = steps.count
      try append(.success)
      try add(alternative)
      jumps.append(steps.count)
      try append(.success)
      steps[fork] = .fork(Int32(fork + 1), orElse: end)
    }
    if let last = alternatives.last { try add(last) }
    for jump in jumps { steps[jump] = .jump(end) }
  }

  private mutating func addOnce(
    _ inner: RegexNode, _ step: (Int32) -> Step
  ) throws(RegexMistake) {
    let start = steps.count
    try append(.success)
    try add(inner)
    try append(.success)
    steps[start] = step(end)
  }

  // MARK: - Repetition

  private mutating func add(
    _ inner: RegexNode, _ repetition: RegexNode.Repetition
  ) throws(RegexMistake) {
    if let set = oneScalar(inner) {
      let effort: Effort =
        repetition.isPossessive ? .possessive : repetition.isLazy ? .lazy : .greedy
      let most = Int32(clamping: repetition.most ?? .max)
      return try append(
        .span(index(of: set), least: Int32(repetition.least), most: most, effort))
    }
    guard !repetition.isPossessive else {
      var plain = repetition
      plain.isPossessive = false
      return try addOnce(.repeated(inner, plain)) { .atomic(end: $0) }
    }
    for _ in 0..<repetition.least { try add(inner) }
    if let most = repetition.most {
      try add(inner, upTo: most - repetition.least, repetition)
    } else {
      try addLoop(inner, repetition)
    }
  }

  /// Any number of times. A match of the empty string is not repeated forever.
  private mutating func addLoop(
    _ inner: RegexNode, _ repetition: RegexNode.Repetition
  ) throws(RegexMistake) {
    let start = steps.count
    try append(.success)
    if inner.canBeEmpty {
      let slot = Int32(slotCount)
      slotCount += 1
      try append(.keep(slot))
      try add(inner)
      try append(.again(Int32(start), slot: slot))
    } else {
      try add(inner)
      try append(.jump(Int32(start)))
    }
    setFork(at: start, repetition)
  }

  private mutating func add(
    _ inner: RegexNode, upTo count: Int, _ repetition: RegexNode.Repetition
  ) throws(RegexMistake) {
    var forks: [Int] = []
    for _ in 0..<count {
      forks.append(steps.count)
      try append(.success)
      try add(inner)
    }
    for fork in forks { setFork(at: fork, repetition) }
  }

  /// Lets the step at a place choose between what follows it and the end.
  private mutating func setFork(at place: Int, _ repetition: RegexNode.Repetition) {
    let inside = Int32(place + 1)
    steps[place] =
      repetition.isLazy ? .fork(end, orElse: inside) : .fork(inside, orElse: end)
  }

  // MARK: - What is known about it

  /// The set that a node takes one code point of; nil for anything else.
  private mutating func oneScalar(_ node: RegexNode) -> ScalarSet? {
    switch node {
    case .set(let set): return set
    case .scalar(let scalar):
      let set = singles[scalar] ?? ScalarSet([.range(scalar...scalar)])
      singles[scalar] = set
      return set
    default: return nil
    }
  }

  private static func bytes(of scalar: UInt32) -> [UInt8] {
    Unicode.Scalar(scalar).map { Array(UTF8.encode($0) ?? UTF8.EncodedScalar()) } ?? []
  }

  private static func isAnchored(_ node: RegexNode) -> Bool {
    switch node {
    case .assertion(.textStart): true
    case .sequence(let parts): parts.first.map(isAnchored) ?? false
    case .alternatives(let parts): parts.allSatisfy(isAnchored)
    case .group(_, let inner), .atomic(let inner): isAnchored(inner)
    default: false
    }
  }

  /// Marks the bytes that a match can begin with; false if that is not known.
  private static func collect(_ node: RegexNode, _ bytes: inout [Bool]) -> Bool {
    switch node {
    case .scalar(let scalar):
      if let first = Self.bytes(of: scalar).first { bytes[Int(first)] = true }
      return true
    case .set(let set):
      for byte in UInt8(0)..<128 where set.containsASCII(byte) { bytes[Int(byte)] = true }
      for byte in 0xC2...0xF4 { bytes[byte] = true }
      return true
    case .sequence(let parts):
      for part in parts {
        if case .reference = part { return false }
        if case .assertion = part { continue }
        guard collect(part, &bytes) else { return false }
        if !part.canBeEmpty { return true }
      }
      return true
    case .alternatives(let parts): return parts.allSatisfy { collect($0, &bytes) }
    case .group(_, let inner), .atomic(let inner), .repeated(let inner, _):
      return collect(inner, &bytes)
    case .empty, .assertion, .lookAhead: return true
    case .reference: return false
    }
  }
}
