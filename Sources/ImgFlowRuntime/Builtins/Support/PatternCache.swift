import ImgFlowValues
import Synchronization

/// What has been made of patterns: a loop reads its pattern once.
///
///     static let patterns = PatternCache<NumberPattern>()
///     let pattern = try patterns[call.stringObject(1), NumberPattern.init]
final class PatternCache<Made: Sendable>: Sendable {
  private static var capacity: Int { 64 }

  private struct State {
    /// The one that was asked for last. A pattern in the source is one object, so comparing it is quick.
    var last: (pattern: StringObject, made: Made)?
    var known: [String: Made] = [:]
  }

  private let state = Mutex(State())

  /// What `make` makes of the pattern, now or at an earlier time.
  ///
  /// - Throws: what `make` throws.
  subscript(pattern: StringObject, make: (String) throws -> Made) -> Made {
    get throws {
      if let made = state.withLock({ $0.last?.pattern === pattern ? $0.last?.made : nil }) {
        return made
      }
      let text = pattern.text
      let made = try state.withLock { $0.known[text] } ?? make(text)
      state.withLock { state in
        if state.known.count >= Self.capacity { state.known.removeAll() }
        state.known[text] = made
        state.last = (pattern, made)
      }
      return made
    }
  }
}
