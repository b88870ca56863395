// Only builds of tests have it, and this target is part of others too.
#if canImport(Testing)
  import Foundation
  import Testing

  /// Tests that wait for programs, terminals or scripts without suspending.
  ///
  /// All tasks of a process share as many threads as it has processors. A test that blocked one of them would hold up
  /// the servers of other tests, whose clients then give up. So each of these runs on threads of its own.
  public struct BlockingTests: SuiteTrait, TestTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
      for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
      try await withTaskExecutorPreference(Threads()) { try await function() }
    }

    /// Runs every job on a thread of its own.
    private final class Threads: TaskExecutor {
      func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        // The executor lives until its last job has run.
        Thread.detachNewThread { [self] in
          withExtendedLifetime(self) { job.runSynchronously(on: executor) }
        }
      }
    }
  }

  extension Trait where Self == BlockingTests {
    /// The tests may block the threads that they run on.
    public static var blocking: BlockingTests { BlockingTests() }
  }
#endif
