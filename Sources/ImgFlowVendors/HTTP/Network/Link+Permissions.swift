import ImgFlowRuntime
import ImgFlowValues
import NIOCore

extension Link {
  /// Checks the address that a new connection leads to, before the request is sent. A proxy looks names up
  /// itself, and its own address is for the environment to choose.
  ///
  /// - Throws: a `permission` error.
  func checkAddress(of channel: any Channel) throws {
    guard proxy == nil, let confinement, let url = URLParts(confinement.server),
      let address = channel.remoteAddress.flatMap(IPAddress.init)
    else { return }
    try confinement.permissions.check(address, of: url)
  }
}

extension IPAddress {
  /// Nil for a socket of another kind.
  fileprivate init?(_ socket: SocketAddress) {
    switch socket {
    case .v4(let address):
      self.init(bytes: withUnsafeBytes(of: address.address.sin_addr) { Array($0) })
    case .v6(let address):
      self.init(bytes: withUnsafeBytes(of: address.address.sin6_addr) { Array($0) })
    case .unixDomainSocket: return nil
    }
  }
}
