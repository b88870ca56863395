import Foundation
import GRDB

/// Something stored that is worked on until an instant of the sandbox's clock. Its end is then recorded, once.
protocol WorkItem: StoredRecord {
  /// Whether the end of a row is still to be recorded.
  static var isOpen: SQLExpression { get }
  var endsAt: Date { get }

  /// Sets its times as if it were ordered now.
  mutating func restart(at now: Date)
}

/// Work that takes as long as its times say.
protocol SpannedWorkItem: WorkItem {
  var startsAt: Date { get set }
  var endsAt: Date { get set }
}

extension SpannedWorkItem {
  mutating func restart(at now: Date) {
    (startsAt, endsAt) = (now, now.addingTimeInterval(endsAt.timeIntervalSince(startsAt)))
  }
}

extension WorkItem {
  /// The row as it is now; nil if it is gone or has its end.
  func ifOpen(_ db: Database) throws -> Self? {
    try Self.filter(key: try key(db)).filter(Self.isOpen).fetchOne(db)
  }
}

/// What a vendor's background work does with its items.
protocol TimedWork: Sendable {
  associatedtype Item: WorkItem
  associatedtype Output: Sendable

  /// Computes, before the item's time is over.
  func compute(_ item: Item) async throws -> Output

  /// Records the end of an item that is still open, and stores the messages that report it.
  func finish(
    _ item: Item, _ outcome: Result<Output, any Error>, _ now: Date, _ db: Database
  ) throws -> [OutgoingMessage]
}

/// Why work failed, as the user sees it.
struct WorkFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
