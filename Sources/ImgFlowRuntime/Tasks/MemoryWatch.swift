import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Checks the memory of a run now and then, whatever its threads are doing: the machine stays usable, and the
/// script ends with a message instead of a signal.
final class MemoryWatch: Sendable {
  /// How often it looks, in milliseconds.
  private static let tick = 20

  private let isOver = Atomic<Bool>(false)

  /// Starts to watch; `end` must be called when the run is over.
  init(_ run: RunScope) {
    EvaluatorThread.detach(stackSize: 1 << 16) { [self, weak run] in
      while !isOver.load(ordering: .relaxed), let run {
        usleep(UInt32(Self.tick * 1_000))
        let isStopped = run.cancellation.isCancelled
        do { try run.checkMemory() } catch {
          // Deferred code has some memory to spare, and must keep to that.
          if isStopped { return run.cancellation.endGrace(.memory) }
        }
      }
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }
}
