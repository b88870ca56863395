import Foundation
import Hummingbird
import ImgFlowValues
import Logging
import Synchronization
import Testing

@testable import ImgFlowSandbox

@Suite struct WebhookTests {
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
