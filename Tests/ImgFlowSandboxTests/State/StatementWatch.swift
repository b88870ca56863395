import Synchronization

@testable import ImgFlowSandbox

/// Looks at how SQLite carries out every statement of every sandbox that the tests run. What the sandbox
/// reads for a request must not grow with what others stored, or faster than what the request is about.
final class StatementWatch: Sendable {
  static let shared = StatementWatch()

  private struct State {
    var new: [String] = []
    var seen: Set<String> = []
  }

  private let state = Mutex(State())

  func note(_ sql: String) {
    state.withLock { if $0.seen.insert(sql).inserted { $0.new.append(sql) } }
  }

  /// What is wrong with the statements that no one has looked at yet.
  func problems() throws -> [String] {
    let statements = state.withLock { state in
      defer { state.new = [] }
      return state.new
    }
    return statements.isEmpty ? [] : try StatementCheck.shared.get().problems(of: statements)
  }
}
