import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension REPL {
  /// Evaluates a string while Ctrl-C can stop it; keeps it in the log when it succeeds.
  ///
  /// - Parameters:
  ///   - name: how messages name the text; nil for the number of the entry.
  ///   - keepsLast: whether `_` and `_error` refer to it afterwards; if not, it is not kept in the log
  ///     either.
  func evaluate(
    _ text: String, name: String? = nil, location: String? = nil, keepsLast: Bool = true
  ) -> Session.Result {
    let cancellation = Cancellation()
    host.begin(cancellation)
    let result = Waiting(on: session, text, name, location, keepsLast, cancellation, self).result
    host.finish()
    console.endLine()
    if keepsLast, case .finished = result.outcome {
      log.append(LoggedEntry(text, givesValue: result.value.map { !$0.isNull } ?? false))
    }
    return result
  }

  /// Evaluates a string as if it had been typed, but neither shows its value nor keeps it as `_`; reports
  /// what went wrong. For commands that take an expression, such as `:table jobs`.
  ///
  /// - Returns: the value; nil if there is none.
  func value(of text: String) -> Value? {
    let result = evaluate(text, keepsLast: false)
    report(result)
    return result.value
  }

  /// Shows the outcome of an entry.
  func show(_ result: Session.Result, isSilent: Bool = false) {
    report(result)
    guard !isSilent, let value = result.value, !value.isNull else { return }
    write(ResultView(screen: screen, masked: session.masked).text(of: value))
  }
}

/// Waits for the end of an entry, and signals it to stop.
private struct Waiting {
  private(set) var result: Session.Result

  private final class Answer: Sendable {
    let result = Mutex<Session.Result?>(nil)
  }

  init(
    on session: Session, _ text: String, _ name: String?, _ location: String?, _ keepsLast: Bool,
    _ cancellation: Cancellation, _ repl: REPL
  ) {
    let answer = Answer()
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    let (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    session.begin(
      text, name: name, location: location, keepsLast: keepsLast, cancellation: cancellation
    ) { result in
      answer.result.withLock { $0 = result }
      var byte: UInt8 = 0
      write(writing, &byte, 1)
    }
    Self.wait(for: reading, cancellation, repl)
    close(reading)
    close(writing)
    result =
      answer.result.withLock { $0 }
      ?? Session.Result(
        outcome: .stopped(.interrupt), value: nil, file: SourceFile(name: "", text: text))
  }

  private static func wait(for end: Int32, _ cancellation: Cancellation, _ repl: REPL) {
    var asked = false
    while true {
      if Signals.ending != nil { cancellation.cancel(.interrupt) }
      // One may have come before: right after the Enter that began the entry.
      if Signals.takeInterrupt() {
        if !asked {
          if repl.editor.isInteractive { repl.console.leaveInterruptedLine() }
          cancellation.cancel(.interrupt)
          asked = true
        } else if repl.asksToLeave(unless: end) {
          repl.leaveAtOnce()
        }
      }
      var polled = [
        pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 2, -1)
      if polled[0].revents != 0 { return }
      Signals.drain()
    }
  }
}

extension REPL {
  /// Asks whether to end the program although an entry does not stop; withdraws the question when it does.
  fileprivate func asksToLeave(unless end: Int32) -> Bool {
    host.finish()
    _ = Descriptors.write("\nit has not stopped yet. Quit ImgFlow and lose the session? [y/N] ")
    while true {
      var polled = [
        pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 2, -1)
      if polled[0].revents != 0 {
        _ = Descriptors.write("\n")
        return false
      }
      if Signals.takeInterrupt() { return true }
      guard polled[1].revents != 0 else { continue }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { return true }
      if byte == UInt8(ascii: "\n") { return false }
      if byte == UInt8(ascii: "y") || byte == UInt8(ascii: "Y") { return true }
    }
  }

  /// Ends the program without waiting for what still runs.
  fileprivate func leaveAtOnce() {
    console.flush()
    _exit(ExitStatus.interrupt)
  }
}

/// Writing to the terminal past the console, whose output may be stuck.
private enum Descriptors {
  static func write(_ text: String) -> Int {
    Array(text.utf8).withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
