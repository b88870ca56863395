import ImgFlowRuntime
import ImgFlowValues

/// Where redirects may lead, and what may go there (reliability design 4.5).
///
/// Neither of the HTTP clients for Swift drops a credential header of its own making on the way to
/// another host, so none of them decides here.
enum RedirectPolicy {
  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

  /// Returns where an answer to `method` leads; nil when it is to be read as it is.
  ///
  /// - Throws: `DetailedError` when the target must not be followed.
  static func target(
    of response: HTTPResponse, to method: String, from url: URLParts
  ) throws -> URLParts? {
    guard statuses.contains(response.status), method == "GET" || method == "HEAD",
      let location = response.header("Location")
    else { return nil }
    guard var target = url.resolving(location) else {
      throw refused("to an address that is no http or https URL", from: url)
    }
    if url.scheme == "https", target.scheme == "http" {
      throw refused("from https to \(target.origin)", from: url)
    }
    if !target.hasSameOrigin(as: url) { target.removeCredentials(of: url) }
    return target
  }

  /// Turns a request into the one for its redirect: credentials stay within their origin.
  static func follow(to target: URLParts, from url: URLParts, _ request: inout HTTPRequest) {
    request.url = target.text
    guard !target.hasSameOrigin(as: url) else { return }
    request.certificate = nil
    request.headers.removeAll { [request] in request.isCredential(header: $0.name) }
  }

  private static func refused(_ where: String, from url: URLParts) -> DetailedError {
    DetailedError(
      .network, "\(url.origin) redirected \(`where`), which is not followed", isRetryable: false)
  }
}

extension URLParts {
  /// Takes those credentials out of the query that the query of `other` has too. Others are the server's
  /// own, such as the signature of an address to download from.
  fileprivate mutating func removeCredentials(of other: URLParts) {
    guard let query else { return }
    let known = QueryPair.all(in: other.query ?? "").filter(\.isCredential).map(\.value)
    let pairs = QueryPair.all(in: query)
    let kept = pairs.filter { !known.contains($0.value) }
    guard kept.count < pairs.count else { return }
    self.query = kept.isEmpty ? nil : kept.map(\.text).joined(separator: "&")
  }
}
