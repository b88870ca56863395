import Dispatch
import ImgFlowReports
import ImgFlowRuntime
import ImgFlowSyntax
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How progress is shown on standard error.
package enum ProgressStyle: Sendable {
  /// Live lines on a terminal, else lines when something starts and ends.
  case automatic
  case live
  case lines
  case none
}

/// Shows what is under way on standard error while it lasts.
///
/// A timer runs only while there is something to show.
final class ProgressReporter: ProgressDisplay {
  private struct State {
    var board = ProgressBoard()
    var isTicking = false
  }

  private static let interval = 100
  private let console: Console
  private let style: ProgressStyle
  private let source: @Sendable () -> String?
  private let state = Mutex(State())

  /// - Parameter source: where the responses of the run came from; nil if they came from real services.
  init(console: Console, style: ProgressStyle, source: @escaping @Sendable () -> String?) {
    self.console = console
    self.source = source
    self.style =
      switch style {
      case .automatic: console.errorIsTerminal && Console.terminalMovesCursor ? .live : .lines
      default: style
      }
  }

  func begin(_ label: String) -> Int {
    guard style != .none else { return 0 }
    let label = source().map { "\(label) (\($0))" } ?? label
    let (handle, mustStart) = state.withLock { state in
      defer { state.isTicking = true }
      return (state.board.begin(label, at: Self.now()), !state.isTicking)
    }
    if mustStart { scheduleTick() }
    return handle
  }

  func update(_ entry: Int, fraction: Double?, detail: String) {
    guard style != .none else { return }
    state.withLock { $0.board.update(entry, fraction: fraction, detail: detail) }
  }

  func end(_ entry: Int, outcome: String) {
    guard style != .none else { return }
    let line = state.withLock { $0.board.end(entry, outcome: outcome, at: Self.now()) }
    if style == .live { show() } else if let line { console.note(line) }
  }

  // MARK: - Ticking

  private func scheduleTick() {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Self.interval)) {
      self.tick()
    }
  }

  private func tick() {
    show()
    let goesOn = state.withLock { state in
      state.isTicking = !state.board.isEmpty
      return state.isTicking
    }
    if goesOn { scheduleTick() }
  }

  private func show() {
    // Drawn under the lock: lines that are older than others must not replace them.
    state.withLock { state in
      if style == .live {
        let size = console.size
        let height = min(size.rows / 2, 12)
        console.show(
          live: state.board.liveLines(at: Self.now(), width: size.columns - 1, height: height))
      } else {
        for line in state.board.linesDue(at: Self.now()) { console.note(line) }
      }
    }
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
