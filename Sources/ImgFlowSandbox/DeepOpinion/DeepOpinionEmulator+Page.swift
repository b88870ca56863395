import GRDB

extension DeepOpinionEmulator {
  private static let rowLimit = 24

  /// The models with their scores, and the work, the newest first.
  func pageSection() async throws -> HTML? {
    let now = clock.now
    let (models, tasks) = try await store.database.read { db in
      (
        try DeepOpinion.Model.order(Column("id").desc).limit(Self.rowLimit).fetchAll(db),
        try DeepOpinion.Task.order(Column("id").desc).limit(Self.rowLimit).fetchAll(db)
      )
    }
    guard !tasks.isEmpty else { return nil }
    let trained = PageTable(
      caption: "Models, newest first", headings: ["Model", "Name", "Type", "Score"],
      rows: models.map { model in
        let score = model.score.map { "F1 \($0)" } ?? "–"
        return [
          "\(Int(model.number))", "\(model.displayName)", "\(model.type.rawValue)", "\(score)",
        ]
      })
    let work = PageTable(
      caption: "Work, newest first", headings: ["Task", "Kind", "Project", "State"],
      rows: tasks.map { Self.row(DeepOpinionProgress(task: $0, now: now), $0) })
    return "<h2>Models and work</h2>\(models.isEmpty ? "" : trained.html)\(work.html)"
  }

  private static func row(_ progress: DeepOpinionProgress, _ task: DeepOpinion.Task) -> [HTML] {
    let state = task.failure ?? (progress.isOver ? "done" : "\(Int(progress.percent)) %")
    return [
      "\(Int(task.number))", "\(task.kind.rawValue)", "\(Int(task.deepOpinionProjectId))",
      "\(state)",
    ]
  }
}
