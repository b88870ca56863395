import Foundation
import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// A world for one run: output kept in memory, a real temporary folder, the real clock, randomness
/// that is the same in every run, and no network.
final class TestHost: ImgFlowRuntime.Host, ProgressDisplay {
  private struct State {
    var output: [UInt8] = []
    var input: [String]
    var steps: [String] = []
    var random: UInt64 = 0x2545_F491_4F6C_DD1D
  }

  private let state: Mutex<State>
  private let variables: [String: String]
  private let folder: TestFolder

  init(_ settings: Expectation.Settings) throws {
    state = Mutex(State(input: settings.input))
    variables = settings.environment
    folder = try TestFolder()
    for (name, text) in settings.files {
      try folder.createDirectory(Paths.folder(of: name))
      try folder.write(Array(text.utf8), to: name)
    }
  }

  /// What was printed, line by line.
  var printedLines: [String] {
    let text = String(decoding: state.withLock { $0.output }, as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  // MARK: - Host

  var files: any FileAccess { folder }
  var temporaryFolder: String { folder.currentDirectory + "/temporary" }
  var progress: any ProgressDisplay { self }

  func write(_ text: String) { state.withLock { $0.output += text.utf8 } }
  func note(_ text: String) { write(text + "\n") }
  func environment(_ name: String) -> String? { variables[name] }
  func now() -> Int { Int(Date().timeIntervalSince1970 * 1_000) }
  func uptime() -> Int { Int(ProcessInfo.processInfo.systemUptime * 1_000) }

  func readLine(prompt: String) throws -> String? {
    state.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() }
  }

  func sleep(milliseconds: Int, cancellation: Cancellation) {
    let end = uptime() + milliseconds
    while uptime() < end, !cancellation.isCancelled { usleep(500) }
  }

  /// The generator xorshift64*.
  func randomBits() -> UInt64 {
    state.withLock { state in
      state.random ^= state.random >> 12
      state.random ^= state.random << 25
      state.random ^= state.random >> 27
      return state.random &* 0x2545_F491_4F6C_DD1D
    }
  }

  /// Nobody is there but `echo.test`, which answers with what it was sent, and with the status that
  /// the path ends in; what points elsewhere points to `/end`.
  func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse {
    guard request.url.hasPrefix("https://echo.test/") else {
      throw ValueError(.network, "there is no network in conformance tests")
    }
    var sent = ""
    switch request.body {
    case .bytes(let bytes): sent = String(decoding: bytes, as: UTF8.self)
    case .multipart(let parts): sent = parts.map(Self.text).joined(separator: "&")
    case .none, .file, .base64File: break
    }
    let headers = try RecordObject(request.headers.map { ($0.name, Value.string($0.value)) })
    let answer: Value = try .object([
      "method": .string(request.method), "url": .string(request.url), "headers": .heap(headers),
      "sent": .string(sent),
    ])
    let path = request.url.prefix { $0 != "?" }
    let status = path.split(separator: "/").last.flatMap { Int($0) } ?? 200
    var body = try JSON.bytes(of: answer)
    if let destination = request.destination, (200..<300).contains(status) {
      try destination.append(body[...])
      body = []
    }
    return HTTPResponse(
      status: status,
      headers: [("Content-Type", "application/json")]
        + ((300..<400).contains(status) ? [("Location", "/end")] : []), body: body,
      url: request.url, elapsed: 1)
  }

  private static func text(_ part: HTTPRequest.Part) -> String {
    switch part.content {
    case .text(let text): "\(part.name)=\(text)"
    case .file(let path, let type):
      "\(part.name)=@\(part.fileName ?? Paths.name(of: path))" + (type.map { ";\($0)" } ?? "")
    }
  }

  /// Three programs: `echo`, `cat` and `false`.
  func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    let words = command.arguments.joined(separator: " ")
    switch command.program {
    case "echo":
      return Command.Result(status: 0, output: Array("\(words)\n".utf8), errors: [])
    case "cat": return Command.Result(status: 0, output: command.input, errors: [])
    case "false": return Command.Result(status: 1, output: [], errors: Array("no\n".utf8))
    default: throw ValueError(.io, "no such program: `\(command.program)`")
    }
  }

  // MARK: - ProgressDisplay

  /// How the steps ended that the script has made, in the order of their ends.
  var steps: [String] { state.withLock { $0.steps } }

  func begin(_ label: String) -> Int { 0 }
  func update(_ entry: Int, fraction: Double?, detail: String) {}
  func end(_ entry: Int, outcome: String) { state.withLock { $0.steps.append(outcome) } }
}
