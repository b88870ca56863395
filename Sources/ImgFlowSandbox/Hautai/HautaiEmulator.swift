import Foundation
import GRDB
import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// Haut.AI as its public guides describe it, and where they are silent, as its framework (Django REST)
/// and its storage would do it.
final class HautaiEmulator: VendorEmulator {
  static let name = "hautai"
  static let schema = HautaiSchema.schema
  static let account: HTML = """
    account <code>\(HautaiAccounts.demo)</code>, password <code>\(HautaiAccounts.password)</code>,
    dataset <code>\(HautaiAccounts.dataset)</code>
    """

  let vendor: Vendor
  let services: SandboxServices
  let sessions: HautaiSessions
  let storage: HautaiStorage
  let computation: WorkRunner<HautaiMeasuring>

  init(_ services: SandboxServices) async throws {
    vendor = try Self.declaration()
    self.services = services
    sessions = HautaiSessions(store: services.store, clock: services.clock)
    storage = try await HautaiStorage(store: services.store, clock: services.clock)
    computation = WorkRunner(
      HautaiMeasuring(store: services.store, workers: services.workers), services)
  }

  func start() async throws {
    try await HautaiAccounts.fill(store.database)
    try await computation.resume()
  }

  /// An image in base64 may be as large as one that is uploaded.
  func bodyLimit(of operation: ImgFlowCatalogue.Operation) -> Int {
    let isImage = operation.body.fields.contains { $0.name == "b64data" }
    return isImage ? HautaiStorage.uploadSizes.upperBound / 3 * 4 + 1 << 20 : 8 << 20
  }

  func settle() async { await computation.settle() }
  func stop() async { await computation.cancelAll() }
  func expireSessions() async throws { try await sessions.users.expireAll() }

  func caller(of headers: HTTPFields) async throws -> Hautai.User {
    try await sessions.caller(of: headers)
  }

  func respond(to operation: HautaiOperation, _ call: HautaiCall) async throws -> Response {
    if let company = call.parameters["company_id"]?.lowercased() {
      guard company == (try call.signedIn()).hautaiCompanyId else {
        throw Refusal.notFound("Not found.")
      }
    }
    return switch operation {
    case .login: try await login(call)
    case .refresh: try await refresh(call)
    case .getProfile: try getProfile(call)
    case .createPrivateToken: try await createPrivateToken(call)
    case .listPrivateTokens: try await listPrivateTokens(call)
    case .deletePrivateToken: try await deletePrivateToken(call)
    case .listDatasets: try await listDatasets(call)
    case .createDataset: try await createDataset(call)
    case .getDataset: try await getDataset(call)
    case .runApplication: try await runApplication(call)
    case .createSubject: try await createSubject(call)
    case .listSubjects: try await listSubjects(call)
    case .deleteSubjects: try await deleteSubjects(call)
    case .createUploadURL: try await createUploadURL(call)
    case .createUploadURLs: try await createUploadURLs(call)
    case .uploadImageBase64, .uploadBatchImageBase64: try await uploadImage(call)
    case .createBatch: try await createBatch(call)
    case .listBatches: try await listBatches(call)
    case .deleteBatch: try await deleteBatch(call)
    case .listBatchImages: try await listBatchImages(call)
    case .compute: try await compute(call)
    case .getBatchResults: try await getBatchResults(call)
    case .listSubjectImages: try await listSubjectImages(call)
    case .getImage: .json(try json(of: try await image(call), call.base))
    case .getImageResults: try await getImageResults(call)
    case .getSmoothedResults: try await getSmoothedResults(call)
    case .listAuxImages: try await listAuxImages(call)
    case .signAuxImage: try await signAuxImage(call)
    case .deleteImage: try await deleteImage(call)
    case .createWebhook: try await createWebhook(call)
    }
  }

  func respond(toUndeclared request: Request, path: String, base: String) async throws -> Response?
  {
    if let file = path.after(HautaiStorage.path) {
      do {
        return try await stored(String(file.dropFirst()), request)
      } catch let refusal as StorageRefusal {
        return refusal.response
      }
    }
    // The service redirects to the path with its slash. Only a 308 keeps a method and body on the way.
    guard path.hasPrefix("/api/"), !path.hasSuffix("/") else { return nil }
    let query = request.uri.query.map { "?\($0)" } ?? ""
    return Response(
      status: request.method == .get ? .movedPermanently : .permanentRedirect,
      headers: [.location: "/\(Self.name)\(path)/\(query)"])
  }

  func pageSection() async throws -> HTML? {
    let images = try await store.database.read { db in
      try Hautai.Image.order(Column("createdAt").desc).limit(24).fetchAll(db)
    }
    guard !images.isEmpty else { return nil }
    let rows = images.map { image -> [HTML] in
      let state =
        image.problem?.code ?? image.measurement.map { "quality \($0.quality)" }
        ?? (image.isUploaded ? "uploaded" : "awaited")
      return ["<code>\(image.id)</code>", "\(image.name ?? "–")", "\(state)"]
    }
    let table = PageTable(
      caption: "Images, newest first", headings: ["Image", "Name", "State"], rows: rows)
    return "<h2>Selfies</h2>\(table.html)"
  }
}

/// The operations, by their names in the declaration.
enum HautaiOperation: String, CaseIterable {
  case login, refresh, getProfile, createPrivateToken, listPrivateTokens, deletePrivateToken,
    listDatasets, createDataset, getDataset, runApplication, createSubject, listSubjects,
    deleteSubjects, createUploadURL, createUploadURLs, uploadImageBase64, uploadBatchImageBase64,
    createBatch, listBatches, deleteBatch, listBatchImages, compute, getBatchResults,
    listSubjectImages, getImage, getImageResults, getSmoothedResults, listAuxImages,
    signAuxImage, deleteImage, createWebhook
}

typealias HautaiCall = VendorCall<Hautai.User>

/// Where Haut.AI's files are in the store, and below the storage's address.
enum HautaiFiles {
  static func original(_ image: String) -> String { "images/\(image)" }
  static func aux(_ image: String, _ type: HautaiAuxImage) -> String { "aux/\(image)/\(type)" }
  static func stored(_ file: String) -> String { "hautai/\(file)" }

  /// Removes all files of an image that is gone.
  static func remove(_ image: String, from files: FileFolder) {
    files.remove(stored(original(image)))
    files.remove(stored("aux/\(image)"))
  }
}
