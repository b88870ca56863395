import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// A vendor's emulator: what the declaration cannot say.
protocol VendorEmulator: Sendable {
  associatedtype Caller: Sendable
  /// The operations that it carries out, by their names in the declaration, which a test compares with it.
  associatedtype OperationName: CaseIterable, RawRepresentable<String>, Sendable

  /// The vendor's name in scripts, and the first segment of its paths.
  static var name: String { get }
  /// What it keeps.
  static var schema: VendorSchema { get }
  /// Its own part of the server's root, `/image`, for clients that build addresses from the host alone; nil
  /// if there is none.
  static var rootPath: String? { get }
  /// How to sign in to a new sandbox, for the page at `/`.
  static var account: HTML { get }

  /// - Throws: `VendorDeclarationError` if the declaration is missing or not usable.
  init(_ services: SandboxServices) async throws

  var vendor: Vendor { get }
  var services: SandboxServices { get }
  /// Bytes of the largest upload.
  var uploadLimit: Int { get }
  /// Bytes of the largest body of an operation that is not a file.
  func bodyLimit(of operation: Operation) -> Int
  /// Whether it takes a form where the declaration has JSON, and the other way round.
  var takesFormsAndJSON: Bool { get }

  /// Makes what a new sandbox has, unless there is something already, and takes up work that was cut
  /// off.
  func start() async throws

  /// Returns when all that is due by the clock has happened, down to the webhooks.
  func settle() async

  /// Ends all background work. Unfinished work stays so in the store.
  func stop() async

  /// Ends all sessions, so that the next call of each gets the response for an expired session.
  func expireSessions() async throws

  /// The sender of a request, by its headers.
  ///
  /// - Throws: `Refusal`, in general a 401.
  func caller(of headers: HTTPFields) async throws -> Caller

  /// Does what an operation does.
  ///
  /// - Throws: `Refusal` where the vendor would refuse.
  func respond(
    to operation: OperationName, _ call: VendorCall<Caller>
  ) async throws -> Response

  /// Responds to requests that are not for an operation, such as for files that a response links to; nil for
  /// any other. `base` is the vendor's address here.
  func respond(toUndeclared request: Request, path: String, base: String) async throws -> Response?

  /// A refusal as the vendor would put it, where an operation, if one was found, has its own form.
  func adapted(_ refusal: Refusal, for operation: Operation?) -> Refusal

  /// Handles the requests of tests and tools under `/_sandbox/<vendor>`; nil for any other path.
  func respond(toControl request: ControlRequest) async throws -> Response?

  /// What became of things here, for the page at `/`; nil for nothing to show.
  func pageSection() async throws -> HTML?
}

extension VendorEmulator {
  var store: SandboxStore { services.store }
  var clock: SandboxClock { services.clock }
  var workers: ImageWorkers { services.workers }

  static var rootPath: String? { nil }
  var uploadLimit: Int { 64 << 20 }

  /// A limit that the sandbox chooses: an area of interest with 10,000 corners, or a thousand documents to analyse, take
  /// a fraction of it.
  func bodyLimit(of operation: Operation) -> Int { 8 << 20 }

  var takesFormsAndJSON: Bool { false }

  func settle() async {}
  func stop() async {}
  func expireSessions() async throws {}

  func respond(toUndeclared request: Request, path: String, base: String) async throws -> Response?
  { nil }
  func adapted(_ refusal: Refusal, for operation: Operation?) -> Refusal { refusal }
  func respond(toControl request: ControlRequest) async throws -> Response? { nil }
  func pageSection() async throws -> HTML? { nil }

  /// The names of its operations: `expoze.createJob`.
  static var operationNames: [String] {
    OperationName.allCases.map { "\(name).\($0.rawValue)" }
  }

  /// The vendor's built-in declaration, read once in a process.
  ///
  /// - Throws: `StartProblem` if it is missing; `VendorDeclarationError` if it is not usable.
  static func declaration() throws -> Vendor {
    guard let vendor = try BuiltInVendors.vendor(name) else {
      throw StartProblem("`\(name)` has no declaration")
    }
    return vendor
  }
}

/// A request under `/_sandbox/<vendor>`.
struct ControlRequest: Sendable {
  let method: HTTPRequest.Method
  /// What follows the vendor's name: `/tokens`.
  let path: String
  /// The JSON object that it brings.
  let fields: ControlFields
}
