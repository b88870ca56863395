import Foundation
import GRDB
import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// DeepOpinion Studio as its API documents describe it. Files are really read, models really trained
/// and measured; where the documents are silent, the vendor's published client and pages decide.
final class DeepOpinionEmulator: VendorEmulator {
  static let name = "deepopinion"
  static let schema = DeepOpinionSchema.schema
  static let account: HTML = """
    account <code>\(DeepOpinionAccounts.demo)</code>, password
    <code>\(DeepOpinionAccounts.password)</code>
    """

  let vendor: Vendor
  let services: SandboxServices
  let sessions: DeepOpinionSessions
  let runner: WorkRunner<DeepOpinionWorker>
  private let documents = Lane()

  init(_ services: SandboxServices) throws {
    vendor = try Self.declaration()
    self.services = services
    sessions = DeepOpinionSessions(store: services.store, clock: services.clock)
    runner = WorkRunner(
      DeepOpinionWorker(store: services.store, workers: services.workers), services)
  }

  /// Makes the demo accounts unless there are some, and takes up work that was cut off.
  func start() async throws {
    try await DeepOpinionAccounts.seed(store.database, now: clock.now)
    await sessions.prepareKey()
    try await runner.resume()
  }

  func settle() async { await runner.settle() }
  func stop() async { await runner.cancelAll() }
  func expireSessions() async throws { try await sessions.users.expireAll() }

  func caller(of headers: HTTPFields) async throws -> DeepOpinion.User {
    try await sessions.users.user(of: DeepOpinionSessions.token(in: headers))
  }

  func respond(
    to operation: DeepOpinionOperation, _ call: DeepOpinionCall
  ) async throws -> Response {
    do {
      // Files take memory until their response is sent.
      let bringsFile = !call.content.files.isEmpty || call.body["file_id"] != nil
      guard bringsFile else { return try await carryOut(operation.work, call) }
      return try await documents.pass { try await self.carryOut(operation.work, call) }
    } catch let fault as FileFault {
      throw Refusal.malformed(fault.text)
    } catch let fault as TrainingFault {
      throw Refusal.malformed(fault.message)
    }
  }

  private func carryOut(
    _ work: DeepOpinionWork, _ call: DeepOpinionCall
  ) async throws -> Response {
    switch work {
    case .read(let body): try await read(call, body)
    case .write(let body): try await write(call, body)
    case .direct(let body): try await body(self, call)
    }
  }

  /// Every 400 has the form of one for an argument.
  func adapted(_ refusal: Refusal, for operation: ImgFlowCatalogue.Operation?) -> Refusal {
    guard refusal.status == 400, let message = refusal.message else { return refusal }
    return Refusal.invalid("", message)
  }

  private func read(
    _ call: DeepOpinionCall, _ body: @escaping DeepOpinionWork.Body
  ) async throws -> Response {
    let now = clock.now
    let value = try await store.database.read { db in
      try body(DeepOpinionTransaction(db, call, now: now))
    }
    return answer(to: call, value)
  }

  /// Carries out what changes something, and begins the work that it orders.
  func write(
    _ call: DeepOpinionCall, _ body: @escaping DeepOpinionWork.Body
  ) async throws -> Response {
    let now = clock.now
    let table = try await uploadedTable(of: call)
    let (value, tasks, messages) = try await store.database.write { db in
      let transaction = DeepOpinionTransaction(db, call, now: now, table: table)
      return (try body(transaction), transaction.tasks, transaction.messages)
    }
    for task in tasks { await runner.start(task, failing: await runner.takePlannedFailure()) }
    await runner.send(messages)
    return answer(to: call, value)
  }

  func answer(to call: DeepOpinionCall, _ value: Value) -> Response {
    .json(value, status: .init(code: call.operation.status))
  }
}

typealias DeepOpinionCall = VendorCall<DeepOpinion.User>
