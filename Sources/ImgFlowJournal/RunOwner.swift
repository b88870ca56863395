import Foundation
import ImgFlowValues

/// A process that writes to a journal.
package struct RunOwner: Sendable, Equatable {
  package let host: String
  package let process: Int
  /// When the process started, as the system says it: another process of the same number started at another
  /// time. Empty where the system does not say it.
  package let start: String
  /// When it took the run, in milliseconds since 1970.
  package let since: Int

  package init(host: String, process: Int, start: String, since: Int) {
    (self.host, self.process, self.start, self.since) = (host, process, start, since)
  }

  /// This process.
  package init(since: Int) {
    let process = Int(getpid())
    self.init(
      host: ProcessInfo.processInfo.hostName, process: process,
      start: ProcessState(process)?.start ?? "", since: since)
  }

  /// Whether it runs on another machine, or did, so that nothing is known about it.
  package var isElsewhere: Bool { host != ProcessInfo.processInfo.hostName }

  /// Whether it may still write: it runs, or is on another machine. A process that has been stopped
  /// (SIGSTOP) may lose its run; its next write is refused then.
  package var isAlive: Bool {
    guard !isElsewhere else { return true }
    guard let state = ProcessState(process) else { return kill(pid_t(process), 0) == 0 }
    return state.start == start && !state.isStopped
  }
}

/// What the system says about a process; Linux only (proc(5), `/proc/PID/stat`).
private struct ProcessState {
  let start: String
  let isStopped: Bool

  /// Nil for a process that does not exist, or is only waiting to be collected.
  init?(_ process: Int) {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
      // The name of the program may contain anything, and so parentheses.
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[end...].dropFirst().split(separator: " ")
    guard fields.count > 19, !["Z", "X"].contains(fields[0]) else { return nil }
    start = "\(fields[19])@\(boot.prefix { $0 != "\n" })"
    isStopped = fields[0] == "T"
  }
}

/// How a journal keeps it.
extension RunOwner {
  package var text: String {
    get throws {
      try JSON.text(
        of: .object([
          "host": .string(host), "process": .int(process), "start": .string(start),
          "since": .int(since),
        ]))
    }
  }

  package init?(_ text: String) {
    guard let record = (try? JSON.parse(text))?.asRecord, let host = record["host"]?.asString,
      let process = record["process"]?.asInt, let start = record["start"]?.asString,
      let since = record["since"]?.asInt
    else { return nil }
    self.init(host: host, process: process, start: start, since: since)
  }
}
