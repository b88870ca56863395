import ImgFlow
import ImgFlowProcesses
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sandbox that is started when it is first needed, and ends with this process.
final class SandboxProcess: Sendable {
  private struct State {
    var process: pid_t?
    var url: String?
    var hasEnded = false
  }

  /// How long it may take until it is ready, in milliseconds.
  private static let patience = 20_000
  private let state = Mutex(State())
  private let timeScale: String
  private let chaos: String?
  private let database: String?
  private let isRehearsal: Bool
  private let onStart: @Sendable (String) -> Void

  /// - Parameters:
  ///   - timeScale: how much faster than real time its clock runs; by default so fast that jobs are done
  ///     within a second.
  ///   - chaos: what goes wrong with it, as its own flag says.
  ///   - database: the file that it is kept in; nil to keep nothing.
  ///   - isRehearsal: whether its clock is stepped, its accounts are never used up, and it sends nothing.
  ///   - onStart: is given its address.
  init(
    timeScale: String?, chaos: String?, database: String? = nil, isRehearsal: Bool = false,
    onStart: @escaping @Sendable (String) -> Void
  ) {
    self.timeScale = timeScale ?? "10"
    self.chaos = chaos
    self.database = database
    self.isRehearsal = isRehearsal
    self.onStart = onStart
  }

  /// Its address; starts it if it has not been started.
  ///
  /// - Throws: `SetupError` if it cannot be started; what a checkpoint throws.
  func url() throws -> String {
    try state.withLock { state in
      if let url = state.url { return url }
      let program = try SandboxProgram.find()
      let (process, output) = try spawn(program)
      state.process = process
      defer { close(output) }
      let url: String
      do { url = try Self.address(from: output, of: program) } catch {
        kill(process, SIGTERM)
        state.process = nil
        throw error
      }
      state.url = url
      onStart(url)
      return url
    }
  }

  /// Its address; nil before it is started.
  var knownURL: String? { state.withLock { $0.url } }

  /// Whether it has been started and has ended.
  var hasEnded: Bool {
    state.withLock { state in
      guard let process = state.process else { return state.hasEnded }
      state.hasEnded = ProcessEnd(ifEnded: process) != nil
      if state.hasEnded { state.process = nil }
      return state.hasEnded
    }
  }

  /// Asks it to end, if it was started, without waiting.
  func stop() {
    state.withLock { state in
      if let process = state.process { kill(process, SIGTERM) }
      state.process = nil
    }
  }

  private func spawn(_ program: String) throws -> (process: pid_t, output: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Self.failure(program, errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var launch = Launch(program, words, environment: Self.environment)
    (launch.output, launch.errors) = (ends[1], STDERR_FILENO)
    do { return (try launch.start(), ends[0]) } catch {
      close(ends[0])
      throw Self.failure(program, error.code)
    }
  }

  private var words: [String] {
    ["--parent", String(getpid()), "--time-scale", isRehearsal ? "0" : timeScale]
      + (isRehearsal ? ["--tokens", "1000000000", "--no-webhooks"] : [])
      + (chaos.map { ["--chaos", $0] } ?? []) + (database.map { ["--db", $0, "--no-sync"] } ?? [])
  }

  /// The variables that it needs: credentials of services, for one, do not concern it.
  private static var environment: [String] {
    let names = [
      "PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH",
      "DYLD_LIBRARY_PATH", "XDG_CACHE_HOME", "XDG_DATA_DIRS", "FONTCONFIG_PATH", "VIPS_CONCURRENCY",
    ]
    return names.compactMap { name in getenv(name).map { "\(name)=" + String(cString: $0) } }
  }

  /// Reads the line `{"url": …}` that says that it is ready.
  private static func address(from output: Int32, of program: String) throws -> String {
    var line: [UInt8] = []
    var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    let end = ContinuousClock.now + .milliseconds(patience)
    while !line.contains(UInt8(ascii: "\n")) {
      while poll(&waiting, 1, 50) <= 0 {
        try Checkpoint.pass()
        guard .now < end else {
          throw SetupError("\(program) was not ready after \(patience / 1000) s")
        }
      }
      var buffer = [UInt8](repeating: 0, count: 1024)
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else {
        throw SetupError(
          "\(program) ended before it was ready", help: "run `\(program)` to see why")
      }
      line += buffer[..<count]
    }
    guard let ready = try? JSON.parse(Array(line.prefix { $0 != UInt8(ascii: "\n") })),
      let url = ready.asRecord?["url"]?.asString
    else {
      throw SetupError(
        "\(program) did not report its address: \(String(decoding: line.prefix(200), as: UTF8.self))"
      )
    }
    return url
  }

  private static func failure(_ program: String, _ code: Int32) -> SetupError {
    SetupError("cannot start \(program): \(String(cString: strerror(code)))")
  }
}
