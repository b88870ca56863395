import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The number of the first signal that asked the program to stop; 0 before.
private let firstSignal = Atomic<Int32>(0)
/// The end of a pipe that the handler writes to, and the one that its thread reads from.
private let pipeEnd = Atomic<Int32>(-1)
private let readEnd = Atomic<Int32>(-1)
/// What is to happen then; set once, before there is a handler.
private let reaction = Mutex<(@Sendable () -> Void)?>(nil)

/// Ctrl-C and its like: the first one asks the script to stop, a second one ends the program.
enum StopSignals {
  /// Calls `react` on its own thread when a signal asks the program to stop.
  static func watch(_ react: @escaping @Sendable () -> Void) {
    reaction.withLock { $0 = react }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnd.store(ends[1], ordering: .relaxed)
    readEnd.store(ends[0], ordering: .relaxed)
    startThread()
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, handle)
      sigaddset(&signals, number)
    }
    // A parent that blocks them on the thread that starts programs, as Dispatch does, would make this
    // one deaf.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// The exit status of the signal that came; nil if none did.
  static var exitStatus: Int32? {
    let number = firstSignal.load(ordering: .relaxed)
    return number == 0 ? nil : 128 + number
  }

  /// What the signal that came is called; nil if none did.
  static var name: String? {
    switch firstSignal.load(ordering: .relaxed) {
    case 0: nil
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    case let number: "signal \(number)"
    }
  }

  /// Does only what is safe inside a signal handler.
  private static let handle: @convention(c) (Int32) -> Void = { number in
    if firstSignal.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
    let saved = errno
    var byte: UInt8 = 1
    _ = write(pipeEnd.load(ordering: .relaxed), &byte, 1)
    errno = saved
  }

  /// A plain thread: Dispatch would start three, which is felt in the time that a small script takes.
  private static func startThread() {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let isStarted = pthread_create(&thread, nil, { _ in StopSignals.wait() }, nil) == 0
    #if canImport(Glibc)
      if isStarted { pthread_detach(thread) }
    #else
      if isStarted, let thread { pthread_detach(thread) }
    #endif
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var byte: UInt8 = 0
    while read(readEnd.load(ordering: .relaxed), &byte, 1) < 0, errno == EINTR {}
    reaction.withLock { $0 }?()
    return nil
  }
}
