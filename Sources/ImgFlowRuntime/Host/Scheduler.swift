import Dispatch
import Synchronization

/// Decides when the threads of a run go on. On a real machine that is the system; where time is simulated, one
/// thread at a time does, so that it is known when all of them wait.
public protocol Scheduler: Sendable {
  /// Whether work may be done alongside a script's own, before the script needs it.
  var allowsSideTasks: Bool { get }
  /// Announces a thread that the calling one is about to start, and returns its number.
  func announce() -> Int
  /// Called by an announced thread before it does anything else.
  func begin(_ thread: Int)
  /// An announced thread has ended, or could not be started.
  func end(_ thread: Int)
  /// Waits until announced threads have ended.
  func waitForEnd(of threads: [Int])
  /// Waits until a signal is given, once for each time that it is.
  func wait(for signal: Signal)
  func give(_ signal: Signal)
  /// Runs `body` when no other thread runs one under the same lock, even while that one waits.
  func alone<T>(_ lock: Signal, _ body: () throws -> T) rethrows -> T
  /// Cancels `scope` after a while, unless it has gone by then.
  func cancel(_ scope: Cancellation, afterMilliseconds milliseconds: Int)
}

/// What one thread of a run waits for and another one gives; and the name of a lock.
public final class Signal: Sendable {
  /// For the threads of a real machine.
  package let semaphore = DispatchSemaphore(value: 0)
  /// How often it was given and not yet taken, where a host counts that itself.
  package let given = Atomic<Int>(0)

  public init() {}
}

/// The system decides.
struct SystemScheduler: Scheduler {
  var allowsSideTasks: Bool { true }
  func announce() -> Int { 0 }
  func begin(_ thread: Int) {}
  func end(_ thread: Int) {}
  func waitForEnd(of threads: [Int]) {}
  func wait(for signal: Signal) { signal.semaphore.wait() }
  func give(_ signal: Signal) { signal.semaphore.signal() }
  func alone<T>(_ lock: Signal, _ body: () throws -> T) rethrows -> T { try body() }

  func cancel(_ scope: Cancellation, afterMilliseconds milliseconds: Int) {
    Deadlines.shared.cancel(scope, afterMilliseconds: milliseconds)
  }
}

extension Host {
  /// For hosts on which real time passes.
  public var scheduler: any Scheduler { SystemScheduler() }
}
