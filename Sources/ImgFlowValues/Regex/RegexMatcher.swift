/// Runs the steps of a regular expression on a string, and remembers the alternatives.
///
/// For some patterns the time doubles with every letter of the string, so it stops now and then to ask
/// whether to continue.
struct RegexMatcher: ~Copyable {
  /// What is tried, or put back, when a step fails.
  enum Choice {
    case resume(step: Int32, place: Int)
    case restore(slot: Int32, place: Int)
    /// A span that took more than it must; `first` is where it has what it must have.
    case shorten(step: Int32, first: Int, place: Int)
    /// A span that may take more; `step` is its own.
    case lengthen(step: Int32, place: Int, left: Int32)
  }

  /// More choices than this are a `limit` error.
  private static let mostChoices = 10_000_000
  private static let stepsBetweenPauses = 1 << 14

  let text: UnsafeBufferPointer<UInt8>
  private let steps: UnsafeBufferPointer<RegexProgram.Step>
  private let bits: UnsafeBufferPointer<RegexProgram.SetBits>
  private let program: RegexProgram
  /// Where groups begin and end; -1 for those that took no part.
  private(set) var slots: [Int]
  private var choices: [Choice] = []
  private var left = stepsBetweenPauses

  /// The buffers must outlive the matcher.
  init(
    _ program: RegexProgram, steps: UnsafeBufferPointer<RegexProgram.Step>,
    bits: UnsafeBufferPointer<RegexProgram.SetBits>, text: UnsafeBufferPointer<UInt8>
  ) {
    self.program = program
    self.steps = steps
    self.bits = bits
    self.text = text
    slots = Array(repeating: -1, count: program.slotCount)
  }

  /// Looks for the first match from a place on; its places are then in `slots`.
  mutating func find(from start: Int) throws -> Bool {
    var place = start
    while place <= text.count {
      if let first = program.firstBytes {
        while place < text.count, !first[Int(text[place])] {
          place += 1
          try pause()
        }
        if place == text.count { return false }
      }
      for slot in slots.indices { slots[slot] = -1 }
      choices.removeAll(keepingCapacity: true)
      if let end = try run(0, at: place) {
        slots[0] = place
        slots[1] = end
        return true
      }
      if program.isAnchored { return false }
      place = place < text.count ? after(place) : place + 1
    }
    return false
  }

  /// The place after the code point at a place.
  func after(_ place: Int) -> Int {
    let lead = text[place]
    return place + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
  }

