import ImgFlow

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The choice of a line editor.
enum Editors {
  /// GNU Readline where somebody sits at a terminal that can move its cursor, else the plain one.
  static func make(for host: SystemHost) -> any LineEditor {
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let name = (try? host.environment("TERM")) ?? ""
    if isTerminal, !name.isEmpty, name != "dumb" {
      return ReadlineEditor(historySize: HistoryFile.size)
    }
    return PlainEditor(input: host.input, console: host.console, isInteractive: isTerminal)
  }
}

extension REPL: LineEditorDelegate {
  public func isComplete(_ text: String) -> Bool { StatementText(text).isComplete }

  public func indentation(behind text: String) -> Int { StatementText(text).indentation }

  public func completions(in text: String, at offset: Int) -> Completions {
    Completer(session: session).completions(in: text, at: offset)
  }

  public func list(_ completions: Completions) -> String {
    CandidateList(completions.candidates, screen: screen).text
  }

  public func documentation(in text: String, at offset: Int) -> String? {
    WordHelp.word(in: text, at: offset).flatMap {
      WordHelp(session: session).text(for: $0, width: size.columns, usesColour: usesColour)
    }
  }
}

// The statements of earlier sessions.
extension REPL {
  /// Reads them, where somebody can go back to them.
  func openHistory() {
    guard editor.isInteractive, let file = HistoryFile.named(by: { try? host.environment($0) })
    else { return }
    do throws(HistoryFile.Problem) {
      for entry in try file.read() { editor.remember(entry) }
      history = file
    } catch { complain(error, about: file) }
  }

  /// Keeps what was typed for later sessions, unless it begins with a space or shows a secret.
  func keep(_ text: String) {
    guard let file = history, text.first != " ", session.masked(text) == text,
      !SecretShape.isIn(text)
    else { return }
    do throws(HistoryFile.Problem) { try file.append(text) } catch { complain(error, about: file) }
  }

  /// Says once that statements are not kept.
  private func complain(_ problem: HistoryFile.Problem, about file: HistoryFile) {
    history = nil
    note(
      "the history in \(file.path) is not used: \(problem.reason); `IMGFLOW_HISTORY` names another file"
    )
  }
}
