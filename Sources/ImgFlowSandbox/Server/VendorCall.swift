import Hummingbird
import ImgFlowValues
import ImgFlowVendors

/// A request that was found to be one for an operation, authorised and checked against its declaration.
struct VendorCall<Caller: Sendable>: Sendable {
  let operation: Operation
  /// The parameters of the path, decoded.
  let parameters: [String: String]
  /// The fields of a JSON body, with the declaration's defaults for those left out; an empty object
  /// where the operation takes none.
  let body: RecordObject
  let request: Request
  /// Who calls; nil where the operation takes anybody.
  let caller: Caller?

  /// Whoever calls an operation that is for users.
  ///
  /// - Throws: a 401, should a declaration call an operation public that is not.
  func signedIn() throws -> Caller {
    guard let caller else { throw Refusal(status: 401, message: "JWT Token not found") }
    return caller
  }

  /// The number in the path, which the router has checked; a number out of range is no object's.
  func id(_ parameter: String) throws -> Int64 {
    guard let id = parameters[parameter].flatMap({ Int64($0) }) else { throw Refusal.notFound() }
    return id
  }

  /// A text of the body; empty when it is missing, which validation prevents where it matters.
  func text(_ field: String) -> String { body[field]?.asString ?? "" }
}

/// A vendor's emulator: what the declaration cannot say.
protocol VendorEmulator: Sendable {
  associatedtype Caller: Sendable

  var vendor: Vendor { get }

  /// Who makes a request, by its headers.
  ///
  /// - Throws: `Refusal`, in general a 401.
  func caller(of headers: HTTPFields) async throws -> Caller

  /// Does what an operation does.
  ///
  /// - Throws: `Refusal` where the vendor would refuse.
  func respond(to call: VendorCall<Caller>) async throws -> Response

  /// Paths that are no operation, such as files that an answer leads to; nil for any other.
  func respond(toUndeclared method: HTTPRequest.Method, path: String) async throws -> Response?
}
