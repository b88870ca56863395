import ImgFlowValues
import Synchronization

/// How far the items of a `parallel` are, shown once they take a while.
final class ParallelProgress: Sendable {
  private struct State {
    var items: ItemProgress
    var entry: Int?
    /// When it was last shown.
    var shown = 0
  }

  /// What is over sooner is not shown, and how often what is shown changes, in milliseconds.
  private static let (patience, pace) = (300, 100)
  private static let longestLabel = 40

  private let host: any Host
  private let redactor: Redactor
  private let label: String
  private let started: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - source: the source text of the items.
  ///   - total: how many there are; nil if that is not known.
  init(of source: String, total: Int?, _ e: Evaluator) {
    host = e.host
    redactor = e.interpreter.redactor
    let isShort = source.count <= Self.longestLabel && !source.contains { $0.isNewline }
    label = isShort ? source : "parallel"
    started = e.host.uptime()
    state = Mutex(State(items: ItemProgress(total: total)))
  }

  /// How an item came to its value.
  enum Origin {
    case done
    /// The journal had its result.
    case taken
    /// `once` had its values.
    case kept
  }

  /// An item has a value.
  func end(_ origin: Origin) {
    change { items in
      items.done += 1
      switch origin {
      case .done: break
      case .taken: items.taken += 1
      case .kept: items.kept += 1
      }
      return false
    }
  }

  /// An item has failed with a message.
  func fail(_ message: String, _ item: Value) {
    let message = redactor.redact(message)
    change { $0.fail(message, names: ItemNames.of(item)) }
  }

  /// - Parameter change: returns whether it is news.
  private func change(_ change: (inout ItemProgress) -> Bool) {
    let elapsed = host.uptime() - started
    state.withLock { state in
      let isNews = change(&state.items)
      guard elapsed >= Self.patience, isNews || elapsed - state.shown >= Self.pace else { return }
      show(&state, after: elapsed)
    }
  }

  /// No more items are worked on.
  func finish() {
    state.withLock { state in
      guard let entry = state.entry else { return }
      show(&state, after: host.uptime() - started)
      host.progress.end(entry, outcome: state.items.summary)
      state.entry = nil
    }
  }

  private func show(_ state: inout State, after elapsed: Int) {
    let entry = state.entry ?? host.progress.begin(label, as: .parallel)
    state.entry = entry
    state.shown = elapsed
    state.items.estimate(after: elapsed)
    host.progress.update(entry, items: state.items)
  }
}
