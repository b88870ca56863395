import ImgFlow
import ImgFlowRuntime
import ImgFlowValues

/// The loop: reads a statement, evaluates it, shows what came of it.
///
/// It is used on the main thread only.
public final class REPL {
  let session: Session
  let console: Console
  let editor: any LineEditor
  /// Whether results and messages may be coloured.
  let usesColour: Bool
  private var isOver = false

  public init(session: Session, console: Console, editor: any LineEditor, usesColour: Bool) {
    self.session = session
    self.console = console
    self.editor = editor
    self.usesColour = usesColour
  }

  /// The columns and rows of the screen.
  var size: (columns: Int, rows: Int) { console.size }

  /// Writes to standard output, with secrets masked.
  func write(_ text: String) { console.write(session.masked(text)) }

  /// Writes a line to standard error, with secrets masked.
  func note(_ text: String) { console.note(session.masked(text)) }

  /// Evaluates a text as if it had been typed, but neither shows its value nor keeps it as `_`; tells
  /// what went wrong. For commands that take an expression, such as `:table jobs`.
  ///
  /// - Returns: the value; nil when there is none.
  func value(of text: String) -> Value? { nil }

  /// Ends the loop.
  func quit() { isOver = true }
}
