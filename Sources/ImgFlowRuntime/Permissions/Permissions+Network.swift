import ImgFlowSyntax
import ImgFlowValues

extension Permissions {
  /// Checks where a request goes, by the name of its server; for every redirect anew.
  ///
  /// - Throws: a `permission` error.
  package func check(_ url: URLParts, for vendor: HTTPRequest.VendorOrigin?) throws {
    let server = Server(name: ServerName(url.host), port: url.port)
    if let vendor { try note(vendor) }
    let reach = reached.withLock { $0[server] }
    if denied.contains(.net) {
      guard reach == .sandbox else { throw refusal(url) }
    } else if isConfined, !isGranted(server) {
      // No declaration makes a service of the link a vendor.
      let isService = reach == .service && server.name.address?.isLinkLocal != true
      guard isService || reach == .sandbox else { throw refusal(url) }
    }
  }

  /// Checks the address that a server's name has led to, before anything is sent there.
  ///
  /// - Throws: a `permission` error for this machine and for services of its link, unless they are granted
  ///   themselves.
  package func check(_ address: IPAddress, of url: URLParts) throws {
    let server = Server(name: ServerName(url.host), port: url.port)
    guard isConfined, address.isInside, server.name.address != address,
      reached.withLock({ $0[server] }) != .sandbox
    else { return }
    let isLocalName = server.name.host == "localhost" || server.name.host.hasSuffix(".localhost")
    if isLocalName, address.isLoopback { return }
    if isGranted(Server(name: ServerName(address.text), port: url.port)) { return }
    throw refusal(
      .net, "connect to \(address.text), to which the name \(url.host) leads",
      granting: address.text)
  }

  /// Whether the script itself is granted a server. Services of the link are, if their address is.
  private func isGranted(_ server: Server) -> Bool {
    if let address = server.name.address, address.isLinkLocal {
      return hosts.contains { $0.names(address, port: server.port) }
    }
    return hosts.contains { $0.matches(server.name, port: server.port) }
  }

  /// Notes where a vendor is that the script names.
  private func note(_ vendor: HTTPRequest.VendorOrigin) throws {
    guard let base = URLParts(vendor.base) else { return }
    guard vendors?.contains(vendor.name) ?? true else {
      throw ValueError(
        .permission,
        "the script may not call the vendor `\(vendor.name)`, which only a module names",
        help: "write `use \(vendor.name)` at the top of the script, if it should")
    }
    let server = Server(name: ServerName(base.host), port: base.port)
    reached.withLock { $0[server] = vendor.isEmulated ? .sandbox : .service }
  }

  private func refusal(_ url: URLParts) -> ValueError {
    refusal(.net, "connect to \(url.authority)", granting: url.authority)
  }
}
