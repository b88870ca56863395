import Foundation
import Hummingbird
import ImgFlowStdlib
import ImgFlowSyntax
import ImgFlowVendors

/// expoze.io as its developer documentation describes it, and where that is silent, as its framework
/// (Symfony's API Platform with its JWT bundle) would do it.
final class ExpozeEmulator: VendorEmulator {
  let vendor: Vendor
  let store: SandboxStore
  let clock: SandboxClock
  let workers: ImageWorkers
  let sessions: ExpozeSessions
  let jobs: ExpozeJobRunner
  let uploads: UploadReceiver
  /// Account tokens that an organization starts with.
  private let tokens: Int

  init(
    store: SandboxStore, clock: SandboxClock, workers: ImageWorkers, webhooks: WebhookSender,
    tokens: Int
  ) throws {
    vendor = try Vendor.builtIn("expoze")
    self.store = store
    self.clock = clock
    self.workers = workers
    self.tokens = tokens
    sessions = ExpozeSessions(store: store, clock: clock)
    jobs = ExpozeJobRunner(store: store, clock: clock, workers: workers, webhooks: webhooks)
    uploads = UploadReceiver(folder: store.files)
  }

  /// Makes the demo accounts unless there are some, and takes up jobs that were cut off.
  func start() async throws {
    try await ExpozeAccounts.seed(store.database, tokens: tokens)
    await sessions.prepareKey()
    try await jobs.resume()
  }

  func caller(of headers: HTTPFields) async throws -> Expoze.User {
    try await sessions.user(of: headers)
  }

  func respond(to call: ExpozeCall) async throws -> Response {
    switch call.operation.name {
    case "login": try await login(call)
    case "refreshToken": try await refreshToken(call)
    case "getCurrentUser": try await getCurrentUser(call)
    case "createSpace": try await createSpace(call)
    case "listSpaces": try await listSpaces(call)
    case "uploadToSpace", "upload", "uploadBase64": try await upload(call)
    case "createJob": try await createJob(call)
    case "getJob": try await getJob(call)
    case "fetchImage": try await fetchImage(call)
    case "listOrganizations": try await listOrganizations(call)
    case "setWebhook": try await setWebhook(call)
    case "createAOI": try await createAOI(call)
    case "updateAOI": try await updateAOI(call)
    default:
      throw Refusal(
        status: 501, message: "The sandbox does not do \(call.operation.qualifiedName) yet.")
    }
  }

  func respond(toUndeclared method: HTTPRequest.Method, path: String) async throws -> Response? {
    guard method == .get, let file = path.after(Self.cachePath) else { return nil }
    return try await cachedImage(file)
  }
}

typealias ExpozeCall = VendorCall<Expoze.User>

extension Expoze.User {
  /// The number of a user that was read from the store.
  var number: Int64 { id ?? 0 }
}

extension Vendor {
  /// Reads the built-in declaration of a vendor.
  ///
  /// - Throws: `VendorDeclarationError`, when it is missing or not usable.
  static func builtIn(_ name: String) throws -> Vendor {
    let text = Stdlib.vendor(name) ?? ""
    return try load(name, from: SourceFile(name: "\(name).imgflow", text: text))
  }
}
