/// Shows how far something is that takes a while, and is told what happens in a run. Calls from several threads
/// are fine.
public protocol ProgressDisplay: Sendable {
  /// Starts an entry such as `expoze job 12` and returns its handle.
  func begin(_ label: String) -> Int
  /// Starts an entry of a kind.
  func begin(_ label: String, as kind: ProgressKind) -> Int
  /// Says how far it is: a share from 0 to 1 when it is known, and a word such as `processing`.
  func update(_ entry: Int, fraction: Double?, detail: String)
  /// Says how far the items of a `parallel` are.
  func update(_ entry: Int, items: ItemProgress)
  func end(_ entry: Int, outcome: String)
  /// Is told what happens in the run; nothing of it need be shown.
  func note(_ event: RunEvent)
}

extension ProgressDisplay {
  public func begin(_ label: String, as kind: ProgressKind) -> Int { begin(label) }
  public func update(_ entry: Int, items: ItemProgress) {
    update(entry, fraction: items.fraction, detail: items.summary)
  }
  public func note(_ event: RunEvent) {}
}

/// What an entry of the progress is about.
public enum ProgressKind: String, Sendable, CaseIterable {
  /// A `step` of the script.
  case stage
  /// Something is waited for: a job, a pause between two attempts, the end of a transfer.
  case wait
  /// The items of a `parallel`.
  case parallel
}

/// How far the items of a `parallel` are.
public struct ItemProgress: Sendable, Equatable {
  public var done = 0
  public var failed = 0
  /// How many of those that are done were taken from the journal.
  public var taken = 0
  /// How many of those that are done an earlier run had done, as `once` remembers.
  public var kept = 0
  /// How many there are; nil if that is not known yet.
  public let total: Int?
  private var failures = FailureReasons(most: 20)
  /// About how long the rest takes, in milliseconds; nil as long as that is a guess.
  public private(set) var left: Int?

  /// How many items make an estimate.
  private static let enough = 3

  public init(total: Int?) { self.total = total }

  /// Why items failed, in the order in which that was first seen; only the first few.
  public var reasons: [FailureReasons.Reason] { failures.all }

  /// Notes that an item has failed; returns whether none failed for this reason before.
  ///
  /// - Parameter names: what the item may be called in the message.
  public mutating func fail(_ message: String, names: [String] = []) -> Bool {
    failed += 1
    return failures.add(message, names: names)
  }

  /// Estimates the rest from what was worked on for `elapsed` milliseconds; what was done before took no time.
  public mutating func estimate(after elapsed: Int) {
    let worked = done + failed - taken - kept
    guard let total, worked >= Self.enough else {
      left = nil
      return
    }
    left = max(0, total - done - failed) * elapsed / worked
  }

  /// The share of items that have ended, from 0 to 1; nil if it is not known how many there are.
  public var fraction: Double? {
    total.map { $0 == 0 ? 1 : min(1, Double(done + failed) / Double($0)) }
  }

  /// `7 of 30, 1 failed, about 4 min left`.
  public var summary: String { phrase(withOrigins: true, failures: true, estimate: true) }

  /// Shorter summaries for where it does not fit: what matters least is left out first, the estimate last.
  public var shorterSummaries: [String] {
    [
      phrase(withOrigins: false, failures: true, estimate: true),
      phrase(withOrigins: false, failures: false, estimate: true),
      phrase(withOrigins: false, failures: false, estimate: false),
    ]
  }

  private func phrase(withOrigins: Bool, failures: Bool, estimate: Bool) -> String {
    var parts = [total.map { "\(done + failed) of \($0)" } ?? "\(done + failed)"]
    if failures, failed > 0 { parts.append("\(failed) failed") }
    if withOrigins, taken > 0 { parts.append("\(taken) from the journal") }
    if withOrigins, kept > 0 { parts.append("\(kept) from an earlier run") }
    if estimate, let left, total != done + failed {
      parts.append("about \(Self.rough(left)) left")
    }
    return parts.joined(separator: ", ")
  }

  /// A time that is only an estimate.
  private static func rough(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<10: return "\(max(1, seconds)) s"
    case ..<90: return "\((seconds + 5) / 10 * 10) s"
    case ..<5400: return "\((seconds + 30) / 60) min"
    default: return "\((seconds + 1800) / 3600) h"
    }
  }
}
