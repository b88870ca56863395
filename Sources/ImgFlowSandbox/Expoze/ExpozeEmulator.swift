import Foundation
import Hummingbird
import ImgFlowCatalogue

/// expoze.io as its developer documentation describes it, and where that is silent, as its framework
/// (Symfony's API Platform with its JWT bundle) would do it.
final class ExpozeEmulator: VendorEmulator {
  static let name = "expoze"
  static let schema = ExpozeSchema.schema
  static let account: HTML = """
    account <code>\(ExpozeAccounts.demo)</code>, password <code>\(ExpozeAccounts.password)</code>
    """

  let vendor: Vendor
  let services: SandboxServices
  let sessions: ExpozeSessions
  let jobs: WorkRunner<ExpozeHeatmaps>

  init(_ services: SandboxServices) throws {
    vendor = try Self.declaration()
    self.services = services
    sessions = ExpozeSessions(store: services.store, clock: services.clock)
    jobs = WorkRunner(ExpozeHeatmaps(store: services.store, workers: services.workers), services)
  }

  /// Makes the demo accounts unless there are some, and takes up jobs that were cut off.
  func start() async throws {
    try await ExpozeAccounts.seed(store.database, tokens: services.tokens)
    await sessions.prepareKey()
    try await jobs.resume()
  }

  func settle() async { await jobs.settle() }
  func stop() async { await jobs.cancelAll() }
  func expireSessions() async throws { try await sessions.users.expireAll() }

  func caller(of headers: HTTPFields) async throws -> Expoze.User {
    try await sessions.users.user(of: headers.bearerToken)
  }

  func respond(to operation: ExpozeOperation, _ call: ExpozeCall) async throws -> Response {
    switch operation {
    case .login: try await login(call)
    case .refreshToken: try await refreshToken(call)
    case .getCurrentUser: try await getCurrentUser(call)
    case .createSpace: try await createSpace(call)
    case .listSpaces: try await listSpaces(call)
    case .uploadToSpace, .upload, .uploadBase64: try await upload(call)
    case .createJob: try await createJob(call)
    case .getJob: try await getJob(call)
    case .fetchImage: try await fetchImage(call)
    case .listOrganizations: try await listOrganizations(call)
    case .setWebhook: try await setWebhook(call)
    case .createAOI: try await createAOI(call)
    case .updateAOI: try await updateAOI(call)
    }
  }

  func respond(toUndeclared request: Request, path: String, base: String) async throws -> Response?
  {
    guard request.method == .get, let file = path.after(Self.cachePath) else { return nil }
    return try await cachedImage(file)
  }
}

/// The operations, by their names in the declaration.
enum ExpozeOperation: String, CaseIterable {
  case login, refreshToken, getCurrentUser, createSpace, listSpaces, uploadToSpace, upload,
    uploadBase64, createJob, getJob, fetchImage, listOrganizations, setWebhook, createAOI,
    updateAOI
}

typealias ExpozeCall = VendorCall<Expoze.User>

extension Expoze.User {
  /// The number of a user that was read from the store.
  var number: Int64 { id ?? 0 }
}
