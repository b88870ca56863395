import Dispatch
import Foundation
import Synchronization

/// Ends the sandbox with the process that started it, however that process ends: a forgotten sandbox would
/// hold its port and files forever.
enum Lifeline {
  /// How often the parent is looked for.
  private static let interval = DispatchTimeInterval.milliseconds(250)
  /// How long a clean end may take before connections are cut, and the same time again until the process ends
  /// anyway.
  private static let grace = 3.0

  // Dispatch sources end when they are released; these live as long as the program.
  // Unsafe: only `watch` touches them, which the program calls once, before it starts other threads.
  private nonisolated(unsafe) static var sources: [any DispatchSourceProtocol] = []

  /// Watches a process, standard input, or both. To be called once, at the start.
  static func watch(parent: Int32?, standardInput: Bool) {
    if let parent { watch(process: parent) }
    if standardInput { watchStandardInput() }
  }

  /// Asks the parent's number rather than the kernel's death signal, which Swift cannot ask for: if it is
  /// this process's own parent, a change of the number is proof; otherwise, a missing process is.
  private static func watch(process id: Int32) {
    let isParent = getppid() == id
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: interval)
    timer.setEventHandler {
      let isGone = isParent ? getppid() != id : kill(id, 0) != 0 && errno == ESRCH
      if isGone { end() }
    }
    timer.activate()
    sources.append(timer)
  }

  /// The kernel closes a pipe with the process at its other end, even one that was killed.
  private static func watchStandardInput() {
    let thread = Thread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count == 0 || count < 0 && errno != EINTR { return end() }
      }
    }
    thread.stackSize = 64 << 10
    thread.start()
  }

  /// Ends as a signal would, unless one has come: a second one would not wait.
  private static func end() {
    if !isEnding.load(ordering: .acquiring) { kill(getpid(), SIGTERM) }
  }

  /// Sees to it that the first signal to end is enough; a second one ends the process at once.
  ///
  /// - Parameter cut: ends the connections that are left: none must keep the process alive.
  static func limitShutdown(cut: @escaping @Sendable () -> Void) {
    for signal in [SIGTERM, SIGINT] {
      let source = DispatchSource.makeSignalSource(signal: signal, queue: .global())
      source.setEventHandler {
        if isEnding.exchange(true, ordering: .acquiringAndReleasing) { _exit(128 + signal) }
        DispatchQueue.global().asyncAfter(deadline: .now() + grace) { cut() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 2 * grace) { exit(0) }
      }
      source.activate()
      sources.append(source)
    }
  }

  /// Whether a signal has come.
  private static let isEnding = Atomic(false)
}
