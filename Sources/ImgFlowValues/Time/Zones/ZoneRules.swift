/// What the clocks of a zone show: their offset from UTC, and what it is called.
package struct ZoneOffset: Hashable, Sendable {
  /// How far local time is ahead of UTC, in seconds.
  package let seconds: Int
  /// The abbreviation that people use, such as `CET`.
  package let abbreviation: String

  /// The largest distance from UTC that a zone may have, in seconds: RFC 9636 allows -25 to 26 hours.
  static let limit = 26 * 3600
}

/// When the offset of a zone changes, and to what.
struct ZoneChange: Sendable {
  /// The first instant of the new offset, in seconds since 1970.
  let at: Int
  let offset: ZoneOffset
}

/// The history of a zone's offsets, and the rule for its future. All instants are in seconds since 1970.
struct ZoneRules: Sendable {
  /// The offset before the first change.
  let first: ZoneOffset
  /// In the order of time.
  let changes: [ZoneChange]
  /// What applies after the last change; without it the last offset stays.
  let future: YearlyRule?

  func offset(at instant: Int) -> ZoneOffset {
    if let future, instant >= changes.last?.at ?? .min { return future.offset(at: instant) }
    let index = firstChange(after: instant)
    return index == 0 ? first : changes[index - 1].offset
  }

  /// Returns the changes after `start` up to and including `end`, in the order of time.
  func changes(after start: Int, through end: Int) -> [ZoneChange] {
    let known = changes[firstChange(after: start)..<firstChange(after: end)]
    let lastKnown = changes.last?.at ?? .min
    guard let future, end > lastKnown else { return Array(known) }
    return known + future.changes(after: max(start, lastKnown), through: end)
  }

  /// The index of the first change after an instant, or their number.
  private func firstChange(after instant: Int) -> Int {
    var (lower, upper) = (0, changes.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if changes[middle].at <= instant { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
