import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization

/// The machine as a rehearsed script sees it. Its files are read, but not changed; time passes only where it is waited
/// for; vendors are emulated; no program runs, and nothing is sent elsewhere.
///
/// What is unknown is made up as little as possible, and noted.
package final class RehearsalHost: Host {
  /// The emulator of the vendors.
  package struct Sandbox: Sendable {
    /// Its address; nil while it has not been started.
    package let url: @Sendable () -> String?

    package init(url: @escaping @Sendable () -> String?) { self.url = url }
  }

  package let system: SystemHost
  package let notes = PlanNotes()
  package let files: any FileAccess
  package let progress: any ProgressDisplay
  package let sources = AnswerSources(isRehearsal: true)
  private let layer: LayeredFiles
  private let scratch = ScratchFolder()
  private let time: SimulatedTime
  private let output: PlannedOutput
  private let clock: SandboxClock
  private let sandbox: Sandbox
  private let started: Int
  private let random: Mutex<TaskRandomness>

  package init(_ system: SystemHost, _ sandbox: Sandbox) throws {
    self.system = system
    self.sandbox = sandbox
    let (time, notes, output, started) = (SimulatedTime(), notes, PlannedOutput(), system.now())
    (self.time, self.output, self.started) = (time, output, started)
    layer = LayeredFiles(
      over: DiskFiles(), scratch, now: { started + time.now },
      onStream: { path, bytes in
        if StandardStreams.descriptor(named: path) != nil {
          output.count(bytes: bytes)
        } else {
          notes.add(.stream(path: path), on: time.thread)
        }
      })
    files = layer
    progress = RehearsalProgress(system.watch, notes, time)
    clock = SandboxClock(system)
    random = Mutex(try TaskRandomness(seed: "plan", task: ""))
  }

  /// Where temporary files would be; only the layer has it.
  private static let temporary = "/tmp/imgflow.plan"
  package let temporaryFolder = RehearsalHost.temporary

  // MARK: - What came of it

  /// How much time has passed for the script, in milliseconds.
  package var elapsed: Int { time.now }
  /// What would be different in the file system after the run.
  package var changes: [PlannedChange] {
    layer.changes.filter { $0.path.path(inside: Self.temporary) == nil }
  }
  /// How much the script would print, in bytes.
  package var printed: Int { output.bytes }

  /// Whether what is done now counts.
  package var isCounting: Bool { !time.isLeftOut }

  /// Adds a reason not to count what is done, or removes one.
  func leaveOut(_ change: Int) { time.leaveOut(change) }

  /// Removes what was written.
  package func discard() { scratch.remove() }

  // MARK: - The terminal

  package func write(_ text: String) { output.count(bytes: text.utf8.count) }
  package func note(_ text: String) {}
  package func readLine(prompt: String) throws -> String? { try system.readLine(prompt: prompt) }
  package func environment(_ name: String) throws -> String? { try system.environment(name) }

  // MARK: - Time

  package var scheduler: any Scheduler { time }
  package func now() -> Int { started + time.now }
  package func uptime() -> Int { time.now }

  package func sleep(milliseconds: Int, cancellation: Cancellation) {
    time.sleep(milliseconds: milliseconds, cancellation: cancellation)
  }

  /// The same each time, so that a plan is.
  package func randomBits() -> UInt64 { random.withLock { $0.next() } }

  // MARK: - Requests and programs

  package func send(
    _ request: HTTPRequest, cancellation: Cancellation
  ) throws -> HTTPResponse {
    try HTTPTransport.check(request)
    if let vendor = request.vendor, let answer = vendor.declaredAnswer {
      notes.add(.declared(vendor: vendor.name), on: time.thread)
      return answer()
    }
    guard let url = sandbox.url(), URLParts(request.url)?.hasSameOrigin(as: url) == true else {
      return unsent(request)
    }
    if request.vendor?.isListing == true {
      notes.add(.listing(operation: request.operation), on: time.thread)
    }
    try clock.advance(to: time.now, at: url, cancellation)
    return try system.send(replacingFiles(of: request), cancellation: cancellation)
  }

  /// The response of a server that says nothing but that all is well.
  private func unsent(_ request: HTTPRequest) -> HTTPResponse {
    let address =
      request.hidesAddress
      ? URLParts(request.url)?.origin ?? "" : CredentialMask.address(request.url)
    let shown = String(address.prefix { $0 != "?" })
    notes.add(.request(method: request.method, address: shown), on: time.thread)
    return HTTPResponse(
      status: 200, headers: [(AnswerSources.header, "1")], body: [], url: request.url, elapsed: 0)
  }

  /// The request with the files as the script has written them.
  private func replacingFiles(of request: HTTPRequest) throws -> HTTPRequest {
    var request = request
    // Whether the script may read them has been seen, and where it connects to is the sandbox.
    request.permissions = nil
    switch request.body {
    case .none, .bytes: break
    case .file(let path): request.body = .file(path: try layer.contentPath(path))
    case .base64File(let path): request.body = .base64File(path: try layer.contentPath(path))
    case .multipart(let parts):
      request.body = .multipart(
        try parts.map { part in
          guard case .file(let path, let type) = part.content else { return part }
          var part = part
          part.fileName = part.fileName ?? Paths.name(of: path)
          part.content = .file(path: try layer.contentPath(path), contentType: type)
          return part
        })
    }
    return request
  }

  package func run(_ command: Command, cancellation: Cancellation) -> Command.Result {
    notes.add(.program(command.program), on: time.thread)
    return Command.Result(status: 0, output: [], errors: [])
  }
}

extension Host {
  /// The machine that a script runs on, or is rehearsed on; nil for a host of another program.
  var machine: SystemHost? { self as? SystemHost ?? (self as? RehearsalHost)?.system }
}

extension URLParts {
  fileprivate func hasSameOrigin(as url: String) -> Bool {
    URLParts(url).map { hasSameOrigin(as: $0) } ?? false
  }
}

/// How much is written to the streams of the program.
private final class PlannedOutput: Sendable {
  private let total = Atomic<Int>(0)

  var bytes: Int { total.load(ordering: .relaxed) }

  func count(bytes: Int) { total.add(bytes, ordering: .relaxed) }
}
