import ImgFlowRuntime
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads standard input. There is one for the program: `input()`, the prompt, and files named `-` share the
/// bytes read ahead.
package final class StandardInput: FileReader {
  package static let shared = StandardInput()

  private struct State {
    /// What has been read and not been given out.
    var bytes: [UInt8] = []
    /// How many bytes have been given out.
    var place = 0
    var isAtEnd = false

    mutating func take(_ count: Int) -> [UInt8] {
      defer {
        bytes.removeFirst(count)
        place += count
      }
      return Array(bytes.prefix(count))
    }
  }

  private let state = Mutex(State())

  private init() {}

  /// Returns the next line without its end; nil at the end of the input.
  ///
  /// - Parameter check: is called several times a second, and whenever a signal comes; what it throws ends
  ///   the reading.
  /// - Throws: what `check` throws, an `io` error, a `parse` error if the line is not UTF-8.
  package func readLine(_ check: () throws -> Void = Checkpoint.pass) throws -> String? {
    try exclusively(check) { state in
      var searched = 0
      while true {
        if let newline = state.bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
          return try Self.text(&state, newline + 1)
        }
        if state.isAtEnd {
          return state.bytes.isEmpty ? nil : try Self.text(&state, state.bytes.count)
        }
        searched = state.bytes.count
        try Self.readMore(&state, check)
      }
    }
  }

  package func next(atMost count: Int) throws -> [UInt8] {
    try exclusively(Checkpoint.pass) { state in
      if state.bytes.isEmpty, !state.isAtEnd { try Self.readMore(&state, Checkpoint.pass) }
      return state.take(min(count, state.bytes.count))
    }
  }

  /// Returns unwanted bytes to the input: they are read again before anything else.
  ///
  /// - Returns: false if that is not possible, because someone waits for input.
  package func giveBack(_ bytes: [UInt8]) -> Bool {
    state.withLockIfAvailable { $0.bytes.insert(contentsOf: bytes, at: 0) } != nil
  }

  /// Takes the bytes that were read ahead and not delivered.
  package func takeReadAhead() -> [UInt8] {
    state.withLockIfAvailable { $0.take($0.bytes.count) } ?? []
  }

  /// Calls `body` with the state while no other thread uses it.
  private func exclusively<Result>(
    _ check: () throws -> Void, _ body: (inout sending State) throws -> sending Result
  ) throws -> sending Result {
    while true {
      if let result = try state.withLockIfAvailable(body) { return result }
      // Another reader waits for input, which can take forever.
      try check()
      usleep(5000)
    }
  }

  private static func text(_ state: inout State, _ count: Int) throws -> String {
    let place = state.place
    var line = state.take(count)[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return try UTF8Text.read(
      line, from: place, of: "standard input",
      help: "pass it in UTF-8, or read it with `file.text(\"-\", encoding: …)`")
  }

  private static func readMore(_ state: inout State, _ check: () throws -> Void) throws {
    do {
      let part = try Descriptor.read(STDIN_FILENO, atMost: 1 << 16, check)
      if part.isEmpty { state.isAtEnd = true } else { state.bytes += part }
      try ValueLimits.checkString(bytes: state.bytes.count)
    } catch let failure as Descriptor.Failure {
      throw ValueError(.io, "cannot read standard input: \(FileFailure.reason(failure.code))")
    }
  }
}
