import ImgFlowValues

/// `NO_PROXY`: the hosts that are reached without a proxy, as curl and Python read it.
///
/// The entries are separated by commas or spaces, and case does not matter. `*` is every host, `example.com`
/// and `.example.com` the host and all below it, `192.0.2.1` and `2001:db8::1` an address, `10.0.0.0/8` all
/// addresses of a network; each may end with `:` and a port. Any other entry covers no host.
package struct NoProxyRules {
  private enum Hosts {
    case all
    /// The domain itself and what ends with a dot and it.
    case domain(String)
    case network(IPAddress, length: Int)
  }

  private struct Entry {
    let hosts: Hosts
    /// Nil for every port.
    let port: Int?
  }

  private let entries: [Entry]

  package init(_ text: String) {
    entries = text.lowercased().split { $0 == "," || $0.isWhitespace }.compactMap(Self.entry)
  }

  /// - Parameter host: As in an address; brackets around it and a dot at its end do not matter.
  package func covers(host: String, port: Int) -> Bool {
    let name = Self.withoutDot(host.lowercased()[...])
    let address = IPAddress(name)
    return entries.contains { entry in
      guard entry.port.map({ $0 == port }) ?? true else { return false }
      switch entry.hosts {
      case .all: return true
      case .domain(let domain):
        return address == nil && (name == domain || name.hasSuffix(".\(domain)"))
      case .network(let network, let length):
        return address?.isIn(network, length: length) ?? false
      }
    }
  }

  // MARK: - Reading

  private static func entry(_ text: Substring) -> Entry? {
    if let hosts = hosts(text) { return Entry(hosts: hosts, port: nil) }
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[colon...].dropFirst()), let hosts = hosts(text[..<colon])
    else { return nil }
    return Entry(hosts: hosts, port: Int(port))
  }

  private static func hosts(_ text: Substring) -> Hosts? {
    if text == "*" { return .all }
    if let address = IPAddress(text) { return .network(address, length: address.bytes.count * 8) }
    if let slash = text.firstIndex(of: "/") {
      guard let network = IPAddress(text[..<slash]), let length = Int(text[slash...].dropFirst())
      else { return nil }
      return .network(network, length: length)
    }
    var name = withoutDot(text)
    if name.hasPrefix("*.") { name = name.dropFirst() }
    while name.hasPrefix(".") { name = name.dropFirst() }
    return name.isEmpty || name.contains(":") ? nil : .domain(String(name))
  }

  private static func withoutDot(_ name: Substring) -> Substring {
    name.hasSuffix(".") ? name.dropLast() : name
  }
}
