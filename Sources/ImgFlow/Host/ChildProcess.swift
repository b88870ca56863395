import ImgFlowProcesses
import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program that runs alongside this one, in its own process group.
struct ChildProcess: ~Copyable {
  private let command: Command
  private let process: pid_t
  private var input: Pipe
  private var output: Pipe
  private var errors: Pipe

  /// How long a process that is asked to end may take before it is made to, in milliseconds.
  private static let patience = 700

  /// Runs `command` to its end; a cancellation ends it.
  ///
  /// - Throws: `ValueError` of kind `io` if it cannot be started.
  static func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    var child = try ChildProcess(command)
    return try child.finish(cancellation)
  }

  private init(_ command: Command) throws {
    var input = try Pipe()
    var output = try Pipe()
    var errors = try Pipe()
    var launch = Launch(
      command.program, command.arguments,
      environment: command.environment.map { "\($0.name)=\($0.value)" })
    launch.executable = command.executable
    (launch.input, launch.output, launch.errors) = (input.reading, output.writing, errors.writing)
    let process: pid_t
    do { process = try launch.start() } catch { throw Self.failure(error.code, command) }
    input.closeReading()
    output.closeWriting()
    errors.closeWriting()
    self.command = command
    self.process = process
    self.input = input
    self.output = output
    self.errors = errors
  }

  private static func failure(_ code: Int32, _ command: Command) -> ValueError {
    guard code == ENOENT else {
      return ValueError(.io, "cannot run `\(command.program)`: \(FileFailure.reason(code))")
    }
    return ValueError(
      .io, "no such program: `\(command.program)`",
      help: command.program.contains(" ")
        ? "pass the arguments as a list: `process.run(\"git\", [\"status\"])`"
        : "programs are searched for in the folders of PATH")
  }

  // MARK: - Running

  private mutating func finish(_ cancellation: Cancellation) throws -> Command.Result {
    Self.blockSignalOfBrokenPipes()
    var rest = command.input[...]
    var (written, told) = ([UInt8](), [UInt8]())
    if rest.isEmpty { input.closeWriting() }
    var deadline: ContinuousClock.Instant?
    while output.reading >= 0 || errors.reading >= 0 {
      var polled = [
        pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
      ]
      poll(&polled, nfds_t(polled.count), 50)
      if polled[0].revents != 0 { output.read(into: &written) }
      if polled[1].revents != 0 { errors.read(into: &told) }
      if polled[2].revents != 0 { input.write(&rest) }
      do { try checkSize(written, told) } catch {
        end()
        throw error
      }
      guard let reason = cancellation.reason else { continue }
      guard let last = deadline else {
        kill(-process, SIGTERM)
        deadline = .now + .milliseconds(Self.patience)
        continue
      }
      // Programs that it started may live on and keep its output open.
      guard .now > last else { continue }
      end()
      throw CancellationError(reason: reason)
    }
    input.closeWriting()
    return Command.Result(status: status(cancellation), output: written, errors: told)
  }

  /// - Throws: a `limit` error if a program writes more than a string can hold, or the run may have.
  private func checkSize(_ outputs: [UInt8]...) throws {
    for output in outputs {
      try ValueLimits.checkString(bytes: output.count)
      if output.count + Pipe.piece > output.capacity { try Memory.claim(bytes: 2 * output.count) }
    }
  }

  /// Ends the process.
  private func end() {
    for target in [-process, process] { kill(target, SIGKILL) }
    _ = ProcessEnd(of: process)
  }

  /// A program that stops reading must not end this one; the write reports the failure.
  private static func blockSignalOfBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for the end of the process, which may have closed its output earlier. A cancellation kills it.
  private func status(_ cancellation: Cancellation) -> Int {
    let handler = cancellation.onCancel { [process] in _ = kill(-process, SIGKILL) }
    // The number of a process that has ended is its own until `waitpid` takes it.
    var end = siginfo_t()
    while waitid(P_PID, id_t(process), &end, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    cancellation.remove(handler: handler)
    return Int(ProcessEnd(of: process)?.status ?? 0)
  }
}

/// The two ends of a pipe, which are closed with it; -1 for one that is closed.
private struct Pipe: ~Copyable {
  /// How much is read at once.
  static let piece = 1 << 16

  private(set) var reading: Int32
  private(set) var writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    let result = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard result == 0 else {
      throw ValueError(.io, "cannot run a program: \(FileFailure.reason(errno))")
    }
    (reading, writing) = (ends[0], ends[1])
  }

  mutating func closeReading() { Self.close(&reading) }
  mutating func closeWriting() { Self.close(&writing) }

  deinit {
    for end in [reading, writing] where end >= 0 { _ = systemClose(end) }
  }

  private static func close(_ end: inout Int32) {
    if end >= 0 { _ = systemClose(end) }
    end = -1
  }

  /// Reads the available bytes, and closes the end after the last of them.
  mutating func read(into bytes: inout [UInt8]) {
    var result = 0
    var failure: Int32 = 0
    bytes += [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
      result = Descriptor.systemRead(reading, UnsafeMutableRawBufferPointer(buffer))
      failure = errno
      count = max(result, 0)
    }
    if result == 0 || result < 0 && failure != EINTR && failure != EAGAIN { closeReading() }
  }

  /// Writes as much as there is room for, and closes the end when everything is written or the reader is
  /// gone.
  mutating func write(_ bytes: inout ArraySlice<UInt8>) {
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let count = bytes.withUnsafeBytes { Descriptor.systemWrite(writing, $0) }
    if count > 0 { bytes = bytes.dropFirst(count) }
    let isOver = count < 0 && errno != EAGAIN && errno != EINTR
    if bytes.isEmpty || isOver { closeWriting() }
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 {
  #if canImport(Glibc)
    Glibc.close(descriptor)
  #else
    Darwin.close(descriptor)
  #endif
}
