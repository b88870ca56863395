import Dispatch
import ImgFlowReports
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
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
    var watched: [Int: Watched] = [:]
  }

  /// What events say of an entry.
  private struct Watched {
    let kind: ProgressKind
    let label: String
    let start: Int
    /// When an event last said how far it is.
    var told: Int?
  }

  private static let interval = 100
  private let console: Console
  private let style: ProgressStyle
  private let watch: RunWatch
  private let source: @Sendable () -> String?
  private let state = Mutex(State())

  /// - Parameters:
  ///   - watch: is told of all that is shown, and of what is not.
  ///   - source: where the responses of the run came from; nil if they came from real services.
  init(
    console: Console, style: ProgressStyle, _ watch: RunWatch,
    source: @escaping @Sendable () -> String?
  ) {
    self.console = console
    self.watch = watch
    self.source = source
    self.style =
      switch style {
      case .automatic: console.errorIsTerminal && Console.terminalMovesCursor ? .live : .lines
      default: style
      }
  }

  func begin(_ label: String) -> Int { begin(label, as: .wait) }

  func begin(_ label: String, as kind: ProgressKind) -> Int {
    guard isNeeded else { return 0 }
    let label = source().map { "\(label) (\($0))" } ?? label
    let (handle, line, mustStart) = state.withLock { state in
      let handle = state.board.begin(
        label, at: Self.now(), isStage: kind == .stage, isFirst: kind == .parallel)
      let line = kind == .stage ? state.board.announce(handle, at: Self.now()) : nil
      let mustStart = style != .none && !state.isTicking
      if mustStart { state.isTicking = true }
      state.watched[handle] = Watched(kind: kind, label: label, start: Self.now())
      return (handle, line, mustStart)
    }
    watch.write("\(kind.rawValue).start", [("entry", .int(handle)), ("label", .string(label))])
    if let line, style == .lines { console.note(line, as: .progress) }
    if mustStart { scheduleTick() }
    return handle
  }

  func update(_ entry: Int, fraction: Double?, detail: String) {
    guard isNeeded else { return }
    let isNews = state.withLock { $0.board.update(entry, fraction: fraction, detail: detail) }
    tell(
      entry, isDue: isNews,
      [
        ("fraction", fraction.map(Value.float) ?? .null),
        ("detail", detail.isEmpty ? .null : .string(detail)),
      ])
  }

  func update(_ entry: Int, items: ItemProgress) {
    guard isNeeded else { return }
    _ = state.withLock { state in
      state.board.update(
        entry, fraction: items.fraction, detail: items.summary, shorter: items.shorterSummaries,
        notes: items.reasons.map { "\($0.count) × \($0.text)" })
    }
    tell(entry, isDue: items.done + items.failed == items.total, RunEventFields.of(items))
  }

  func end(_ entry: Int, outcome: String) {
    guard isNeeded else { return }
    let now = Self.now()
    let (line, watched) = state.withLock { state in
      (
        state.board.end(entry, outcome: outcome, at: now),
        state.watched.removeValue(forKey: entry)
      )
    }
    if let watched {
      watch.write(
        "\(watched.kind.rawValue).end",
        [
          ("entry", .int(entry)), ("label", .string(watched.label)), ("outcome", .string(outcome)),
          ("took", .int(now - watched.start)),
        ])
    }
    if style == .live {
      show()
    } else if style == .lines, let line {
      console.note(line, as: .progress)
    }
  }

  func note(_ event: RunEvent) { watch.note(event) }

  // MARK: - Watching

  private var isNeeded: Bool { style != .none || watch.isWriting }

  /// How often an event says how far an entry is, in milliseconds, where it changes all the time.
  private static let pace = 1000

  private func tell(_ entry: Int, isDue: Bool, _ fields: [(String, Value)]) {
    let now = Self.now()
    let watched = state.withLock { state -> Watched? in
      guard var watched = state.watched[entry],
        isDue || now - (watched.told ?? watched.start) >= Self.pace
      else { return nil }
      watched.told = now
      state.watched[entry] = watched
      return watched
    }
    guard let watched else { return }
    watch.write(
      "progress", [("entry", .int(entry)), ("label", .string(watched.label))] + fields)
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
        for line in state.board.linesDue(at: Self.now()) { console.note(line, as: .progress) }
      }
    }
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
