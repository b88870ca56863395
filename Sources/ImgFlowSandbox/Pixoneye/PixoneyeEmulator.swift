import GRDB
import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// Pixoneye's server API as its page describes it. Statuses and bodies of errors are the sandbox's own: the
/// page has none.
final class PixoneyeEmulator: VendorEmulator {
  static let name = "pixoneye"
  static let schema = Pixoneye.schema
  static let account: HTML = """
    <code>api_key</code> <code>\(PixoneyeSeeds.demo.key)</code>, application
    <code>\(PixoneyeSeeds.demo.id)</code>
    """

  private static let keyHeader = HTTPFields.Element.Name("api_key")

  let vendor: Vendor
  let services: SandboxServices

  init(_ services: SandboxServices) throws {
    vendor = try Self.declaration()
    self.services = services
  }

  func start() async throws { try await PixoneyeSeeds.fill(store.database) }

  /// The application whose key it is. The content type is required on every call, as the page says.
  func caller(of headers: HTTPFields) async throws -> Pixoneye.Application {
    guard let key = Self.keyHeader.flatMap({ headers[$0] }) else {
      throw Refusal(status: 401, message: "The header api_key is missing.")
    }
    let found = try await store.database.read { db in
      try Pixoneye.Application.filter(Column("key") == key).fetchOne(db)
    }
    guard let found else { throw Refusal(status: 401, message: "The api_key is not valid.") }
    guard BodyType(headers[.contentType])?.isJSON ?? false else {
      throw Refusal.wrongContentType(headers[.contentType], expected: [BodyType.json])
    }
    return found
  }

  func respond(to operation: PixoneyeOperation, _ call: PixoneyeCall) async throws -> Response {
    switch operation {
    case .listProfiles: try await listProfiles(call)
    case .getProfile: try await getProfile(call)
    case .getScannedImageCount: try await getScannedImageCount(call)
    case .postProfile: try await postProfile(call)
    case .deleteUserDataByApp: try await deleteByApplication(call)
    case .deleteUserDataByOwner: try await deleteByOwner(call)
    }
  }

  /// How many people there are, for the page.
  func pageSection() async throws -> HTML? {
    let (people, scrolls) = try await store.database.read { [now = clock.now] db in
      (
        try Pixoneye.Profile.fetchCount(db),
        try Pixoneye.Scroll.filter(Column("expiresAt") > now.timeIntervalSince1970).fetchCount(db)
      )
    }
    return "<h2>Profiles</h2><p class=\"facts\">\(people) profiles, \(scrolls) open scrolls</p>"
  }
}

/// The operations, by their names in the declaration.
enum PixoneyeOperation: String, CaseIterable {
  case listProfiles, getProfile, getScannedImageCount, postProfile, deleteUserDataByApp,
    deleteUserDataByOwner
}

typealias PixoneyeCall = VendorCall<Pixoneye.Application>
