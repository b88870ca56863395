import Foundation
import Hummingbird
import ImgFlowCatalogue
import ImgFlowNetwork
import ImgFlowSyntax
import ImgFlowValues
import NIOCore
import Synchronization
import Testing

@testable import ImgFlowSandbox

/// A vendor that knows a call again by its key, as its declaration says.
private final class PrintsEmulator: VendorEmulator {
  enum OperationName: String, CaseIterable { case order, look }

  static let name = "prints"
  static let schema = VendorSchema(tables: [], migrations: [])
  static let account: HTML = ""

  let vendor: Vendor
  let services: SandboxServices
  /// How many requests were carried out.
  let effects = Mutex(0)
  /// What holds requests up; nil if nothing does.
  let gate = Mutex<AsyncStream<Void>?>(nil)

  init(_ services: SandboxServices) throws {
    self.services = services
    vendor = try Vendor.load(
      Self.name,
      from: SourceFile(
        name: "prints.imgflow",
        text: """
          vendor prints {
            base "https://prints.example"
            operation order(size: string, photo?: file) -> any
              POST "/orders"
              json {size}
              repeat keyed "Idempotency-Key"
            operation look() -> any
              GET "/orders"
          }
          """))
  }

  func start() async throws {}
  func caller(of headers: HTTPFields) async throws -> String { "someone" }

  func respond(to operation: OperationName, _ call: VendorCall<String>) async throws -> Response {
    if let gate = gate.withLock({ $0 }) { for await _ in gate {} }
    if call.text("size") == "A9" { throw Refusal.invalid("size", "is not a size") }
    let count = effects.withLock {
      $0 += 1
      return $0
    }
    return .object(["id": .int(count)], status: 201)
  }
}

@Suite("Requests with keys in the sandbox")
struct KeptAnswerTests {
  /// An emulator with what the router needs, on a clock that stands still.
  private struct Setting {
    let emulator: PrintsEmulator
    let kept = KeptAnswers()
    let clock = SandboxClock(rate: 0)
    let store: SandboxStore
    let gate = ResetGate()

    init() throws {
      store = try SandboxStore(file: nil)
      let webhooks = WebhookSender(
        allowsRemote: false, proxies: ProxyRules(environment: { _ in nil }),
        log: RequestLog { _ in },
        clock: clock)
      emulator = try PrintsEmulator(
        SandboxServices(
          store: store, clock: clock, workers: ImageWorkers(),
          outbox: Outbox(database: store.database, sender: webhooks), tokens: 0))
    }

    /// Sends an order and returns the status and body of the response.
    func order(_ size: String, key: String?) async throws -> String {
      var head = HTTPRequest(
        method: .post, scheme: "http", authority: "localhost", path: "/prints/orders")
      head.headerFields[.contentType] = "application/json"
      if let key, let name = HTTPFields.Element.Name("Idempotency-Key") {
        head.headerFields[name] = key
      }
      let body = ByteBuffer(string: #"{"size": "\#(size)"}"#)
      var log = RequestLog.Entry(time: clock.now, method: "POST", path: "/orders")
      let router = VendorRouter(
        emulator: emulator, files: store.files, faults: FaultInjector(nil), gate: gate, kept: kept)
      let response = await router.respond(
        to: Request(head: head, body: RequestBody(buffer: body)), path: "/orders", log: &log)
      let capture = BodyCapture()
      let text = Sink()
      try await response.body.captured(by: capture).write(text)
      return "\(response.status.code) \(String(decoding: capture.bytes ?? [], as: UTF8.self))"
    }

    private final class Sink: ResponseBodyWriter {
      func write(_ buffer: ByteBuffer) async throws {}
      func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
  }

  @Test func theSameRequestIsCarriedOutOnceInADay() async throws {
    let setting = try Setting()
    defer { setting.store.close() }
    let first = try await setting.order("A4", key: "k1")
    #expect(first == #"201 {"id":1}"#)
    #expect(try await setting.order("A4", key: "k1") == first)
    #expect(try await setting.order("A4", key: "k2") == #"201 {"id":2}"#)
    setting.clock.step(by: KeptAnswers.life - 1)
    #expect(try await setting.order("A4", key: "k1") == first)
    setting.clock.step(by: 1)
    #expect(try await setting.order("A4", key: "k1") == #"201 {"id":3}"#)
  }

  @Test func aKeyIsForOneRequestAndNeeded() async throws {
    let setting = try Setting()
    defer { setting.store.close() }
    _ = try await setting.order("A4", key: "k1")
    let other = try await setting.order("A3", key: "k1")
    #expect(other.hasPrefix("422 "), "\(other)")
    for key in [nil, ""] {
      let without = try await setting.order("A4", key: key)
      #expect(without.hasPrefix("400 "), "\(without)")
    }
    #expect(setting.emulator.effects.withLock { $0 } == 1)
  }

  @Test func aRefusalIsNotKept() async throws {
    let setting = try Setting()
    defer { setting.store.close() }
    for _ in 0..<2 {
      let refused = try await setting.order("A9", key: "k1")
      #expect(!refused.hasPrefix("2"), "\(refused)")
    }
    // The request may be put right under the same key.
    #expect(try await setting.order("A4", key: "k1") == #"201 {"id":1}"#)
  }

  @Test func aRequestThatIsStillCarriedOutIsAConflict() async throws {
    let setting = try Setting()
    defer { setting.store.close() }
    let (gate, opening) = AsyncStream.makeStream(of: Void.self)
    setting.emulator.gate.withLock { $0 = gate }
    async let first = setting.order("A4", key: "k1")
    var second = ""
    // Until the first has begun, the second would be the first.
    while !setting.kept.isBusy { await Task.yield() }
    second = try await setting.order("A4", key: "k1")
    #expect(second.hasPrefix("409 "), "\(second)")
    opening.finish()
    #expect(try await first == #"201 {"id":1}"#)
    setting.emulator.gate.withLock { $0 = nil }
    #expect(try await setting.order("A4", key: "k1") == #"201 {"id":1}"#)
    #expect(setting.emulator.effects.withLock { $0 } == 1)
  }

  @Test func aResetForgetsKeys() async throws {
    let setting = try Setting()
    defer { setting.store.close() }
    _ = try await setting.order("A4", key: "k1")
    setting.kept.removeAll()
    #expect(try await setting.order("A4", key: "k1") == #"201 {"id":2}"#)
  }
}
