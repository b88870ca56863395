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
  /// What addresses are checked by; nil for a run that may reach what its user may.
  let confinement: Confinement?

  /// A server as a confined run names it, with what the run may do. Only such a run uses its connections.
  struct Confinement: Hashable {
    let permissions: Permissions
    let server: String
  }

  init(
    to url: URLParts, through proxy: ProxyServer?,
    showing certificate: HTTPRequest.ClientCertificate?, by permissions: Permissions? = nil
  ) {
    confinement = permissions.map { Confinement(permissions: $0, server: url.origin) }
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
