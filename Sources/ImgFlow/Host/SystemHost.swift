import Dispatch
import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The machine that a script runs on: its terminal, files, clock, environment and network.
public final class SystemHost: Host {
  /// What a run may do and report.
  public struct Options: Sendable {
    /// Whether `input()` may ask the person at the terminal.
    public var allowsInput = true
    /// Whether every request is reported on standard error.
    public var tellsRequests = false
    /// What `environment` gives for variables that are not set.
    public var environment: [String: String] = [:]
    /// Paths of files with certificates of authorities that are trusted in addition to the system's.
    public var authorityFiles: [String] = []
    /// Takes the script's output in place of standard output.
    public var output: (@Sendable (String) -> Void)?
    /// How progress is shown.
    package var progress = ProgressStyle.automatic
    /// Whether vendors are to be emulated.
    public var isRehearsal = false
    /// Remembers the last requests and their responses.
    package var exchanges: ExchangeLog?

    public init() {}
  }

  package let console: Console
  /// What happens in the run, for those who watch it.
  package let watch: RunWatch
  public let files: any FileAccess
  public let sources: AnswerSources
  private let artefacts: Artefacts
  /// Where the temporary files of the run are.
  package let temporary = PassingFolder()
  public let progress: any ProgressDisplay
  package let input = StandardInput.shared
  private let options: Options
  private let cancellation: Mutex<Cancellation>
  private let network: NetworkSettings
  private let transport: HTTPTransport
  private let redactor: CurrentRedactor
  private let randomness = Randomness()

  public convenience init(options: Options = Options()) {
    self.init(console: Console(), options: options)
  }

  /// - Parameter cancellation: what stops the run, so that waiting for input stops with it.
  package init(
    console: Console, options: Options = Options(),
    cancellation: Cancellation = Cancellation()
  ) {
    self.console = console
    let disk = DiskFiles(flush: { console.flush() })
    sources = AnswerSources(isRehearsal: options.isRehearsal)
    artefacts = Artefacts(disk, passing: temporary)
    files = ArtefactFiles(disk, artefacts)
    self.options = options
    self.cancellation = Mutex(cancellation)
    network = NetworkSettings(authorityFiles: options.authorityFiles) { [options] in
      try? Self.variable($0, options)
    }
    transport = HTTPTransport(settings: network)
    let redactor = CurrentRedactor()
    self.redactor = redactor
    watch = RunWatch(now: { Self.milliseconds(CLOCK_REALTIME) }, mask: redactor.masked)
    self.progress = ProgressReporter(console: console, style: options.progress, watch) {
      [sources] in sources.mark?.rawValue
    }
  }

  deinit {
    transport.shutdown()
    temporary.remove()
  }

  public var temporaryFolder: String { get throws { try temporary.path } }

  /// From now on `cancellation` stops waiting for input; for an entry of a session.
  public func begin(_ cancellation: Cancellation) {
    self.cancellation.withLock { $0 = cancellation }
  }

  /// The last requests with their responses; nil if they are not remembered.
  package var exchanges: ExchangeLog? { options.exchanges }

  /// Masks the secrets that `redactor` knows in the host's own messages.
  func mask(with redactor: Redactor) {
    for secret in network.secrets { redactor.register(secret) }
    self.redactor.current = redactor
    redactor.whenSecret { CoreDumps.disable() }
  }

  /// The secrets that are masked; nil before there are any.
  var secrets: Redactor? { redactor.current }

  /// Returns `text` with the secrets of the run masked.
  public func masked(_ text: String) -> String { redactor.masked(text) }

  public func write(_ text: String) throws {
    if let output = options.output { return output(text) }
    guard !console.outputIsClosed else { throw Self.closed("standard output") }
    console.write(text)
  }

  public func note(_ text: String) throws {
    guard !console.errorIsClosed else { throw Self.closed("standard error") }
    console.note(text, as: .log)
  }

  private static func closed(_ stream: String) -> ValueError {
    ValueError(
      .io, "cannot write to \(stream): it is closed",
      help: "start the program with it open; `> /dev/null` discards the output")
  }

  public func readLine(prompt: String) throws -> String? {
    guard options.allowsInput else {
      throw ValueError(
        .io, "the script asks for input, which `--no-input` forbids",
        help: "pass values with `param` instead")
    }
    console.prompt(prompt)
    let cancellation = cancellation.withLock { $0 }
    return try input.readLine {
      try Checkpoint.pass()
      // Signing in asks without a script that runs.
      if let reason = cancellation.reason { throw CancellationError(reason: reason) }
    }
  }

  public func environment(_ name: String) throws -> String? { try Self.variable(name, options) }

  private static func variable(_ name: String, _ options: Options) throws -> String? {
    try SystemText.variable(name) ?? options.environment[name]
  }

  public func now() -> Int { Self.milliseconds(CLOCK_REALTIME) }

  public func uptime() -> Int { Self.milliseconds(CLOCK_MONOTONIC) }

  public func sleep(milliseconds: Int, cancellation: Cancellation) {
    console.flush()
    let wakeUp = DispatchSemaphore(value: 0)
    let handler = cancellation.onCancel { wakeUp.signal() }
    defer { cancellation.remove(handler: handler) }
    _ = wakeUp.wait(timeout: .now() + .milliseconds(max(0, milliseconds)))
  }

  /// Marks the files written since the last time with the source of their figures, and reports it; called at
  /// the end of a run, or of an entry of a session.
  public func markArtefacts() {
    watch.note(files: artefacts.paths)
    let summary = artefacts.settle(sources.mark)
    guard let summary, options.progress != .none else { return }
    console.note(masked(summary))
  }

  /// Takes progress off the terminal and writes all output; for the end of a run.
  public func finish() {
    console.show(live: [])
    console.flush()
  }

  public func randomBits() -> UInt64 { randomness.next() }

  public func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    console.flush()
    guard options.tellsRequests || options.exchanges != nil else {
      return try transport.send(request, cancellation: cancellation)
    }
    let start = uptime()
    do {
      let response = try transport.send(request, cancellation: cancellation)
      options.exchanges?.note(request, .answered(response), elapsed: response.elapsed)
      tell(request, "\(response.status), \(response.elapsed) ms")
      return response
    } catch {
      let elapsed = uptime() - start
      let reason = (error as? DetailedError)?.message ?? (error as? ValueError)?.message
      options.exchanges?.note(request, .failed(reason ?? "cancelled"), elapsed: elapsed)
      tell(request, "no response after \(elapsed) ms")
      throw error
    }
  }

  public func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    console.flush()
    return try ChildProcess.run(command, cancellation: cancellation)
  }

  private func tell(_ request: HTTPRequest, _ outcome: String) {
    guard options.tellsRequests else { return }
    let name = request.operation.isEmpty ? "" : request.operation + ": "
    let address = CredentialMask.address(request.url)
    console.note(masked("\(name)\(request.method) \(address) → \(outcome)"))
  }

  private static func milliseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}

/// The redactor of the present run, which starts after its host exists.
private final class CurrentRedactor: Sendable {
  private let state = Mutex<Redactor?>(nil)

  /// Nil before there are secrets.
  var current: Redactor? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  @Sendable func masked(_ text: String) -> String { current?.redact(text) ?? text }
}
