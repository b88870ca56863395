import ImgFlowNetwork
import ImgFlowRuntime
import ImgFlowValues

/// The way of a request to its server: what connections must have in common so that any of them may carry it,
/// besides the server itself.
struct Link: Hashable {
  /// Whether the request goes over TLS.
  let isSecure: Bool
  /// What connects to the server, or asks it; nil where this computer does.
  let proxy: ProxyServer?
  /// The address that the server's certificate must be valid for, if the server has an address rather than a
  /// name and is reached through a tunnel: the library compares certificates with the address that it is
  /// connected to.
  let verifiedAddress: IPAddress?
  /// What this side shows the server.
  let certificate: HTTPRequest.ClientCertificate?

  init(
    to url: URLParts, through proxy: ProxyServer?,
    showing certificate: HTTPRequest.ClientCertificate?
  ) {
    isSecure = url.scheme == "https"
    self.proxy = proxy
    verifiedAddress = isSecure && proxy != nil ? IPAddress(url.host) : nil
    self.certificate = isSecure ? certificate : nil
  }

  /// The proxy that a request is sent to, which forwards it to the server; nil if the request reaches the
  /// server itself, through a tunnel or not.
  var forwarder: ProxyServer? { isSecure || proxy?.kind == .socks ? nil : proxy }

  /// The proxy that a tunnel goes through.
  var tunnel: ProxyServer? { forwarder == nil ? proxy : nil }
}
