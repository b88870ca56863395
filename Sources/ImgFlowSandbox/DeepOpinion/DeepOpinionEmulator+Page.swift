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
    let rows = models.map { model -> HTML in
      let score = model.score.map { "F1 \($0)" } ?? "–"
      return """
        <tr><td>Model \(Int(model.number))</td><td>\(model.displayName)</td>
        <td>\(model.type.rawValue)</td><td>\(score)</td></tr>
        """
    }
    return """
      <h2>Models and work</h2>
      <div class="scroll"><table><tbody>\(HTML(joining: rows))
      \(HTML(joining: tasks.map { Self.row(DeepOpinionProgress(task: $0, now: now), $0) }))
      </tbody></table></div>
      """
  }

  private static func row(_ progress: DeepOpinionProgress, _ task: DeepOpinion.Task) -> HTML {
    let state = task.failure ?? (progress.isOver ? "done" : "\(Int(progress.percent)) %")
    return """
      <tr><td>Task \(Int(task.number))</td><td>\(task.kind.rawValue)</td>
      <td>project \(Int(task.deepOpinionProjectId))</td><td>\(state)</td></tr>
      """
  }
}
