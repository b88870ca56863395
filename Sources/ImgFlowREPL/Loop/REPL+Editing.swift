import ImgFlow
import ImgFlowSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The choice of a line editor.
enum Editors {
  /// GNU Readline where someone sits at a terminal that can move its cursor, else the plain one.
  static func make(for host: SystemHost) -> any LineEditor {
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if isTerminal, Console.terminalMovesCursor {
      return ReadlineEditor(historySize: HistoryFile.size)
    }
    return PlainEditor(input: host.input, console: host.console, isInteractive: isTerminal)
  }
}

extension REPL: LineEditorDelegate {
  package func isComplete(_ text: String) -> Bool { StatementText(text).isComplete }

  package func indentation(after text: String) -> Int { StatementText(text).indentation }

  package func completions(in text: String, at offset: Int) -> Completions {
    Completer(session: session).completions(in: text, at: offset)
  }

  package func list(_ completions: Completions) -> String {
    CandidateList(completions.candidates, screen: screen).text
  }

  package func documentation(in text: String, at offset: Int) -> String? {
    WordHelp.word(in: text, at: offset).flatMap {
      WordHelp(session: session).text(for: $0, width: size.columns, usesColour: usesColour)
    }
  }
}
