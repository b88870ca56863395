import Dispatch
import Foundation

/// Ends the sandbox with whoever started it, however that ends: a sandbox that nobody knows of would
/// hold its port and files for ever.
enum Lifeline {
  /// How often the parent is looked for.
  private static let interval = DispatchTimeInterval.milliseconds(250)
  /// How long a clean end may take before the process ends anyway.
  private static let grace = DispatchTimeInterval.seconds(3)

  // Dispatch sources end when nobody holds them; these live as long as the program.
  private nonisolated(unsafe) static var sources: [any DispatchSourceProtocol] = []

  /// Watches a process, standard input, or both. To be called once, at the start.
  static func watch(parent: Int32?, standardInput: Bool) {
    if let parent { watch(process: parent) }
    if standardInput { watchStandardInput() }
    limitShutdown()
  }

  /// Asks the parent's number rather than the kernel's death signal, which Swift cannot ask for: when
  /// it is this process's own parent, a change of it is certain; else a missing process is.
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

  /// Ends as a signal would.
  private static func end() { kill(getpid(), SIGTERM) }

  /// A connection that does not close must not keep the process alive.
  private static func limitShutdown() {
    for signal in [SIGTERM, SIGINT] {
      let source = DispatchSource.makeSignalSource(signal: signal, queue: .global())
      source.setEventHandler {
        DispatchQueue.global().asyncAfter(deadline: .now() + grace) { exit(0) }
      }
      source.activate()
      sources.append(source)
    }
  }
}
