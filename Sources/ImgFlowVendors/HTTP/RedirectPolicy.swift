import ImgFlowRuntime
import ImgFlowValues

/// Where redirects may lead, and what may go there (reliability design 4.5).
///
/// Neither of the HTTP clients for Swift drops a credential header of its own making on the way to
/// another host, so none of them decides here.
enum RedirectPolicy {
  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]
  private static let credentialHeaders: Set<String> = [
    "authorization", "cookie", "proxy-authorization",
  ]

  /// Returns where an answer to `method` leads; nil when it is to be read as it is.
  ///
  /// - Throws: `DetailedError` when the target must not be followed.
  static func target(
    of response: HTTPResponse, to method: String, from url: URLParts
  ) throws -> URLParts? {
    guard statuses.contains(response.status), method == "GET" || method == "HEAD",
      let location = response.header("Location")
    else { return nil }
    guard let target = url.resolving(location) else {
      throw refused("to an address that is no http or https URL", from: url)
    }
    if url.scheme == "https", target.scheme == "http" {
      throw refused("from https to \(target.origin)", from: url)
    }
    return target
  }

  /// Turns a request into the one for its redirect: credentials stay within their origin.
  static func follow(to target: URLParts, from url: URLParts, _ request: inout HTTPRequest) {
    request.url = target.text
    guard !target.hasSameOrigin(as: url) else { return }
    let dropped = credentialHeaders.union(request.credentialHeaders.map { $0.lowercased() })
    request.headers.removeAll { dropped.contains($0.name.lowercased()) }
  }

  private static func refused(_ where: String, from url: URLParts) -> DetailedError {
    DetailedError(
      .network, "\(url.origin) redirected \(`where`), which is not followed", isRetryable: false)
  }
}
