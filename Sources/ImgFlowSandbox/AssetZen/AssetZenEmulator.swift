import GRDB
import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// AssetZen as its API document and its public clients describe it, and where they are silent, as its
/// framework (Rails with Doorkeeper) would do it.
final class AssetZenEmulator: VendorEmulator {
  static let name = "assetzen"
  static let schema = AssetZenSchema.schema
  static let account: HTML = """
    access token <code>\(AssetZenSeeds.token)</code>, application
    <code>\(AssetZenSeeds.application.id)</code>, secret
    <code>\(AssetZenSeeds.application.secret)</code>
    """

  let vendor: Vendor
  let services: SandboxServices
  let grants: AssetZenGrants
  private let sessions: UserSessions<AssetZen.Token>

  init(_ services: SandboxServices) throws {
    vendor = try Self.declaration()
    self.services = services
    grants = AssetZenGrants(store: services.store, clock: services.clock)
    sessions = UserSessions(
      store: services.store, clock: services.clock,
      refusals: SessionRefusals(
        missing: "The access token is missing", unknown: "The access token is invalid",
        expired: "The access token expired",
        headers: [.wwwAuthenticate: "Bearer realm=\"AssetZen\""]))
  }

  var takesFormsAndJSON: Bool { true }

  func start() async throws { try await AssetZenSeeds.fill(store, workers) }

  func expireSessions() async throws { try await sessions.expireAll() }

  func caller(of headers: HTTPFields) async throws -> AssetZen.User {
    try await sessions.user(of: headers.bearerToken)
  }

  func respond(to operation: AssetZenOperation, _ call: AssetZenCall) async throws -> Response {
    let response = try await answer(to: operation, call)
    guard call.request.method == .get, !asksForJSON(call.request) else { return response }
    // As the document says: unless JSON is requested, the response is a page. Refusals stay refusals.
    return .text(
      "<!doctype html><title>AssetZen</title><p>Request application/json, or add .json.</p>",
      type: "text/html; charset=utf-8")
  }

  private func asksForJSON(_ request: Request) -> Bool {
    request.uri.path.hasSuffix(".json")
      || request.headers[values: .accept].contains {
        $0.lowercased().contains(BodyType.json)
      }
  }

  private func answer(to operation: AssetZenOperation, _ call: AssetZenCall) async throws
    -> Response
  {
    switch operation {
    case .login, .refresh: try await grants.token(call)
    case .searchImages: try await searchImages(call)
    case .getImage: .json(try json(of: try await image(call)))
    case .uploadImage: try await uploadImage(call)
    case .updateImage: try await updateImage(call)
    case .listInvalidations: try await listInvalidations(call)
    case .createInvalidation: try await createInvalidation(call)
    case .listAlbums: try await listAlbums(call)
    case .getAccount: try await getAccount(call)
    case .listAccountUsers: try await listAccountUsers(call)
    }
  }

  func respond(toUndeclared request: Request, path: String, base: String) async throws -> Response?
  {
    if request.method != .get { return nil }
    if let link = Self.rootPath.flatMap({ path.after($0) }) { return try await linkedImage(link) }
    guard path == "/oauth/authorize" else { return nil }
    return try await grants.authorize(FormPairs.read(request.uri.query ?? ""))
  }

  /// OAuth has its own form for requests that are not understood (RFC 6749 section 5.2).
  func adapted(_ refusal: Refusal, for operation: Operation?) -> Refusal {
    guard operation?.opensSession ?? false, refusal.status == nil else { return refusal }
    let isGrantType = refusal.violations.contains { $0.field == "grant_type" }
    return .oauth(isGrantType ? "unsupported_grant_type" : "invalid_request", refusal.text)
  }

  func pageSection() async throws -> HTML? {
    let (images, pending) = try await store.database.read { [now = clock.now] db in
      (
        try AssetZen.Image.fetchCount(db),
        try AssetZen.Invalidation.filter(Column("completesAt") > now.timeIntervalSince1970)
          .fetchCount(db)
      )
    }
    return
      "<h2>Library</h2><p class=\"facts\">\(images) images, \(pending) pending invalidations</p>"
  }
}

/// The operations, by their names in the declaration.
enum AssetZenOperation: String, CaseIterable {
  case login, refresh, searchImages, getImage, uploadImage, updateImage, listInvalidations,
    createInvalidation, listAlbums, getAccount, listAccountUsers
}

typealias AssetZenCall = VendorCall<AssetZen.User>
