import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Owns standard output and standard error, so that results, messages and progress never tear each
/// other.
///
/// Output to a terminal is written at once. Other output is buffered until there is much of it, or something
/// else is about to happen: a message, a wait, the end. So both streams stay in order if they go to one file,
/// and no one waits for a result that is already known.
package final class Console: Sendable {
  package let outputIsTerminal: Bool
  package let errorIsTerminal: Bool
  /// Whether the program was started without these streams.
  let outputIsClosed: Bool
  let errorIsClosed: Bool

  /// What a message on standard error is.
  package enum Message: String, Sendable {
    /// A line of the script's `log`.
    case log
    /// Something that is good to know.
    case note
    case warning
    /// What the progress says where it has no terminal.
    case progress
    /// A diagnostic, or how the run ended: it looks the same everywhere, so that programs can read it.
    case error
  }

  /// What messages are copied to.
  package struct Copies: Sendable {
    /// Given each message as a line of a log, with its time.
    package var log: (@Sendable (String) -> Void)?
    /// Given each message.
    package var watch: (@Sendable (Message, String) -> Void)?
    /// Whether standard error is for something else.
    package var isOnly = false

    package init() {}
  }

  private struct State {
    /// What messages are copied to.
    var copies = Copies()
    /// Output that has not been written yet.
    var pending: [UInt8] = []
    /// The lines of progress below everything else.
    var live: [String] = []
    /// How many of them are drawn just now.
    var drawn = 0
    /// Whether the last output did not end its line.
    var isMidLine = false
    /// Why standard output could not be written, as `errno` says.
    var failure: Int32?
  }

  private static let capacity = 1 << 16
  private let state = Mutex(State())
  private let onFailure: @Sendable () -> Void
  private let isStopped: @Sendable () -> Bool
  private let stampsLines: Bool

  /// - Parameters:
  ///   - stampsLines: whether messages begin with the time where no terminal shows them.
  ///   - isStopped: whether the run is to stop, and with it waiting for a reader that does not read.
  ///   - onFailure: called at most once, on the first failure to write the output, such as a closed pipe.
  package init(
    stampsLines: Bool = false,
    isStopped: @escaping @Sendable () -> Bool = { false },
    onFailure: @escaping @Sendable () -> Void = {}
  ) {
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    outputIsClosed = StandardStreams.isClosed(output: STDOUT_FILENO)
    errorIsClosed = StandardStreams.isClosed(output: STDERR_FILENO)
    self.stampsLines = stampsLines && !errorIsTerminal
    self.isStopped = isStopped
    self.onFailure = onFailure
  }

  /// Writes to standard output, exactly as it is.
  package func write(_ text: String) {
    let failed = state.withLock { state -> Bool in
      guard state.failure == nil else { return false }
      if outputIsTerminal {
        erase(&state)
        state.pending += text.utf8
        let failed = flush(&state)
        draw(&state)
        return failed
      }
      state.pending += text.utf8
      return state.pending.count >= Self.capacity ? flush(&state) : false
    }
    if failed { onFailure() }
  }

  /// Copies messages from now on.
  package func copy(to copies: Copies) { state.withLock { $0.copies = copies } }

  /// Writes a line to standard error, after all output so far.
  package func note(_ text: String, as message: Message = .note) {
    let copies = state.withLock(\.copies)
    copies.watch?(message, LogLine.plain(text))
    copies.log?(LogLine.of(text))
    if !copies.isOnly {
      tellAfterOutput(stampsLines && message != .error ? LogLine.of(text) : text + "\n")
    } else {
      flush()
    }
  }

  /// Writes a line that is an event to standard error.
  package func emit(_ line: String) { tellAfterOutput(line) }

  private func tellAfterOutput(_ text: String) {
    let failed = state.withLock { state -> Bool in
      let failed = flush(&state)
      erase(&state)
      // There is no one left to report to if messages cannot be written.
      tell(text)
      draw(&state)
      return failed
    }
    if failed { onFailure() }
  }

  /// Writes a question without ending the line: to the terminal that the reply comes from.
  func prompt(_ text: String) {
    flush()
    guard !text.isEmpty else { return }
    tell(text, to: outputIsTerminal ? STDOUT_FILENO : STDERR_FILENO)
  }

  /// Ends the last line of the output where that has not been done.
  package func endLine() {
    flush()
    if state.withLock(\.isMidLine) { write("\n") }
  }

  /// Notes that the last line of the output has ended, as when someone presses Enter after it.
  package func noteLineEnd() { state.withLock { $0.isMidLine = false } }

  /// Leaves the line on which the terminal has shown the `^C` of an interruption.
  package func leaveInterruptedLine() {
    state.withLock { state in
      // Progress is erased with what comes after it.
      let isProgress = state.drawn > 0
      erase(&state)
      if !isProgress { tell("\n") }
    }
  }

  /// Writes the buffered output.
  package func flush() {
    if state.withLock({ flush(&$0) }) { onFailure() }
  }

  /// Why standard output could not be written.
  package enum Failure: Sendable {
    /// The output is no longer read, as when `head` has seen enough.
    case closed
    /// Something else, in words.
    case failed(String)

    fileprivate init(_ code: Int32) {
      self = code == EPIPE ? .closed : .failed(FileFailure.reason(code))
    }
  }

  /// Why standard output could not be written; nil if it could.
  package var failure: Failure? { state.withLock { $0.failure }.map(Failure.init) }

  /// Why standard output could not be written for the first time, through whatever console.
  package static var firstFailure: Failure? { first.withLock { $0 }.map(Failure.init) }

  private static let first = Mutex<Int32?>(nil)

  /// Whether the terminal, if there is one, obeys the sequences that move its cursor and colour text.
  package static var terminalMovesCursor: Bool {
    let name = (try? SystemText.variable("TERM")) ?? ""
    return !name.isEmpty && name != "dumb"
  }

  /// The columns and rows of the terminal that shows messages.
  package var size: (columns: Int, rows: Int) {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (80, 24)
  }

  // MARK: - Live lines

  /// Shows `lines` below everything else, in place of the ones before; none to take them away.
  func show(live lines: [String]) {
    state.withLock { state in
      guard lines != state.live || state.drawn != lines.count else { return }
      erase(&state)
      state.live = lines
      draw(&state)
    }
  }

  private func erase(_ state: inout State) {
    guard state.drawn > 0 else { return }
    let up = String(repeating: "\u{1B}[1A\u{1B}[2K", count: state.drawn - 1)
    tell("\r\u{1B}[2K\(up)")
    state.drawn = 0
  }

  private func draw(_ state: inout State) {
    guard !state.live.isEmpty, !(outputIsTerminal && state.isMidLine) else { return }
    tell(state.live.joined(separator: "\n"))
    state.drawn = state.live.count
  }

  // MARK: - Writing

  /// Returns whether this is the write that failed.
  private func flush(_ state: inout State) -> Bool {
    guard !state.pending.isEmpty, state.failure == nil else { return false }
    state.isMidLine = state.pending.last != UInt8(ascii: "\n")
    var rest = state.pending[...]
    do {
      try Descriptor.write(&rest, to: STDOUT_FILENO, patience())
    } catch let failure as Descriptor.Failure {
      state.failure = failure.code
      Self.first.withLock { $0 = $0 ?? failure.code }
    } catch {
      // The work must stop; the next flush writes its output.
      state.pending = Array(rest)
      return false
    }
    state.pending.removeAll(keepingCapacity: true)
    return state.failure != nil
  }

  /// Writes a message to the person at the terminal. There is no one left to report to if it cannot be
  /// written.
  private func tell(_ text: String, to descriptor: Int32 = STDERR_FILENO) {
    try? Descriptor.write(Array(text.utf8), to: descriptor, patience())
  }

  /// How long a run that is to stop waits for a reader that does not read, in milliseconds.
  private static let patience = 1000

  /// A check that ends waiting for a reader: at once if the work of this thread is to stop, after a while if
  /// the run is.
  private func patience() -> () throws -> Void {
    var end: ContinuousClock.Instant?
    return { [isStopped] in
      try Checkpoint.pass()
      guard isStopped() else { return }
      let now = ContinuousClock.now
      let last = end ?? now + .milliseconds(Self.patience)
      end = last
      if now > last { throw Descriptor.Failure(code: ETIMEDOUT) }
    }
  }
}
