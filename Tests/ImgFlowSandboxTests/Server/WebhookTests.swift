import Foundation
import Hummingbird
import ImgFlowNetwork
import ImgFlowValues
import Logging
import Synchronization
import TestSupport
import Testing

@testable import ImgFlowSandbox

@Suite(.blocking) struct WebhookTests {
  @Test func finishedJobsAreSentOnce() async throws {
    try await TestSandbox.with { sandbox in
      try await Receiver.with { receiver in
        let token = try await sandbox.login()
        let set = try await sandbox.put(
          "/expoze/organizations/1.json", #"{"webhook": "\#(receiver.url)"}"#, token: token)
        #expect(set.status == 200 && set["webhook"].asString == receiver.url)
        let media = try await sandbox.uploadedMedia(token: token)
        let job = try await sandbox.finishedJob(on: media, token: token)
        try await sandbox.step("1h")
        #expect(receiver.bodies == [job.text])
        #expect(try await sandbox.get("/_sandbox/log").text.contains(#""isOutgoing":true"#))
      }
    }
  }

  @Test func failedJobsAreSentToo() async throws {
    try await TestSandbox.with { sandbox in
      try await Receiver.with { receiver in
        let token = try await sandbox.login()
        _ = try await sandbox.put(
          "/expoze/organizations/1.json", #"{"webhook": "\#(receiver.url)"}"#, token: token)
        _ = try await sandbox.post("/_sandbox/expoze/fail-next-job")
        let media = try await sandbox.uploadedMedia(token: token)
        _ = try await sandbox.finishedJob(on: media, token: token)
        let body = try JSON.parse(try #require(receiver.bodies.first)).asRecord
        #expect(body?["status"]?.asString == "failed")
      }
    }
  }

  @Test func reviewsThatPeopleOweAreSent() async throws {
    try await Studio.with { studio in
      try await Receiver.with { receiver in
        let (project, _, model) = try await studio.trained()
        let hitl = try await studio.post(
          "/projects/\(project)/hitls",
          #"{"model_id": \#(model), "is_live": true, "webhook_url": "\#(receiver.url)"}"#)
        let id = try #require(hitl["id"].asInt)
        let note = try FileReadingTests.fixture("note.pdf")
        let path = "/organizations/1/projects/\(project)/models/\(model)/extract"
        let found = try await studio.upload(path, note, named: "note.pdf")
        #expect(found["documents.0.hitl.status"].asString == "pending", "\(found.text)")
        try await studio.step("0s")
        let body = try JSON.parse(try #require(receiver.bodies.first)).asRecord
        #expect(body?["hitl"]?.asRecord?["id"]?.asInt == id)
        let listed = try await studio.get(
          "/projects/\(project)/hitls/\(id)/reviews?with_full_data=true")
        #expect(listed.json.asList?.items.isEmpty == false)
        #expect(Value.equals(body?["reviews"] ?? .null, listed.json))
        #expect(receiver.bodies.count == 1)
      }
    }
  }

  @Test func nothingIsSentToOtherMachines() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      let set = try await sandbox.put(
        "/expoze/organizations/1.json", #"{"webhook": "https://webhook.site/0123"}"#, token: token)
      #expect(set.status == 200)
      let media = try await sandbox.uploadedMedia(token: token)
      let job = try await sandbox.finishedJob(on: media, token: token)
      #expect(job["status"].asString == "done")
      #expect(try await sandbox.get("/_sandbox/log").text.contains("Not sent"))
    }
  }

  /// What the proxy is asked for, by the scheme of an address and the variables of the environment.
  @Test(
    arguments: [
      ("http", ["http_proxy": "http://PLACE"], ["POST http://hooks.test/in?x=a%2Fb HTTP/1.1"]),
      ("http", ["ALL_PROXY": "PLACE"], ["POST http://hooks.test/in?x=a%2Fb HTTP/1.1"]),
      ("http", ["http_proxy": "socks5://PLACE"], ["SOCKS hooks.test:80"]),
      ("https", ["https_proxy": "PLACE"], ["CONNECT hooks.test:443 HTTP/1.1"]),
      ("https", ["http_proxy": "PLACE"], []),
      ("http", ["http_proxy": "PLACE", "no_proxy": "hooks.test"], []),
    ] as [(String, [String: String], [String])])
  func proxiesAreThoseOfTheEnvironment(
    scheme: String, variables: [String: String], lines: [String]
  ) async throws {
    let proxy = try PythonServer("proxy.py")
    let named = variables.mapValues { $0.replacing("PLACE", with: proxy.place) }
    let entry = try await Self.sent(to: "\(scheme)://hooks.test/in?x=a%2Fb", named)
    #expect(proxy.lines(lines.count) == lines, "\(entry)")
    #expect((entry.status == 200) == (lines.first?.hasPrefix("POST") == true), "\(entry)")
  }

  @Test func thisMachineIsReachedWithoutAProxy() async throws {
    try await Receiver.with { receiver in
      let entry = try await Self.sent(to: receiver.url, ["http_proxy": "127.0.0.1:1"])
      #expect(entry.status == 204 && receiver.bodies == ["{}"], "\(entry)")
    }
  }

  @Test(arguments: [
    ("http://hooks.test/", "`http_proxy` is not the address of a proxy"),
    ("http://hooks.test/a b", "the address "), ("ftp://hooks.test/", "the address "),
  ])
  func whatCannotBeSentIsSaid(address: String, problem: String) async throws {
    let entry = try await Self.sent(to: address, ["http_proxy": "ftp://proxy.test"])
    #expect(entry.problem?.contains(problem) == true, "\(entry)")
  }

  /// What the log says of a message to an address.
  private static func sent(
    to address: String, _ variables: [String: String]
  ) async throws -> RequestLog.Entry {
    let log = RequestLog { _ in }
    let sender = WebhookSender(
      allowsRemote: true, proxies: ProxyRules { variables[$0] }, log: log,
      clock: SandboxClock(rate: 0))
    await sender.send("{}", to: address)
    return try #require(log.entries.last)
  }

  @Test func aDeadReceiverHarmsNothing() async throws {
    try await TestSandbox.with { sandbox in
      let token = try await sandbox.login()
      _ = try await sandbox.put(
        "/expoze/organizations/1.json", #"{"webhook": "http://127.0.0.1:1/"}"#, token: token)
      let media = try await sandbox.uploadedMedia(token: token)
      let job = try await sandbox.finishedJob(on: media, token: token)
      #expect(job["status"].asString == "done")
      #expect(try await sandbox.get("/_sandbox/log").text.contains("Not delivered"))
    }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.8.9.1", true), ("localhost", true), ("[::1]", true),
    ("127.0.0.1.evil.example", false), ("127.evil", false), ("localhost.evil.example", false),
    ("10.0.0.1", false), ("0.0.0.0", false), ("", false),
  ])
  func onlyThisMachineIsLoopback(host: String, expected: Bool) {
    #expect(Loopback.isHost(host) == expected)
    #expect(Loopback.isHost(ofAddress: "http://\(host):80/x") == expected)
    #expect(!Loopback.isHost(ofAddress: "http://\(host)@evil.example/"))
  }
}

/// Something that webhooks can be sent to.
final class Receiver: Sendable {
  struct Call: Sendable {
    var method: String
    /// With its query.
    var path: String
    var authorization: String?
    var body: String
  }

  let url: String
  private let received = Mutex<[Call]>([])

  private init(port: Int) { url = "http://127.0.0.1:\(port)/hook" }

  var calls: [Call] { received.withLock { $0 } }
  var bodies: [String] { calls.map(\.body) }

  static func with(_ body: @escaping @Sendable (Receiver) async throws -> Void) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let current = Mutex<Receiver?>(nil)
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in
        let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
        let call = Call(
          method: request.method.rawValue, path: request.uri.description,
          authorization: request.headers[.authorization], body: text)
        current.withLock { $0 }?.received.withLock { $0.append(call) }
        return Response(status: .noContent)
      },
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "receiver") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try? await application.run() }
      var ready = ports.makeAsyncIterator()
      let receiver = Receiver(port: try #require(await ready.next()))
      current.withLock { $0 = receiver }
      defer { group.cancelAll() }
      try await body(receiver)
    }
  }
}
