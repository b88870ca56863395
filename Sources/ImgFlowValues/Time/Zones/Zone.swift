/// A time zone: how far its clocks are ahead of UTC at each instant. All instants and local times are in
/// milliseconds since 1970-01-01T00:00:00, in UTC and by the zone's clocks.
package final class Zone: Sendable {
  /// The name in the zone database, such as `Europe/Berlin`, or an offset such as `+02:00`.
  package let name: String
  private let rules: ZoneRules

  /// The instants that it knows offsets of: a hundred million days before and after 1970, as in ECMAScript.
  package static let instants = -8_640_000_000_000_000...8_640_000_000_000_000

  package static let utc = Zone("UTC", ZoneOffset(seconds: 0, abbreviation: "UTC"))

  init(_ name: String, _ rules: ZoneRules) { (self.name, self.rules) = (name, rules) }

  private convenience init(_ name: String, _ offset: ZoneOffset) {
    self.init(name, ZoneRules(first: offset, changes: [], future: nil))
  }

  /// The zone of a rule alone.
  convenience init(_ name: String, _ rule: YearlyRule) {
    self.init(name, ZoneRules(first: rule.standard, changes: [], future: rule))
  }

  /// The zone of a fixed offset, which is named by it.
  ///
  /// - Parameter seconds: how far ahead of UTC it is.
  package convenience init(offset seconds: Int) {
    let name = TimeText.offset(seconds)
    self.init(name, ZoneOffset(seconds: seconds, abbreviation: name))
  }

  package func offset(at instant: Int) -> ZoneOffset { rules.offset(at: instant.floored(by: 1000)) }

  /// Returns what the clocks show.
  package func local(_ instant: Int) -> Int { instant &+ offset(at: instant).seconds &* 1000 }

  /// When the clocks of a zone show a local time.
  package enum Showing: Equatable, Sendable {
    /// Once, or at each of several instants, the earliest first: clocks are set back over it.
    case at([Int])
    /// Never: clocks are set forward over it.
    ///
    /// - Parameters:
    ///   - change: the instant at which they are.
    ///   - offset: theirs before it, in milliseconds.
    case skipped(change: Int, offset: Int)
  }

  package func showing(of local: Int) -> Showing {
    let (second, fraction) = (local.floored(by: 1000), local.modulo(1000))
    let margin = ZoneOffset.limit + 1
    var start = second - margin
    var current = rules.offset(at: start).seconds
    var found: [Int] = []
    var skipped: Showing?
    let changes = rules.changes(after: start, through: second + margin)
    for change in changes {
      let instant = second - current
      if (start..<change.at).contains(instant) { found.append(instant &* 1000 &+ fraction) }
      if (change.at + current..<max(change.at + current, change.at + change.offset.seconds))
        .contains(second)
      {
        skipped = skipped ?? .skipped(change: change.at &* 1000, offset: current * 1000)
      }
      (start, current) = (change.at, change.offset.seconds)
    }
    if second - current >= start { found.append((second - current) &* 1000 &+ fraction) }
    return found.isEmpty ? skipped ?? .at([local]) : .at(found)
  }

  /// Returns the instant of a local time. Of two, it is the earlier; a local time that clocks skip is read by
  /// the offset before they do, and so is as much later as they skip: `02:30` becomes `03:30`.
  ///
  /// Python's `fold=0`, the `compatible` of JavaScript's Temporal, and java.time's `ofLocal` choose the same.
  package func instant(ofLocal local: Int) -> Int {
    switch showing(of: local) {
    case .at(let instants): instants.first ?? local
    case .skipped(_, let offset): local &- offset
    }
  }

  /// Returns the first instant at which clocks show a local time, or at which they have skipped it.
  package func start(ofLocal local: Int) -> Int {
    switch showing(of: local) {
    case .at(let instants): instants.first ?? local
    case .skipped(let change, _): change
    }
  }

  /// Returns the last instant up to `instant` at which clocks show a local time, or have skipped it.
  package func last(ofLocal local: Int, until instant: Int) -> Int {
    switch showing(of: local) {
    case .at(let instants): instants.last { $0 <= instant } ?? instants.first ?? local
    case .skipped(let change, _): change
    }
  }
}
