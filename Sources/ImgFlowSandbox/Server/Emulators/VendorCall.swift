import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// A request that was found to be one for an operation, authorised and checked against its declaration.
struct VendorCall<Caller: Sendable>: Sendable {
  let operation: Operation
  /// The parameters of the path, decoded.
  let parameters: [String: String]
  let content: RequestContent
  let request: Request
  /// The address of the vendor here, for links that lead back: `http://127.0.0.1:8080/expoze`.
  let base: String
  /// The caller; nil if the operation is open to anyone.
  let caller: Caller?

  /// The fields of the body, with the declaration's defaults for missing ones; an empty object if the
  /// operation takes none.
  var body: RecordObject { content.body }
  /// The query, with the declaration's defaults for what is left out.
  var query: RecordObject { content.query }

  /// The caller of an operation that is for users.
  ///
  /// - Throws: a 401, should a declaration call an operation public that is not.
  func signedIn() throws -> Caller {
    guard let caller else { throw Refusal(status: 401, message: "Not signed in.") }
    return caller
  }

  /// The number in the path, which the router has checked; no object has a number that is out of range.
  func id(_ parameter: String) throws -> Int64 {
    guard let id = parameters[parameter].flatMap({ Int64($0) }) else { throw Refusal.notFound() }
    return id
  }

  /// A text of the body; empty if it is missing, which validation prevents where it matters.
  func text(_ field: String) -> String { body[field]?.asString ?? "" }

  /// A file that came with the request.
  ///
  /// - Throws: a refusal if it did not, which validation prevents where it matters.
  func file(_ name: String = "file") throws -> IncomingFile {
    guard let file = content.files[name] else { throw Refusal.invalid(name, "is required (file)") }
    return file
  }
}

/// What a request brings besides its path and headers, read and checked as the declaration says.
struct RequestContent: Sendable {
  var query = RecordObject()
  var body = RecordObject()
  /// The JSON body if it is not an object but, say, a list; null otherwise.
  var value = Value.null
  /// Uploads, by field; the file of a raw body by the name of its parameter.
  var files: [String: IncomingFile] = [:]

  /// Removes the uploads that were not taken over.
  func discard() {
    for file in files.values { file.discard() }
  }
}
