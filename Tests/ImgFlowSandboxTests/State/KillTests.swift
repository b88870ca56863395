import Foundation
import ImgFlowValues
import NIOCore
import Synchronization
import Testing

@testable import ImgFlowSandbox

/// What is acknowledged outlives a kill at any moment, and what was under way comes to its end.
@Suite struct KillTests {
  /// Something that was acknowledged, and whether it is there.
  struct Fact: Sendable {
    let text: String
    let isKept: @Sendable (TestSandbox) async throws -> Bool
  }

  /// What the writers were told.
  private final class Ledger: Sendable {
    private let state = Mutex((facts: [Fact](), asked: 0, answered: 0))

    var facts: [Fact] { state.withLock { $0.facts } }
    /// How many jobs there may be: those that were acknowledged, and perhaps others that were asked for.
    var jobs: ClosedRange<Int> { state.withLock { $0.answered...$0.asked } }

    func ask(isJob: Bool) { state.withLock { $0.asked += isJob ? 1 : 0 } }

    func note(_ fact: Fact, isJob: Bool) {
      state.withLock { state in
        state.facts.append(fact)
        state.answered += isJob ? 1 : 0
      }
    }
  }

  private struct Session: Sendable {
    let expoze: String
    let studio: String
    let media: Int
    let project: Int
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 2, 3] as [UInt64])
  func whatIsAcknowledgedOutlivesAKill(_ seed: UInt64) async throws {
    let folder = try StoreFolder()
    var random = SeededGenerator(seed: seed)
    let ledger = Ledger()
    var program = try await start(folder)
    let session = try await Self.session(program.sandbox)
    for round in 0..<2 {
      let sandbox = program.sandbox
      let writers = (0..<8).map { writer in
        Task {
          for number in 0..<10_000 {
            let name = "\(seed)-\(round)-\(writer)-\(number)"
            ledger.ask(isJob: writer == 0)
            guard let fact = try await Self.write(name, writer, session, sandbox) else { continue }
            ledger.note(fact, isJob: writer == 0)
          }
        }
      }
      // As many writes as chance wants, however long they take here.
      let enough = ledger.facts.count + Int.random(in: 15...80, using: &random)
      while ledger.facts.count < enough { try await Task.sleep(for: .milliseconds(5)) }
      program.kill()
      // Each ends with the call that nobody answers; another server may soon have the port.
      for writer in writers { writer.cancel() }
      for writer in writers { _ = await writer.result }
      program = try await start(folder)
    }
    defer { program.kill() }
    #expect(ledger.facts.count >= 30)
    for fact in ledger.facts {
      let isKept = try await Self.becomesTrue(fact, program.sandbox)
      #expect(isKept, "lost with seed \(seed): \(fact.text)")
    }
    try await expectNothingTwice(program.sandbox, session, ledger.jobs, folder)
  }

  private func start(_ folder: StoreFolder) async throws -> SandboxProgram {
    try SandboxProgram("--db", folder.database.path, "--time-scale", "50", "--tokens", "5000")
  }

  private static func session(_ sandbox: TestSandbox) async throws -> Session {
    let token = try await sandbox.login()
    let media = try #require(
      try await sandbox.upload(try TestImages.data("small.webp"), token: token)["mediaId"].asInt)
    let studio = try await Studio.login(sandbox)
    let project = try await studio.made("/projects", #"{"name": "p", "type": "CLASS"}"#)
    return Session(expoze: token, studio: studio.token, media: media, project: project)
  }

  /// A job may still be at work.
  private static func becomesTrue(_ fact: Fact, _ sandbox: TestSandbox) async throws -> Bool {
    for _ in 0..<300 {
      if try await fact.isKept(sandbox) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  /// No job costs two tokens, and no file is left that nothing tells of.
  private func expectNothingTwice(
    _ sandbox: TestSandbox, _ session: Session, _ jobs: ClosedRange<Int>, _ folder: StoreFolder
  ) async throws {
    let organizations = try await sandbox.get("/expoze/organizations.json", token: session.expoze)
    let spent = 5000 - (organizations["0.tokens"].asInt ?? 0)
    #expect(jobs.contains(spent))
    let images = try await sandbox.send(
      "GET", "/assetzen/images?limit=1", token: AssetZenSeeds.token,
      headers: ["Accept": "application/json"])
    #expect(images["count"].asInt == folder.count("assetzen"))
    #expect(folder.count("incoming") == 0)
  }

  // MARK: - Writers

  /// Writes something, each writer of another kind; nil when it was refused.
  ///
  /// - Throws: when nobody answers.
  private static func write(
    _ name: String, _ writer: Int, _ session: Session, _ sandbox: TestSandbox
  ) async throws -> Fact? {
    switch writer {
    case 0: try await order(session, sandbox)
    case 1, 2: try await profile(name, sandbox)
    case 3: try await image(name, sandbox)
    case 4: try await upload(sandbox)
    case 5: try await space(name, session, sandbox)
    default: try await document(name, session, sandbox)
    }
  }

  /// A job that is ordered is done in the end.
  private static func order(_ session: Session, _ sandbox: TestSandbox) async throws -> Fact? {
    let made = try await sandbox.post(
      "/expoze/jobs.json", #"{"media": \#(session.media)}"#, token: session.expoze)
    guard made.status == 200, let id = made["id"].asInt else { return nil }
    return Fact(text: "job \(id)") { sandbox in
      let job = try await sandbox.get("/expoze/jobs/\(id).json", token: session.expoze)
      return job["status"].asString == "done"
    }
  }

  private static func profile(_ name: String, _ sandbox: TestSandbox) async throws -> Fact? {
    let headers = ["api_key": PixoneyeSeeds.demo.key, "Content-Type": "application/json"]
    let given = #"{"appID": "MyApp", "deviceID": "\#(name)", "city": "\#(name)"}"#
    let made = try await sandbox.send(
      "POST", "/pixoneye/v1/users/post-profile", headers: headers,
      body: .bytes(ByteBuffer(string: given)))
    guard made.status == 201 else { return nil }
    return Fact(text: "profile \(name)") { sandbox in
      let found = try await sandbox.send(
        "POST", "/pixoneye/v1/users/profiles-by-device-ids", headers: headers,
        body: .bytes(ByteBuffer(string: #"{"appID": "MyApp", "deviceIDs": ["\#(name)"]}"#)))
      return found["profiles.0.city"].asString == name
    }
  }

  /// A title, which the next one replaces: that of before is not told any more.
  private static func image(_ name: String, _ sandbox: TestSandbox) async throws -> Fact? {
    let headers = ["Accept": "application/json", "Content-Type": "application/json"]
    let path = "/assetzen/images/BAhrYglpKW5u"
    let field = ["title", "description", "alt_text"][name.count % 3]
    let made = try await sandbox.send(
      "PATCH", path, token: AssetZenSeeds.token, headers: headers,
      body: .bytes(ByteBuffer(string: #"{"\#(field)": "\#(name)"}"#)))
    guard made.status == 200 else { return nil }
    return Fact(text: "\(field) of an image") { sandbox in
      let found = try await sandbox.send(
        "GET", path, token: AssetZenSeeds.token, headers: ["Accept": "application/json"])
      return found[field].asString?.contains("-") == true
    }
  }

  private static func upload(_ sandbox: TestSandbox) async throws -> Fact? {
    let data = try TestImages.data("small.webp")
    let (type, body) = TestSandbox.form(data, named: "a.webp")
    let made = try await sandbox.send(
      "PUT", "/assetzen/images", token: AssetZenSeeds.token,
      headers: ["Content-Type": type, "Accept": "application/json"],
      body: .bytes(ByteBuffer(bytes: body)))
    guard made.status == 201, let sid = made["sid"].asString else { return nil }
    return Fact(text: "upload \(sid)") { sandbox in
      let found = try await sandbox.send(
        "GET", "/assetzen/images/\(sid)", token: AssetZenSeeds.token,
        headers: ["Accept": "application/json"])
      return found.status == 200
    }
  }

  private static func space(
    _ name: String, _ session: Session, _ sandbox: TestSandbox
  ) async throws -> Fact? {
    let made = try await sandbox.post(
      "/expoze/spaces", #"{"name": "\#(name)", "organization": 1}"#, token: session.expoze)
    guard made.status == 200 else { return nil }
    return Fact(text: "space \(name)") { sandbox in
      try await sandbox.get("/expoze/spaces.json", token: session.expoze).text.contains(name)
    }
  }

  /// Documents that arrive by work in the background.
  private static func document(
    _ name: String, _ session: Session, _ sandbox: TestSandbox
  ) async throws -> Fact? {
    let studio = Studio(sandbox: sandbox, token: session.studio)
    let made = try await studio.post(
      "/projects/\(session.project)/upload-documents", #"[{"text": "text \#(name)"}]"#)
    guard made.status == 200 || made.status == 202 else { return nil }
    return Fact(text: "document \(name)") { sandbox in
      let found = try await Studio(sandbox: sandbox, token: session.studio)
        .get("/projects/\(session.project)/documents?search=text%20\(name)")
      return found["documents"].asItems?.count { $0.asRecord?["text"]?.asString == "text \(name)" }
        == 1
    }
  }
}
