import ImgFlowRuntime
import ImgFlowValues

/// What a browser brings back from the page on which a user grants access (RFC 6749 section 4.1.2).
package enum GrantAnswer: Sendable, Equatable {
  case code(String)
  /// The user or the service said no, for this reason.
  case refused(String)
  /// It belongs to a request that was not made here.
  case foreign

  /// Reads the address that the browser was sent to; nil if it contains no reply.
  ///
  /// - Parameter state: what went with the question and must come back.
  package init?(address: String, state: String) {
    guard let mark = address.firstIndex(of: "?") else { return nil }
    var items: [String: String] = [:]
    for pair in address[mark...].dropFirst().prefix(while: { $0 != "#" }).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let text = parts.count > 1 ? String(parts[1].map { $0 == "+" ? " " : $0 }) : ""
      items[String(parts[0])] = PercentEncoding.decode(text) ?? ""
    }
    guard items["code"] != nil || items["error"] != nil else { return nil }
    if items["state"] != state {
      self = .foreign
    } else if let code = items["code"], !code.isEmpty {
      self = .code(code)
    } else {
      self = .refused(items["error_description"] ?? items["error"] ?? "")
    }
  }
}

/// The question that a user answers in a browser.
package struct GrantQuestion: Sendable {
  /// Where to send the browser.
  package let url: String

  /// - Parameters:
  ///   - page: the absolute address of the page that asks.
  ///   - application: the `client_id` of the client.
  ///   - callback: where the browser is to come back to.
  package init(page: String, application: String, callback: String, state: String) {
    let items = [
      ("response_type", "code"), ("client_id", application), ("redirect_uri", callback),
      ("state", state),
    ]
    url = page + "?" + items.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
  }
}