  func before(_ place: Int) -> Int {
    var place = place - 1
    while text[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }

  @inline(__always)
  private mutating func pause() throws {
    left -= 1
    if left < 0 {
      left = Self.stepsBetweenPauses
      try Checkpoint.pass()
    }
  }

  // MARK: - Steps

  /// Runs from a step to `success` and returns where; nil if nothing fits. The choices that remain are those
  /// of the match.
  private mutating func run(_ first: Int32, at start: Int) throws -> Int? {
    let base = choices.count
    var (step, place) = (Int(first), start)
    while true {
      try pause()
      let fits: Bool
      switch steps[step] {
      case .byte(let byte):
        fits = place < text.count && text[place] == byte
        if fits { place += 1 }
      case .set(let set): fits = take(set, &place)
      case .span(let set, let least, let most, let effort):
        fits = try span(set, least, most, effort, step, &place)
      case .fork(let first, let other):
        try push(.resume(step: other, place: place))
        step = Int(first)
        continue
      case .jump(let target):
        step = Int(target)
        continue
      case .keep(let slot):
        try keep(slot, place)
        fits = true
      case .again(let target, let slot):
        guard slots[Int(slot)] == place else {
          step = Int(target)
          continue
        }
        fits = true
      case .assertion(let assertion): fits = holds(assertion, at: place)
      case .reference(let group, let ignoresCase):
        fits = repeats(Int(group), ignoresCase, &place)
      case .atomic(let end):
        fits = try once(step + 1, &place)
        if fits {
          step = Int(end)
          continue
        }
      case .lookAhead(let end, let isNegative):
        fits = try looksAhead(step + 1, at: place, isNegative: isNegative)
        if fits {
          step = Int(end)
          continue
        }
      case .success: return place
      }
      if fits {
        step += 1
      } else {
        guard try back(to: base, &step, &place) else { return nil }
      }
    }
  }

  /// Goes back to the last choice; false if there is none left above `base`.
  private mutating func back(to base: Int, _ step: inout Int, _ place: inout Int) throws -> Bool {
    while choices.count > base, let choice = choices.popLast() {
      switch choice {
      case .restore(let slot, let old): slots[Int(slot)] = old
      case .resume(let next, let start):
        (step, place) = (Int(next), start)
        return true
      case .shorten(let span, let first, let end):
        place = before(end)
        if place > first { choices.append(.shorten(step: span, first: first, place: place)) }
        step = Int(span) + 1
        return true
      case .lengthen(let span, let start, let count):
        guard case .span(let set, _, _, _) = steps[Int(span)] else { continue }
        place = start
        guard take(set, &place) else { continue }
        if count > 1 {
          choices.append(
            .lengthen(step: span, place: place, left: count == .max ? count : count - 1))
        }
        step = Int(span) + 1
        return true
      }
    }
    return false
  }

  @inline(__always)
  private mutating func push(_ choice: Choice) throws {
    choices.append(choice)
    if choices.count > Self.mostChoices {
      throw ValueError(
        .limit, "the pattern leaves more than \(Self.mostChoices) choices open in this string",
        help:
          "match shorter parts of the string, or write a pattern that can match in fewer ways"
      )
    }
  }

  private mutating func keep(_ slot: Int32, _ place: Int) throws {
    try push(.restore(slot: slot, place: slots[Int(slot)]))
    slots[Int(slot)] = place
  }

  // MARK: - Code points

  @inline(__always)
  private func take(_ set: Int32, _ place: inout Int) -> Bool {
    guard place < text.count else { return false }
    let byte = text[place]
    if byte < 0x80 {
      guard bits[Int(set)].contains(byte) else { return false }
      place += 1
      return true
    }
    guard program.sets[Int(set)].contains(scalar(at: place)) else { return false }
    place = after(place)
    return true
  }

  private func scalar(at place: Int) -> UInt32 {
    let lead = UInt32(text[place])
    if lead < 0x80 { return lead }
    let next = UInt32(text[place + 1] & 0x3F)
    if lead < 0xE0 { return (lead & 0x1F) << 6 | next }
    let third = UInt32(text[place + 2] & 0x3F)
    if lead < 0xF0 { return (lead & 0x0F) << 12 | next << 6 | third }
    return (lead & 0x07) << 18 | next << 12 | third << 6 | UInt32(text[place + 3] & 0x3F)
  }

  private mutating func span(
    _ set: Int32, _ least: Int32, _ most: Int32, _ effort: RegexProgram.Effort, _ step: Int,
    _ place: inout Int
  ) throws -> Bool {
    var count: Int32 = 0
    var first = place
    let wanted = effort == .lazy ? least : most
    while count < wanted, take(set, &place) {
      if count < .max - 1 { count += 1 }
      if count == least { first = place }
      try pause()
    }
    guard count >= least else { return false }
    if effort == .greedy, place > first {
      try push(.shorten(step: Int32(step), first: first, place: place))
    } else if effort == .lazy, most > least {
      let left = most == .max ? most : most - least
      try push(.lengthen(step: Int32(step), place: place, left: left))
    }
    return true
  }

  /// Matches what a group has matched; false if that has taken no part.
  private func repeats(_ group: Int, _ ignoresCase: Bool, _ place: inout Int) -> Bool {
    let (start, end) = (slots[2 * group], slots[2 * group + 1])
    guard start >= 0, end >= start else { return false }
    var (known, here) = (start, place)
    while known < end {
      guard here < text.count else { return false }
      let (a, b) = (scalar(at: known), scalar(at: here))
      guard a == b || ignoresCase && ScalarCase.folded(a) == ScalarCase.folded(b) else {
        return false
      }
      (known, here) = (after(known), after(here))
    }
    place = here
    return true
  }

  // MARK: - Assertions

  private func holds(_ assertion: RegexAssertion, at place: Int) -> Bool {
    switch assertion {
    case .textStart: place == 0
    case .textEnd: place == text.count
    case .lastLineEnd:
      place == text.count || isLineEnd(at: place) && afterLineEnd(place) == text.count
    case .lineStart: place == 0 || isLineEnd(at: before(place)) && !isInPair(place)
    case .lineEnd: place == text.count || isLineEnd(at: place) && !isInPair(place)
    case .wordBoundary: isWord(before: place) != isWord(at: place)
    case .noWordBoundary: isWord(before: place) == isWord(at: place)
    }
  }

  private func isLineEnd(at place: Int) -> Bool { ScalarProperty.isLineEnd(scalar(at: place)) }

  /// Whether a place is in the middle of `\r\n`.
  private func isInPair(_ place: Int) -> Bool {
    place > 0 && place < text.count && text[place] == 10 && text[place - 1] == 13
  }

  private func afterLineEnd(_ place: Int) -> Int {
    let next = after(place)
    return next < text.count && isInPair(next) ? next + 1 : next
  }

  private func isWord(at place: Int) -> Bool {
    guard place < text.count, let scalar = Unicode.Scalar(scalar(at: place)) else { return false }
    return ScalarProperty.isWord(scalar)
  }

  private func isWord(before place: Int) -> Bool { place > 0 && isWord(at: before(place)) }

  /// Matches steps without a way back into them; what they kept stays kept.
  private mutating func once(_ first: Int, _ place: inout Int) throws -> Bool {
    let base = choices.count
    guard let end = try run(Int32(first), at: place) else { return false }
    var kept = base
    for index in base..<choices.count {
      guard case .restore = choices[index] else { continue }
      choices[kept] = choices[index]
      kept += 1
    }
    choices.removeLast(choices.count - kept)
    place = end
    return true
  }

  private mutating func looksAhead(
    _ first: Int, at place: Int, isNegative: Bool
  ) throws -> Bool {
    let base = choices.count
    var end = place
    guard try once(first, &end) else { return isNegative }
    guard isNegative else { return true }
    while choices.count > base, case .restore(let slot, let old) = choices.removeLast() {
      slots[Int(slot)] = old
    }
    return false
  }
}
