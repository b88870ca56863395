import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The loop: reads an entry, evaluates it, shows what came of it.
///
/// It is used on the main thread only.
package final class REPL {
  let session: Session
  let host: SystemHost
  let editor: any LineEditor
  let services: any ServiceProvider
  /// Where vendors are now.
  var choice: ServiceChoice
  /// Whether results and messages may be coloured.
  let usesColour: Bool
  /// The entries that succeeded, for saving them.
  var log: [LoggedEntry] = []
  /// All entries, by their numbers from 1.
  private(set) var entries: [String] = []
  /// The files that the session was saved to.
  var savedPaths: Set<String> = []
  /// What the next prompt starts with.
  var prefill = ""
  /// The script that was loaded last.
  var loadedPath: String?
  var history: HistoryFile?
  /// Knows which of the entries hold secrets.
  var secrets = SecretWatch()
  private var status: Int32?
  private var hasFailed = false

  /// What a session needs.
  package struct Setting {
    package var host: SystemHost
    package var services: any ServiceProvider
    package var choice: ServiceChoice
    package var limits: Interpreter.Options
    package var usesColour: Bool
    /// A script to start with.
    package var load: String?

    package init(
      host: SystemHost, services: any ServiceProvider, choice: ServiceChoice,
      limits: Interpreter.Options, usesColour: Bool, load: String? = nil
    ) {
      self.host = host
      self.services = services
      self.choice = choice
      self.limits = limits
      self.usesColour = usesColour
      self.load = load
    }
  }

  /// Runs a session to its end and returns the exit status.
  package static func run(_ setting: Setting) -> Int32 {
    Signals.catchAll()
    return REPL(setting).run(loading: setting.load)
  }

  init(_ setting: Setting, editor: (any LineEditor)? = nil) {
    host = setting.host
    services = setting.services
    choice = setting.choice
    usesColour = setting.usesColour
    session = Session(
      host: setting.host, library: setting.services.library(for: setting.choice),
      options: setting.limits)
    self.editor = editor ?? Editors.make(for: setting.host)
    self.editor.delegate = self
  }

  var console: Console { host.console }

  /// The columns and rows of the screen.
  var size: (columns: Int, rows: Int) { console.size }

  /// Writes to standard output, with secrets masked.
  func write(_ text: String) { console.write(session.masked(text)) }

  /// Writes a line to standard error, with secrets masked.
  func note(_ text: String) { console.note(session.masked(text)) }

  // MARK: - Loop

  private func run(loading path: String?) -> Int32 {
    greet()
    openHistory()
    if let path { attempt { try load(path) } }
    while status == nil {
      let text = prefill
      prefill = ""
      switch editor.read(prompt: prompt, text: text) {
      case .text(let text): take(text)
      case .interrupted: continue
      case .end: end()
      }
    }
    console.flush()
    return status ?? ExitStatus.success
  }

  /// Ends the loop.
  func quit(_ status: Int32? = nil) {
    // No one was there to see the failure.
    let isUnseen = !editor.isInteractive && hasFailed
    self.status = status ?? (isUnseen ? ExitStatus.failure : ExitStatus.success)
  }

  private func end() { quit(Signals.ending.map { 128 + $0 }) }

  private func greet() {
    guard editor.isInteractive else { return }
    let name = "ImgFlow \(Version.text) · "
    let whole = name + "Type `:help` for help, Ctrl-D to quit"
    write(dim(whole.count < size.columns ? whole : name + "`:help`, Ctrl-D quits") + "\n")
  }

  private var prompt: String {
    let name =
      switch choice {
      case .real(let profile): profile ?? ""
      case .sandbox, .sandboxAt: "sandbox"
      }
    let text = name + "> "
    return usesColour ? "\u{1B}[1;36m\(text)\u{1B}[0m" : text
  }

  func dim(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// Does what was typed.
  private func take(_ text: String) {
    let trimmed = text.trimmed
    guard !trimmed.isEmpty else { return }
    editor.remember(text)
    defer { keep(text) }
    if trimmed.hasPrefix(":") {
      attempt { try Commands.run(trimmed, in: self) }
    } else if let name = WordHelp.question(trimmed) {
      attempt { try Commands.run(":doc " + name, in: self) }
    } else if let hint = hint(for: trimmed) {
      note(hint)
    } else {
      entries.append(text)
      let start = ContinuousClock.now
      show(evaluate(text, name: "#\(entries.count)"), isSilent: trimmed.hasSuffix(";"))
      tellTime(since: start)
      lookAfterSandbox()
    }
  }

  /// Says how long an entry took when that was felt.
  private func tellTime(since start: ContinuousClock.Instant) {
    let elapsed = Duration.milliseconds(start.duration(to: .now))
    guard editor.isInteractive, elapsed >= 1000 else { return }
    write(dim(DurationText.elapsed(elapsed)) + "\n")
  }

  /// What to say to someone who looks for the way out, or for help.
  private func hint(for text: String) -> String? {
    guard session.binding(text) == nil else { return nil }
    switch text {
    case "exit", "quit": return "use `:quit` or Ctrl-D to quit; `exit()` is for scripts"
    case "help": return "type `:help` for help"
    default: return nil
    }
  }

  /// Performs an action of a command, and reports why it cannot be done.
  private func attempt(_ body: () throws -> Void) {
    do { try body() } catch let error as CommandError {
      report(error.message, help: error.help)
    } catch let error as SetupError {
      report(error.description, help: error.help)
    } catch let error as ValueError {
      report(error.message, help: error.help)
    } catch { report("\(error)") }
  }

  func noteFailure() { hasFailed = true }
}

extension StringProtocol {
  /// The text without white space around it.
  var trimmed: String {
    var text = self[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
