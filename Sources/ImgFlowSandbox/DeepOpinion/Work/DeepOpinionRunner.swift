import Foundation
import GRDB

/// Performs the work that calls order: computes at once, and lets the result appear when the sandbox's clock
/// says that the work is over. Its end is recorded once, with the notification.
actor DeepOpinionRunner {
  private let store: SandboxStore
  private let clock: SandboxClock
  private let worker: DeepOpinionWorker
  private let work: BackgroundWork
  private let outbox: Outbox
  /// Why the next tasks will fail, one each.
  private var plannedFailures: [String] = []

  init(_ services: SandboxServices) {
    store = services.store
    clock = services.clock
    worker = DeepOpinionWorker(store: services.store, workers: services.workers)
    work = BackgroundWork(clock: services.clock)
    outbox = services.outbox
  }

  /// Begins a task that is in the store.
  func start(_ task: DeepOpinion.Task) async {
    let failure = plannedFailures.isEmpty ? nil : plannedFailures.removeFirst()
    await work.start(until: task.endsAt) { await self.run(task, failure) }
  }

  /// Begins to send something; what becomes of it is in the log.
  func send(_ messages: [OutgoingMessage]) async {
    guard !messages.isEmpty else { return }
    await work.start(until: clock.now) { [outbox] in await outbox.send(messages) }
  }

  /// Restarts work that a restart of the sandbox interrupted. Times are set anew, since a clock that ran fast
  /// may have been far ahead of the one that starts now.
  func resume() async throws {
    let now = clock.now
    let tasks = try await store.database.write { db in
      try DeepOpinion.Task.filter(Column("finished") == nil).fetchAll(db).map { task in
        try task.change(db) { task in
          let length = task.endsAt.timeIntervalSince(task.startsAt)
          task.startsAt = now
          task.endsAt = now.addingTimeInterval(length)
        }
      }
    }
    for task in tasks { await start(task) }
  }

  /// Returns when all tasks that are over by the clock have their end recorded.
  func settle() async { await work.settle() }

  /// Stops all work. Unfinished tasks stay so in the store.
  func cancelAll() async {
    plannedFailures = []
    await work.cancelAll()
  }

  /// Makes the next `count` tasks fail.
  func failNext(_ count: Int, reason: String) {
    plannedFailures += Array(repeating: reason, count: count)
  }

  // MARK: - One task

  private func run(_ task: DeepOpinion.Task, _ failure: String?) async {
    let outcome: DeepOpinionWorker.Outcome
    do {
      if let failure {
        outcome = .failure(failure)
      } else {
        outcome = .success(try await worker.do(task))
      }
    } catch is CancellationError {
      return
    } catch {
      outcome = .failure(DeepOpinionWorker.reason(of: error))
    }
    guard (try? await clock.sleep(until: task.endsAt)) != nil, !_Concurrency.Task.isCancelled else {
      return
    }
    let now = clock.now
    try? await store.database.writeWhenPossible { db in try Self.finish(task, outcome, now, db) }
  }

  /// Records the end of a task, once, unless what it was for is gone. A result that cannot be stored, because
  /// its subject has changed, is a failure too: no client waits forever.
  private static func finish(
    _ task: DeepOpinion.Task, _ outcome: DeepOpinionWorker.Outcome, _ now: Date, _ db: Database
  ) throws {
    let open = DeepOpinion.Task.filter(key: task.id).filter(Column("finished") == nil)
    guard let task = try open.fetchOne(db) else { return }
    var failure: String?
    var text: String?
    switch outcome {
    case .failure(let reason): failure = reason
    case .success(let commit):
      do {
        try db.inSavepoint {
          text = try commit(db, now)
          return .commit
        }
        if text == nil {
          try task.delete(db)
          return
        }
      } catch {
        failure = DeepOpinionWorker.reason(of: error)
      }
    }
    try task.change(db) { task in
      task.finished = now
      task.failure = failure
    }
    _ = try DeepOpinion.Notification(
      id: nil, deepOpinionUserId: task.deepOpinionUserId,
      title: failure == nil ? task.kind.successTitle : task.kind.failureTitle,
      text: failure ?? text ?? "", created: now, type: failure == nil ? .info : .warning
    ).inserted(db)
  }
}

extension DeepOpinion.Task.Kind {
  fileprivate var successTitle: String {
    switch self {
    case .train: "Model is ready"
    case .analyse: "Analysis is finished"
    case .prepareSession: "Labeling session is ready"
    case .prepareCorrection: "Correction session is ready"
    case .fillGroup: "Document group is ready"
    case .clone: "Project is cloned"
    case .upload: "Documents are uploaded"
    case .extract: "Document is read"
    }
  }

  fileprivate var failureTitle: String {
    switch self {
    case .train: "Training failed"
    case .analyse: "Analysis failed"
    case .prepareSession: "Labeling session failed"
    case .prepareCorrection: "Correction session failed"
    case .fillGroup: "Document group failed"
    case .clone: "Cloning failed"
    case .upload: "Upload failed"
    case .extract: "Document could not be read"
    }
  }
}
