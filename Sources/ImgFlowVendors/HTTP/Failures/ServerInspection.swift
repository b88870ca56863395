import ImgFlowRuntime
import ImgFlowValues
import NIOSSL

/// Looks at the server that an exchange failed with.
struct ServerInspection: NetworkFailure.Inspection {
  let url: URLParts
  let link: Link
  let connections: Connections
  let cancellation: Cancellation

  func lookUp(_ host: String) -> NameLookup.Problem {
    NameLookup.problem(with: host, cancellation: cancellation)
  }

  func certificate() -> NIOSSLCertificate? {
    connections.certificate(of: url, by: link, cancellation: cancellation)
  }
}

extension HTTPRequest {
  /// The address as messages show it: without its query, and where it is a secret without its path.
  func shownAddress(_ url: URLParts) -> String {
    hidesAddress ? "\(url.origin)/…" : url.origin + url.path
  }

  /// Its own address as messages show it.
  var shownAddress: String { URLParts(url).map(shownAddress) ?? "its address" }
}
