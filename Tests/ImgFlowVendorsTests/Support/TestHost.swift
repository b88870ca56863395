import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors
import Synchronization
import TestSupport

/// A world for vendor scripts: time stands still but for `sleep`, requests go to a closure or to the
/// network, and everything that happens is written down.
final class TestHost: Host {
  typealias Answer = @Sendable (HTTPRequest) throws -> HTTPResponse

  struct Record: Sendable {
    var output = ""
    var requests: [HTTPRequest] = []
    var sleeps: [Int] = []
    var progress: [String] = []
    var clock = 1_000_000
  }

  let files: any FileAccess
  let environment: [String: String]
  private let record = Mutex(Record())
  private let answer: @Sendable (HTTPRequest, Cancellation) throws -> HTTPResponse
  private let sleepsForReal: Bool
  /// The bits that are random, the same each time unless a test wants others.
  private let random: @Sendable () -> UInt64

  convenience init(
    environment: [String: String] = [:], files: [String] = [], sleepsForReal: Bool = false,
    answer: @escaping Answer
  ) {
    self.init(environment: environment, files: files, sleepsForReal: sleepsForReal) { request, _ in
      try answer(request)
    }
  }

  init(
    environment: [String: String] = [:], files: [String] = [], sleepsForReal: Bool = false,
    random: @escaping @Sendable () -> UInt64 = { UInt64.max / 2 },
    answer: @escaping @Sendable (HTTPRequest, Cancellation) throws -> HTTPResponse
  ) {
    self.sleepsForReal = sleepsForReal
    self.random = random
    self.environment = environment
    self.files = TestFiles(names: Set(files))
    self.answer = answer
  }

  /// A host whose requests really go out.
  convenience init(
    _ transport: HTTPTransport, environment: [String: String] = [:], files: [String] = [],
    sleepsForReal: Bool = false
  ) {
    self.init(environment: environment, files: files, sleepsForReal: sleepsForReal) {
      try transport.send($0, cancellation: $1)
    }
  }

  var requests: [HTTPRequest] { record.withLock { $0.requests } }
  /// The request lines, such as `POST /jobs.json`.
  var lines: [String] { requests.map(\.line) }
  var output: String { record.withLock { $0.output } }
  var sleeps: [Int] { record.withLock { $0.sleeps } }
  var progressLines: [String] { record.withLock { $0.progress } }

  // MARK: - Host

  var progress: any ProgressDisplay { TestProgress(host: self) }
  func write(_ text: String) { record.withLock { $0.output += text } }
  func note(_ text: String) {}
  func readLine(prompt: String) throws -> String? { nil }
  func environment(_ name: String) -> String? { environment[name] }
  func now() -> Int { 1_700_000_000_000 + uptime() }
  func uptime() -> Int { record.withLock { $0.clock } }
  func randomBits() -> UInt64 { random() }

  func sleep(milliseconds: Int, cancellation: Cancellation) {
    if sleepsForReal {
      let end = ContinuousClock.now + .milliseconds(milliseconds)
      while ContinuousClock.now < end, !cancellation.isCancelled {
        OwnThread.pause(milliseconds: 5)
      }
    }
    record.withLock {
      $0.sleeps.append(milliseconds)
      $0.clock += milliseconds
    }
  }

  func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    record.withLock { $0.requests.append(request) }
    return try answer(request, cancellation)
  }

  fileprivate func add(progress line: String) { record.withLock { $0.progress.append(line) } }
}

private struct TestProgress: ProgressDisplay {
  let host: TestHost

  func begin(_ label: String) -> Int {
    host.add(progress: "begin \(label)")
    return 1
  }
  func update(_ entry: Int, fraction: Double?, detail: String) {
    host.add(progress: "update \(fraction.map { "\($0)" } ?? "-") \(detail)")
  }
  func end(_ entry: Int, outcome: String) { host.add(progress: "end \(outcome)") }
}

/// Files that are only names, below `/work`, or temporary ones that are really there.
private struct TestFiles: FileAccess {
  let names: Set<String>

  var currentDirectory: String { "/work" }
  func look(at path: String) throws -> FileStatus? {
    let isFolder = path == "/work" || path == "/"
    guard isFolder || names.contains(path) else { return nil }
    return FileStatus(
      kind: isFolder ? .folder : .file, size: isFolder ? 0 : TextFile.bytes(path)?.count ?? 0,
      identity: .init(device: 0, number: UInt64(path.hashValue.magnitude)))
  }
  func read(_ path: String) throws -> [UInt8] {
    guard let bytes = TextFile.bytes(path) else { throw ValueError(.io, "no content: \(path)") }
    return bytes
  }
  func write(_ bytes: [UInt8], to path: String) throws {}
  func append(_ bytes: [UInt8], to path: String) throws {}
  func list(_ path: String) throws -> [String] { names.sorted() }
  func createDirectory(_ path: String) throws {}
  func copy(_ path: String, to target: String) throws {}
  func move(_ path: String, to target: String) throws {}
  func remove(_ path: String) throws {}
}

extension HTTPRequest {
  /// `POST /jobs.json`.
  var line: String {
    let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
    let path = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    return "\(method) \(path)"
  }

  /// The JSON body, as compact text.
  var json: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

extension HTTPResponse {
  /// An answer with a JSON body.
  static func json(
    _ text: String, status: Int = 200, headers: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [("Content-Type", "application/json")] + headers,
      body: Array(text.utf8), url: "", elapsed: 12)
  }
}
