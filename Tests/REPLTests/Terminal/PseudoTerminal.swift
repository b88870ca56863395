import CPseudoTerminal
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program at a terminal of its own, which keys are typed into and whose screen is read.
final class PseudoTerminal: Sendable {
  /// How long anything may take until it shows: only a test that fails waits for it.
  static let patience = 120.0

  private let master: Int32
  private let process: pid_t
  private let screen: Mutex<ScreenModel>
  private let status = Mutex<Int32?>(nil)

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts a program.
  ///
  /// - Parameter environment: all variables that it sees.
  init(
    _ words: [String], environment: [String: String], folder: String, columns: Int = 80,
    rows: Int = 24
  ) throws {
    screen = Mutex(ScreenModel(columns: columns, rows: rows))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    master = startAtTerminal(
      &arguments, &variables, folder, Int32(columns), Int32(rows), &process)
    self.process = process
    guard master >= 0 else {
      throw Failure(description: "no terminal: \(String(cString: strerror(errno)))")
    }
    Thread.detachNewThread { self.readOutput() }
  }

  deinit { close(master) }

  /// Ends the program, if it has not ended; what reads its output then lets go of the terminal.
  func stop() {
    status.withLock { if $0 == nil { kill(process, SIGKILL) } }
  }

  private static func setSize(_ descriptor: Int32, _ columns: Int, _ rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  private func readOutput() {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(master, &buffer, buffer.count)
      if count > 0 {
        screen.withLock { $0.write(buffer[..<count]) }
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    // Waits for the end before it is taken note of: until then the number is the program's.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    status.withLock {
      var code: Int32 = 0
      while waitpid(process, &code, 0) < 0, errno == EINTR {}
      // An exit status, or the signal above 128, as a shell tells it.
      let signal = code & 0x7F
      $0 = signal == 0 ? (code >> 8) & 0xFF : 128 + signal
    }
  }

  // MARK: - Keys

  /// Types a text; `\r` is Enter.
  func type(_ text: String) { type(bytes: Array(text.utf8)) }

  /// Pastes a text, as terminals do that mark what is pasted.
  func paste(_ text: String) { type("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// Types in one go, even a part of a character only.
  func type(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func resize(columns: Int, rows: Int) {
    screen.withLock { $0.resize(columns: columns, rows: rows) }
    Self.setSize(master, columns, rows)
  }

  /// The terminal goes away, as when its window is closed.
  func hangUp() { kill(process, SIGHUP) }

  /// The programs that the program has started.
  var children: [pid_t] {
    let path = "/proc/\(process)/task/\(process)/children"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { pid_t($0) }
  }

  // MARK: - Screen

  var lines: [String] { screen.withLock { $0.lines } }
  /// Everything that was shown.
  var text: String { screen.withLock { $0.text } }
  var cursor: (row: Int, column: Int) { screen.withLock { $0.cursor } }

  /// Waits until something holds on the screen.
  ///
  /// - Throws: `Failure` with the screen when that never comes.
  func wait(
    _ what: String, until condition: @Sendable (ScreenModel) -> Bool
  ) async throws {
    let end = Date.now.addingTimeInterval(Self.patience)
    while !screen.withLock({ condition($0) }) {
      guard Date.now < end else {
        throw Failure(description: "never seen: \(what)\n--- screen\n\(text)\n---")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Waits until a text is anywhere on the screen, or has been.
  func see(_ text: String) async throws {
    try await wait(text) { $0.text.contains(text) }
  }

  /// Waits until the last line is what it should be.
  func seeLast(_ line: String) async throws {
    try await wait("the last line `\(line)`") { $0.lines.last == line }
  }

  /// Waits until the last lines are what they should be.
  func seeLast(_ lines: [String]) async throws {
    try await wait("the last lines\n\(lines.joined(separator: "\n"))") {
      $0.timelessLines.suffix(lines.count) == lines
    }
  }

  /// Waits for the end of the program and returns its exit status.
  func end() async throws -> Int32 {
    let end = Date.now.addingTimeInterval(Self.patience)
    while true {
      if let status = status.withLock({ $0 }) { return status }
      guard Date.now < end else {
        throw Failure(description: "the program does not end\n--- screen\n\(text)\n---")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
