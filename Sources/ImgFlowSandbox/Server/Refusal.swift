import Hummingbird
import ImgFlowValues

/// Why a request is not carried out, before it takes the form that a vendor gives its errors.
struct Refusal: Error, Sendable {
  /// Nil for the vendor's response to a value that it does not accept.
  var status: Int?
  var message: String?
  var violations: [Violation] = []
  /// The whole response, where it has its own form.
  var body: Value?
  var headers = HTTPFields()
  /// Methods to name in `Allow`.
  var allowed: [String] = []

  /// What is wrong, for the log.
  var text: String {
    message ?? violations.map { "\($0.field) \($0.message)" }.joined(separator: " ")
  }
}

extension Refusal {
  /// There is nothing, or nothing that this user may see: the two look the same.
  static func notFound(_ message: String = "Not Found") -> Refusal {
    Refusal(status: 404, message: message)
  }

  /// A field has a value that the vendor does not take.
  static func invalid(_ field: String, _ message: String) -> Refusal {
    invalid([Violation(field: field, message: message)])
  }

  static func invalid(_ violations: [Violation]) -> Refusal { Refusal(violations: violations) }

  static func malformed(_ message: String) -> Refusal { Refusal(status: 400, message: message) }

  static func tooLarge(limit: Int) -> Refusal {
    Refusal(
      status: 413, message: "The body is too large. At most \(limit >> 20) MB are accepted.")
  }

  static func wrongContentType(_ found: String?, expected: [String]) -> Refusal {
    let isVideo = found?.lowercased().hasPrefix("video/") ?? false
    let videos = isVideo ? " Videos are not accepted, only images." : ""
    let found = found.map { "The content type \"\($0.prefix(80))\" is not accepted." }
    return Refusal(
      status: 415,
      message: (found ?? "The content type is missing.") + videos
        + " Expected \(expected.formatted(and: "or")).")
  }
}
