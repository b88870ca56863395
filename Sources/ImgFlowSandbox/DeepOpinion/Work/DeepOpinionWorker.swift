import Foundation
import GRDB

/// What the tasks do, each kind in its own file.
struct DeepOpinionWorker: TimedWork {
  let store: SandboxStore
  let workers: ImageWorkers

  /// Stores what a task came to and returns the text of its notification; nil when what it was for is
  /// gone.
  typealias Commit = @Sendable (Database, Date) throws -> String?

  func compute(_ task: DeepOpinion.Task) async throws -> Commit {
    switch task.kind {
    case .train: try await train(task)
    case .analyse: try await analyse(task)
    case .prepareSession: prepareSession(task)
    case .prepareCorrection: try await prepareCorrection(task)
    case .fillGroup: fillGroup(task)
    case .clone: clone(task)
    case .upload: try upload(task)
    case .extract: { _, _ in "The document was read." }
    }
  }

  /// What a failed task says.
  static func reason(of error: any Error) -> String {
    switch error {
    case let fault as TrainingFault: fault.message
    case let refusal as Refusal: refusal.text
    default: String(describing: error)
    }
  }

  // MARK: - Small tasks

  private func prepareSession(_ task: DeepOpinion.Task) -> Commit {
    { db, now in
      guard let session = try DeepOpinion.Annotation.fetchOne(db, key: task.subjectId) else {
        return nil
      }
      try session.finishIfComplete(db, now)
      return "Your labeling session '\(session.name ?? "")' is ready."
    }
  }

  private func fillGroup(_ task: DeepOpinion.Task) -> Commit {
    { db, _ in
      try DeepOpinion.Group.fetchOne(db, key: task.subjectId).map {
        "Your document group '\($0.name ?? "")' is ready."
      }
    }
  }

  private func upload(_ task: DeepOpinion.Task) throws -> Commit {
    let drafts = try JSONDecoder().decode([DocumentDraft].self, from: Data(task.content.utf8))
    return { db, _ in
      guard let project = try DeepOpinion.Project.fetchOne(db, key: task.deepOpinionProjectId)
      else { return nil }
      for draft in try project.adopted(drafts, db) {
        _ = try draft.insert(into: project.number, db)
      }
      return "\(drafts.count) documents were uploaded."
    }
  }
}
