import Foundation
import Synchronization

/// The places before and after each write to a journal, where a test kills the program: at the one that
/// `IMGFLOW_TEST_KILL_AT` counts, from 1.
enum KillPoint {
  private static let chosen = ProcessInfo.processInfo.environment["IMGFLOW_TEST_KILL_AT"]
    .flatMap(Int.init)
  private static let passed = Atomic<Int>(0)

  static func pass() {
    guard let chosen else { return }
    if passed.add(1, ordering: .relaxed).newValue == chosen { kill(getpid(), SIGKILL) }
  }
}
