import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

/// Carries a vendor's work out: computes at once, and lets the result appear when the sandbox's clock says
/// that the work is over.
actor WorkRunner<Work: TimedWork> {
  private let work: Work
  private let database: StoreDatabase
  private let clock: SandboxClock
  private let outbox: Outbox
  private var running: [UUID: (endsAt: Date, task: Task<Void, Never>)] = [:]
  /// Why the next pieces of work will fail, one each.
  private var plannedFailures: [String] = []

  init(_ work: Work, _ services: SandboxServices) {
    self.work = work
    database = services.store.database
    clock = services.clock
    outbox = services.outbox
  }

  /// Begins work that is in the store.
  ///
  /// - Parameter reason: why it is to fail; nil if it may succeed.
  func start(_ item: Work.Item, failing reason: String? = nil) {
    begin(until: item.endsAt) { await self.run(item, failing: reason) }
  }

  /// Begins to send something; what becomes of it is in the log.
  func send(_ messages: [OutgoingMessage]) {
    guard !messages.isEmpty else { return }
    begin(until: clock.now) { [outbox] in await outbox.send(messages) }
  }

  /// Restarts work that a restart of the sandbox interrupted. Times are set anew, since a clock that ran fast
  /// may have been far ahead of the one that starts now.
  func resume() async throws {
    let now = clock.now
    let items = try await database.write { db in
      try Work.Item.filter(Work.Item.isOpen).fetchAll(db).map { item in
        try item.change(db) { $0.restart(at: now) }
      }
    }
    for item in items { start(item) }
  }

  /// Returns when all work that is over by the clock is done, and what it began that is over too.
  func settle() async {
    let now = clock.now
    while let task = running.values.first(where: { $0.endsAt <= now })?.task { await task.value }
  }

  /// Stops all work. Unfinished work stays so in the store.
  func cancelAll() async {
    plannedFailures = []
    let tasks = running.values.map(\.task)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func begin(until endsAt: Date, _ body: @escaping @Sendable () async -> Void) {
    let id = UUID()
    let task = Task {
      await body()
      self.running[id] = nil
    }
    running[id] = (endsAt, task)
  }

  private func run(_ item: Work.Item, failing reason: String?) async {
    let outcome: Result<Work.Output, any Error>
    do {
      if let reason { throw WorkFailure(reason) }
      outcome = .success(try await work.compute(item))
    } catch {
      outcome = .failure(error)
    }
    guard (try? await clock.sleep(until: item.endsAt)) != nil, !Task.isCancelled else { return }
    let messages = try? await database.writeWhenPossible { [work, now = clock.now] db in
      try work.finish(item, outcome, now, db)
    }
    await outbox.send(messages ?? [])
  }

  // MARK: - Failures that a test orders

  /// Makes the next work fail, as a control request says by `count` and `reason`.
  func failNext(_ fields: ControlFields, reason usual: String) throws -> Response {
    try fields.only("count", "reason")
    let count = try fields.int("count", in: 1...10_000) ?? 1
    let reason = try fields.text("reason") ?? usual
    plannedFailures += Array(repeating: reason, count: count)
    return .object(["count": .int(count), "reason": .string(reason)])
  }

  /// Why the work that is being ordered shall fail; nil in general.
  func takePlannedFailure() -> String? {
    plannedFailures.isEmpty ? nil : plannedFailures.removeFirst()
  }
}
