import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// Where all that a monitor wants to know of a run comes together: progress, steps, requests, messages, the end. It
/// counts, and writes an event for each if someone has asked for events.
package final class RunWatch: Sendable {
  /// The version of the events, `v` in each.
  static let version = 1

  private struct State {
    var tally = RunTally()
    var run: String?
    var emit: (@Sendable (String) -> Void)?
    var files: [String] = []
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Int
  private let mask: @Sendable (String) -> String

  /// - Parameters:
  ///   - now: the time in milliseconds since 1970.
  ///   - mask: masks the secrets in a text.
  init(
    now: @escaping @Sendable () -> Int, mask: @escaping @Sendable (String) -> String
  ) {
    (self.now, self.mask) = (now, mask)
  }

  /// What the run has done so far.
  package var tally: RunTally { state.withLock { $0.tally } }

  /// The files that it has written.
  package var files: [String] { state.withLock { $0.files } }

  /// Whether events are written.
  var isWriting: Bool { state.withLock { $0.emit != nil } }

  /// From now on each event is given to `emit`: a line of JSON, with its end.
  ///
  /// - Parameter run: the ID of the run; nil if nothing of it is recorded.
  package func write(run: String?, to emit: @escaping @Sendable (String) -> Void) {
    state.withLock { ($0.run, $0.emit) = (run, emit) }
  }

  func note(files: [String]) { state.withLock { $0.files += files } }

  // MARK: - Events

  func note(_ event: RunEvent) {
    state.withLock { state in
      state.tally.add(event)
      guard state.emit != nil else { return }
      switch event {
      case .workBegan, .workEnded: break
      case .stepBegan(let step):
        write(RunEventFields.of(step), as: "step.start", step.number, &state)
      case .stepEnded(let step, let outcome, let took):
        write(
          RunEventFields.of(step) + RunEventFields.of(outcome) + [("took", .int(took))],
          as: "step.end", step.number, &state)
      case .attempt(let attempt):
        write(RunEventFields.of(attempt), as: "attempt", nil, &state)
      }
    }
  }

  /// Writes an event.
  ///
  /// - Parameter fields: what it has besides those that every event has; asked for only if events are written.
  package func write(_ type: String, _ fields: @autoclosure () -> [(String, Value)]) {
    guard state.withLock({ $0.emit != nil }) else { return }
    let fields = fields()
    state.withLock { write(fields, as: type, nil, &$0) }
  }

  /// Written under the lock, so that the events are in the order of their times.
  private func write(
    _ fields: [(String, Value)], as type: String, _ step: Int?, _ state: inout State
  ) {
    guard let emit = state.emit else { return }
    let all: [(String, Value)] =
      [
        ("v", .int(Self.version)), ("ts", .time(milliseconds: now())), ("type", .string(type)),
        ("run", state.run.map(Value.string) ?? .null), ("step", step.map(Value.int) ?? .null),
      ] + fields.map { ($0, masked($1)) }
    guard let line = try? JSON.text(of: .heap(RecordObject(all))) else { return }
    emit(line + "\n")
  }

  private static let longestText = 500

  /// A value without secrets and with an end to its texts, so that a line fits what pipes take at once.
  private func masked(_ value: Value) -> Value {
    if let text = value.asString { return .string(cut(mask(text))) }
    if let record = value.asRecord {
      let fields = zip(record.keys, record.values).map { ($0.text, masked($1)) }
      return (try? RecordObject(fields)).map(Value.heap) ?? .null
    }
    if let items = value.asItems { return (try? .list(items.map(masked))) ?? .null }
    return value
  }

  private func cut(_ text: String) -> String {
    text.count <= Self.longestText ? text : text.prefix(Self.longestText - 1) + "…"
  }
}
