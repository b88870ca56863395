import ImgFlowRuntime
import Synchronization

/// What a rehearsal does not know, and goes on without: it says so, once for each thing.
package final class PlanNotes: Sendable {
  /// What is not known.
  package enum Subject: Hashable, Sendable {
    /// A program was not run.
    case program(String)
    /// A request of the script itself was not sent.
    case request(method: String, address: String)
    /// A vendor of the script answers as its declaration says.
    case declared(vendor: String)
    /// A listing has what the sandbox holds.
    case listing(operation: String)
    /// Something was not written to a pipe or device.
    case stream(path: String)
    /// A secret parameter was not given.
    case secret(parameter: String)
  }

  package struct Note: Sendable {
    package let subject: Subject
    /// Where that was first so: `night.imgflow:12:3`; nil if it is not about a call.
    package var place: String?
    package var count = 1
  }

  private struct State {
    var notes: [Note] = []
    /// The notes whose place is still to be said, by the thread.
    var pending: [Int: [Int]] = [:]
  }

  private let state = Mutex(State())

  init() {}

  /// All notes, in the order in which they were first made.
  package var all: [Note] { state.withLock { $0.notes } }

  /// Notes something.
  ///
  /// - Parameter thread: the one whose next step has the place; nil for what has none.
  func add(_ subject: Subject, on thread: Int?) {
    state.withLock { state in
      if let known = state.notes.firstIndex(where: { $0.subject == subject }) {
        state.notes[known].count += 1
        return
      }
      state.notes.append(Note(subject: subject))
      if let thread { state.pending[thread, default: []].append(state.notes.count - 1) }
    }
  }

  /// Says where what a thread has noted lately was.
  func place(_ place: String, on thread: Int) {
    state.withLock { state in
      for index in state.pending.removeValue(forKey: thread) ?? [] {
        state.notes[index].place = place
      }
    }
  }

  /// Notes that a secret parameter was not given.
  package func addMissing(parameter: String) { add(.secret(parameter: parameter), on: nil) }
}
