#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A state that one thread at a time may look at, and that the thread holding it may take again at once.
///
/// On Linux `Mutex` hands itself over to the thread that has waited longest. With many threads and short work
/// between two uses that causes an endless queue, and a context switch for each use: a lock convoy (Blasgen,
/// Gray, Mitoma and Price, "The convoy phenomenon", 1979).
///
/// Sendable: `state` is only touched while `mutex` is held.
final class BargingLock<State: ~Copyable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  @exclusivity(unchecked) private var state: State

  init(_ state: consuming State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }
}
