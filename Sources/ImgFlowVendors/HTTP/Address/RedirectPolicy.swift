import ImgFlowRuntime
import ImgFlowValues

/// Where redirects may lead, and what may go there (reliability design 4.5).
///
/// Neither of the HTTP clients for Swift drops a credential header that it does not know when it redirects to
/// another host, so none of them decides here.
enum RedirectPolicy {
  /// The statuses that send a reader on, for a method that only reads.
  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

  /// Whether a response to `request` only redirects to another one, so that its body does not matter.
  static func isFollowed(
    _ request: HTTPRequest, status: Int, _ headers: [(name: String, value: String)]
  ) -> Bool {
    request.redirects == .followed && statuses.contains(status)
      && ["GET", "HEAD"].contains(request.method)
      && headers.contains { $0.name.lowercased() == "location" }
  }

  /// Returns where a response to `request` leads; nil if it is to be read as it is.
  ///
  /// - Throws: `DetailedError` if the target must not be followed.
  static func target(
    of response: HTTPResponse, to request: HTTPRequest, from url: URLParts
  ) throws -> URLParts? {
    guard isFollowed(request, status: response.status, response.headers) else { return nil }
    let locations = Set(response.values(of: "Location"))
    guard let location = locations.first, locations.count == 1 else {
      throw refused("to several addresses at once", from: url)
    }
    var target = try resolve(location, from: url)
    if url.scheme == "https", target.scheme == "http" {
      throw refused("from https to \(target.origin)", from: url)
    }
    if target.hasSameOrigin(as: url) { return target }
    guard !request.hasBody else {
      throw refused("to \(target.origin), where the request's body must not go", from: url)
    }
    target.removeCredentials(of: url)
    return target
  }

  /// Turns a request into the one for its redirect: credentials stay within their origin, and so does
  /// the name of its host.
  static func follow(to target: URLParts, from url: URLParts, _ request: inout HTTPRequest) {
    request.url = target.text
    guard !target.hasSameOrigin(as: url) else { return }
    request.certificate = nil
    request.headers.removeAll { [request] header in
      header.name.lowercased() == "host" || request.isCredential(header: header.name)
    }
  }

  /// Reads a `Location`. Servers write letters and spaces in it that should have been encoded; these are
  /// encoded as UTF-8, as browsers do.
  private static func resolve(_ location: String, from url: URLParts) throws -> URLParts {
    // The decoder of the header has put it where bytes were that are not UTF-8, and they are lost.
    guard !location.unicodeScalars.contains("\u{FFFD}") else {
      throw refused("to an address that is not UTF-8", from: url)
    }
    let trimmed = location.drop { $0 == " " || $0 == "\t" }
    let encoded = String(trimmed).unicodeScalars.map { scalar in
      String(scalar).utf8.allSatisfy(URLParts.isPlain)
        ? String(scalar) : PercentEncoding.encode(String(scalar))
    }.joined()
    do { return try url.resolving(encoded) } catch {
      let shown = CredentialMask.address(encoded)
      throw refused("to `\(shown)`, which \(error.message)", from: url)
    }
  }

  private static func refused(_ where: String, from url: URLParts) -> DetailedError {
    DetailedError(
      .network, "\(url.origin) redirected \(`where`): ImgFlow does not follow such redirects",
      isRetryable: false)
  }
}

extension HTTPRequest {
  fileprivate var hasBody: Bool { if case .none = body { false } else { true } }
}

extension URLParts {
  /// Removes those credentials from the query that the query of `other` has too. Others are the server's own,
  /// such as the signature of an address to download from.
  fileprivate mutating func removeCredentials(of other: URLParts) {
    guard let query else { return }
    let known = QueryPair.all(in: other.query ?? "").filter(\.isCredential).map(\.value)
    let pairs = QueryPair.all(in: query)
    let kept = pairs.filter { !known.contains($0.value) }
    guard kept.count < pairs.count else { return }
    self.query = kept.isEmpty ? nil : kept.map(\.text).joined(separator: "&")
  }
}
