import Foundation
import Hummingbird

/// Which requests the page shows: those of a vendor, those that failed, those with a text in them.
struct PageFilter: Sendable {
  /// Nil for all.
  let vendor: String?
  let text: String
  let errorsOnly: Bool

  init(_ request: Request) {
    let query = request.uri.queryParameters
    let value = { (name: String) in
      query[Substring(name)].map { String($0).trimmingCharacters(in: .whitespaces) } ?? ""
    }
    let name = value("vendor")
    vendor = EmulatorTable.kinds.map { $0.name }.first { $0 == name }
    text = String(value("q").prefix(200))
    errorsOnly = !value("errors").isEmpty
  }

  var isEmpty: Bool { vendor == nil && text.isEmpty && !errorsOnly }

  func includes(_ entry: RequestLog.Entry, _ exchange: Exchange?) -> Bool {
    if errorsOnly, !entry.isFailure { return false }
    if let vendor, entry.vendor != vendor { return false }
    guard !text.isEmpty else { return true }
    let fields = [entry.method + " " + entry.path, entry.operation, entry.problem, entry.fault]
    return fields.contains { $0?.localizedCaseInsensitiveContains(text) == true }
      || entry.status.map(String.init) == text
      || exchange.map { $0.mentions(text) } == true
  }
}

extension RequestLog.Entry {
  /// Whether it was refused, got no response, or did not arrive.
  var isFailure: Bool { status.map { $0 >= 400 } ?? true }

  /// The vendor that it was for.
  var vendor: String? {
    let name = operation?.prefix { $0 != "." } ?? path.dropFirst().prefix { $0 != "/" }
    return isOutgoing == true ? nil : String(name)
  }
}

extension Exchange {
  /// Whether a text is in the path, the query or a body as the page shows them. The host and the port are the
  /// same in all requests, and a search for 404 must not find them all on port 40404.
  fileprivate func mentions(_ text: String) -> Bool {
    let path = url.replacing(/^[^:]*:\/\/[^\/]*/, with: "", maxReplacements: 1)
    if MaskedText.address(path).shown.localizedCaseInsensitiveContains(text) { return true }
    let bodies = [
      BodyView(body, type: contentType),
      answer.map { BodyView($0.body, type: Exchange.contentType($0.headers)) },
    ]
    return bodies.contains { body in
      guard case .text(let content) = body else { return false }
      return content.shown.localizedCaseInsensitiveContains(text)
    }
  }
}
