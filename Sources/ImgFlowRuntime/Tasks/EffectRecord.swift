import Synchronization

/// What came of something that must not be done twice.
package enum EffectOutcome: Sendable {
  /// The service refused it, or never heard of it.
  case refused
  case done
  /// It is unknown whether it was done: its response was lost, or did not say.
  case unknown
  /// It is unknown too, since the work was stopped while waiting for the response.
  case interrupted
}

/// What a part of a script has done, or may have done, that must not be done twice.
///
/// Each attempt of a `retry`, and each `timeout` and `parallel`, keeps its own record, so that the enclosing
/// work knows what would happen again, whatever becomes of the errors inside. Each place has the name of the
/// first that it is about: `expoze.createJob`.
package final class EffectRecord: Sendable {
  private struct State {
    var done: String?
    var unknown: String?
    var interrupted: String?

    var isEmpty: Bool { done == nil && unknown == nil && interrupted == nil }
  }

  private let state = Mutex(State())

  init() {}

  /// What was certainly done.
  var done: String? { state.withLock { $0.done } }
  /// What may have been done, whatever the reason.
  var open: String? { state.withLock { $0.interrupted ?? $0.unknown } }
  /// What was stopped while it waited for its response.
  var interrupted: String? { state.withLock { $0.interrupted } }

  /// Records the outcome of `name`.
  package func note(_ name: String, _ outcome: EffectOutcome) {
    state.withLock { state in
      switch outcome {
      case .refused: break
      case .done: state.done = state.done ?? name
      case .unknown: state.unknown = state.unknown ?? name
      case .interrupted: state.interrupted = state.interrupted ?? name
      }
    }
  }

  /// Notes all that `other` has.
  func note(_ other: EffectRecord) {
    let noted = other.state.withLock { $0.isEmpty ? nil : $0 }
    guard let noted else { return }
    if let name = noted.done { note(name, .done) }
    if let name = noted.unknown { note(name, .unknown) }
    if let name = noted.interrupted { note(name, .interrupted) }
  }
}

extension Evaluator {
  /// Performs an action that must not be done twice, and records its outcome.
  ///
  /// - Parameters:
  ///   - name: How messages name it: `expoze.createJob`.
  ///   - advice: How to see whether it was done.
  ///   - outcome: the outcome according to a result.
  /// - Throws: what `body` throws; an error that leaves it unknown whether it was done says so.
  package func once<T>(
    _ name: String, advice: String, outcome: (T) -> EffectOutcome = { _ in .done },
    _ body: () throws -> T
  ) throws -> T {
    do {
      let result = try body()
      effects.note(name, outcome(result))
      return result
    } catch let error as DetailedError where error.leavesOpen {
      effects.note(name, .unknown)
      throw error.withUnknownOutcome(advice: advice)
    } catch let stop as CancellationError where stop.isAfterSending {
      effects.note(name, .interrupted)
      throw stop
    }
  }

  /// Runs `body`, and notes in `record` what it does that must not be done twice.
  func recordingEffects<T>(in record: EffectRecord, _ body: () throws -> T) rethrows -> T {
    let outer = effects
    effects = record
    defer { effects = outer }
    return try body()
  }
}
