import Foundation
import ImgFlowCatalogue

/// What a `Content-Type` says of a body: the media type alone, whatever its case and parameters
/// (RFC 9110 section 8.3.1).
struct BodyType: Equatable {
  static let json = "application/json"
  static let form = "application/x-www-form-urlencoded"

  /// In lower case: `application/json`.
  let name: String

  /// Nil for a header that is missing or empty.
  init?(_ header: String?) {
    let type = header?.prefix { $0 != ";" } ?? ""
    name = type.trimmingCharacters(in: .whitespaces).lowercased()
    guard !name.isEmpty else { return nil }
  }

  /// JSON under any of its names (WHATWG MIME Sniffing section 4.6).
  var isJSON: Bool { name == Self.json || name == "text/json" || name.hasSuffix("+json") }

  /// A form like a query. AssetZen's documents misspell it.
  var isForm: Bool { name == Self.form || name == "application/x-www-urlencoded" }
}

extension RequestBody {
  /// Whether a body of the type can be one. What says nothing is taken as JSON.
  func accepts(_ type: BodyType?, formsAndJSON: Bool) -> Bool {
    switch self {
    case .none: true
    case .json, .jsonValue: type.map { $0.isJSON || formsAndJSON && $0.isForm } ?? true
    case .form: type.map { $0.isForm || formsAndJSON && $0.isJSON } ?? false
    case .multipart, .raw: type?.name == contentType
    }
  }

  /// Whether a request without a body may be intended, whatever its content type says: `curl -d ""` names a
  /// form, but sends none.
  var canBeEmpty: Bool {
    switch self {
    case .none, .json, .jsonValue, .form: true
    case .multipart, .raw: false
    }
  }
}
