import AsyncHTTPClient
import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// A sandbox of a test's own, on a free port, spoken to over HTTP.
struct TestSandbox: Sendable {
  let url: String
  var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// Redirects are not followed, so that tests see them.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(600))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// Runs `body` with a sandbox whose clock is held, unless `configure` says otherwise. A statement of its
  /// database that would be slow with many rows is an issue.
  static func with<Result: Sendable>(
    limits: ConnectionLimits = .ofProcess,
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (TestSandbox) async throws -> Result
  ) async throws -> Result {
    var configuration = SandboxConfiguration()
    configuration.timeScale = 0
    configuration.onStatement = StatementWatch.shared.note
    configure(&configuration)
    let server = try await SandboxServer(configuration, limits: limits)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        do {
          try await server.run { continuation.yield($0) }
        } catch is CancellationError {}
        continuation.finish()
        return nil
      }
      var ready = ports.makeAsyncIterator()
      let port = try #require(await ready.next())
      let outcome: Swift.Result<Result, any Error>
      do {
        outcome = .success(try await body(TestSandbox(url: "http://127.0.0.1:\(port)")))
      } catch {
        outcome = .failure(error)
      }
      group.cancelAll()
      while try await group.next() != nil {}
      for problem in try StatementWatch.shared.problems() { Issue.record("\(problem)") }
      return try outcome.get()
    }
  }

  // MARK: - Requests

  /// Sends a request; paths begin after the address of the server.
  func send(
    _ method: String, _ path: String, token: String? = nil, headers: [String: String] = [:],
    body: HTTPClientRequest.Body? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url + path)
    request.method = .RAW(value: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    request.body = body
    let response = try await Self.client.execute(request, timeout: .seconds(600))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code),
      headers: Dictionary(
        response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 }),
      bytes: Array(bytes.readableBytesView))
  }

  func get(_ path: String, token: String? = nil) async throws -> Answer {
    try await send("GET", path, token: token)
  }

  func post(_ path: String, _ json: String = "", token: String? = nil) async throws -> Answer {
    try await send(
      "POST", path, token: token, headers: ["Content-Type": "application/json"],
      body: .bytes(ByteBuffer(string: json)))
  }

  func put(_ path: String, _ json: String, token: String? = nil) async throws -> Answer {
    try await send(
      "PUT", path, token: token, headers: ["Content-Type": "application/json"],
      body: .bytes(ByteBuffer(string: json)))
  }

  // MARK: - Steps of most tests

  func login(_ username: String = ExpozeAccounts.demo) async throws -> String {
    let answer = try await post(
      "/expoze/auth/token", #"{"username": "\#(username)", "password": "sandbox"}"#)
    return try #require(answer["token"].asString)
  }

  /// Uploads as a multipart form.
  func upload(
    _ data: Data, named name: String = "a.jpg", token: String, to path: String = "/developer/upload"
  ) async throws -> Answer {
    let (type, body) = Self.form(data, named: name)
    return try await send(
      "POST", "/expoze\(path)", token: token, headers: ["Content-Type": type],
      body: .bytes(ByteBuffer(bytes: body)))
  }

  static func form(_ data: Data, named name: String) -> (type: String, body: Data) {
    let boundary = "----test\(UInt64.random(in: 0...UInt64.max))"
    let head =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
      + "Content-Type: image/jpeg\r\n\r\n"
    let body = Data(head.utf8) + data + Data("\r\n--\(boundary)--\r\n".utf8)
    return ("multipart/form-data; boundary=\(boundary)", body)
  }

  func uploadedMedia(_ name: String = "cat.jpg", token: String) async throws -> Int {
    try #require(try await upload(TestImages.data(name), token: token)["mediaId"].asInt)
  }

  func createdJob(on media: Int, _ settings: String = "", token: String) async throws -> Answer {
    let answer = try await post(
      "/expoze/jobs.json", #"{"media": \#(media)\#(settings)}"#, token: token)
    #expect(answer.status == 200, "\(answer.text)")
    return answer
  }

  /// A job that is done. The clock is stepped for it.
  func finishedJob(on media: Int, _ settings: String = "", token: String) async throws -> Answer {
    let id = try #require(try await createdJob(on: media, settings, token: token)["id"].asInt)
    try await step("10s")
    return try await get("/expoze/jobs/\(id).json", token: token)
  }

  func step(_ duration: String) async throws {
    let answer = try await post("/_sandbox/clock", #"{"step": "\#(duration)"}"#)
    #expect(answer.status == 200, "\(answer.text)")
  }

  struct Answer: Sendable {
    var status: Int
    var headers: [String: String]
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: Value { (try? JSON.parse(bytes)) ?? .null }

    /// What is under a path of keys and indices: `violations.0.propertyPath`.
    subscript(_ path: String) -> Value {
      path.split(separator: ".").reduce(json) { value, key in
        if let list = value.asList, let index = Int(key) {
          return list.items.indices.contains(index) ? list.items[index] : .null
        }
        return value.asRecord?[String(key)] ?? .null
      }
    }
  }
}
