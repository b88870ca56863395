import Synchronization

/// Counts the steps of a run when there is a limit for them: calls, and turns of loops.
///
/// Evaluators look at one flag before every step; while steps are counted that flag is this one, which is
/// always raised, so that a run without a limit pays nothing.
///
/// Sendable: the pointer never changes, and what it points to is atomic.
final class StepMeter: @unchecked Sendable {
  let flag: UnsafeMutablePointer<Atomic<Bool>>
  private let left: Atomic<Int>

  init(limit: Int) {
    flag = .allocate(capacity: 1)
    flag.initialize(to: Atomic(true))
    left = Atomic(limit)
  }

  deinit {
    flag.deinitialize(count: 1)
    flag.deallocate()
  }

  /// Counts one step; false for the first one too many. What follows it is deferred code, which ends
  /// by itself or by its deadline.
  func take() -> Bool { left.subtract(1, ordering: .relaxed).newValue != -1 }
}
