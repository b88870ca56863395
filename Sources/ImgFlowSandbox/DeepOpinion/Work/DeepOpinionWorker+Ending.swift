import Foundation
import GRDB

extension DeepOpinionWorker {
  /// Records the end of a task, with the notification, unless what it was for is gone. A result that cannot
  /// be stored, because its subject has changed, is a failure too: no client waits forever.
  func finish(
    _ task: DeepOpinion.Task, _ outcome: Result<Commit, any Error>, _ now: Date, _ db: Database
  ) throws -> [OutgoingMessage] {
    guard let task = try task.ifOpen(db) else { return [] }
    var failure: String?
    var text: String?
    do {
      let commit = try outcome.get()
      try db.inSavepoint {
        text = try commit(db, now)
        return .commit
      }
      if text == nil {
        try task.delete(db)
        return []
      }
    } catch {
      failure = Self.reason(of: error)
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
    return []
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
