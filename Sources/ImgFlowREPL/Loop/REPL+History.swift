import ImgFlow

// The statements of earlier sessions.
extension REPL {
  /// Reads them, where someone can go back to them.
  func openHistory() {
    guard editor.isInteractive, let file = HistoryFile.named(by: { try? host.environment($0) })
    else { return }
    do throws(HistoryFile.Problem) {
      for entry in try file.read() { editor.remember(entry) }
      history = file
    } catch { complain(error, about: file) }
  }

  /// Keeps what was typed for later sessions, unless it begins with a space or holds a secret; removes
  /// entries that have become secret.
  func keep(_ text: String) {
    let found = secrets.note(text, of: session)
    guard let file = history else { return }
    do throws(HistoryFile.Problem) {
      if !found.isSecret, text.first != " " { try file.append(text) }
      if found.isNew {
        let session = session
        let exposed = found.exposed
        try file.remove { exposed.contains($0) || session.isSecret($0) }
      }
    } catch { complain(error, about: file) }
  }

  /// Says once that statements are not kept.
  private func complain(_ problem: HistoryFile.Problem, about file: HistoryFile) {
    history = nil
    note(
      "the history in \(file.path) is not used: \(problem.reason); set `IMGFLOW_HISTORY` to use another file"
    )
  }
}
