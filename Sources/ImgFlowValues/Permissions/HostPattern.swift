/// The servers of a permission.
///
/// `api.example.com` is that host, `*.example.com` all below it, `*` all hosts; `192.0.2.1` and `[2001:db8::1]`
/// are addresses. Each may end with `:` and a port; without one it is for every port.
package struct HostPattern: Hashable, Sendable {
  private enum Hosts: Hashable {
    case all
    case name(String)
    /// What ends with a dot and this name.
    case below(String)
    case address(IPAddress)
  }

  private let hosts: Hosts
  private let port: Int?

  package init(_ text: String) throws(PermissionMistake) {
    let text = text.lowercased()
    try Self.checkForm(text)
    let (host, port) = Self.split(text)
    self.port = try port.map { text throws(PermissionMistake) in try Self.port(text) }
    if host == "*" {
      hosts = .all
    } else if let address = ServerName(String(host)).address {
      hosts = .address(address)
    } else {
      let isBelow = host.hasPrefix("*.")
      let name = ServerName(String(isBelow ? host.dropFirst(2) : host)).host
      try Self.checkName(name)
      hosts = isBelow ? .below(name) : .name(name)
    }
  }

  package func matches(_ server: ServerName, port: Int) -> Bool {
    guard self.port == nil || self.port == port else { return false }
    return switch hosts {
    case .all: true
    case .name(let name): server.address == nil && server.host == name
    case .below(let name): server.address == nil && server.host.hasSuffix("." + name)
    case .address(let address): server.address == address
    }
  }

  /// Whether it is for exactly this address.
  package func names(_ address: IPAddress, port: Int) -> Bool {
    guard case .address(let own) = hosts else { return false }
    return own == address && (self.port == nil || self.port == port)
  }

  // MARK: - Reading

  private static func checkForm(_ text: String) throws(PermissionMistake) {
    if let end = text.firstRange(of: "://")?.upperBound {
      let place = text[end...].prefix { !"/?#".contains($0) }.split(separator: "@").last ?? ""
      throw PermissionMistake(
        "a permission names a host, not an address",
        help: place.isEmpty ? "write the host alone" : "write `\(place)`")
    }
    if text.contains("@") {
      throw PermissionMistake(
        "a permission cannot name a user", help: "write the host alone, after the `@`")
    }
    if let end = text.firstIndex(where: { "/?#".contains($0) }) {
      throw PermissionMistake(
        "a permission is for a whole host, not for a path on it",
        help: end == text.startIndex ? "write a host" : "write `\(text[..<end])`")
    }
  }

  private static func split(_ text: String) -> (host: Substring, port: Substring?) {
    // An IPv6 address without brackets has no port.
    if !text.hasPrefix("["), text.count(where: { $0 == ":" }) > 1 { return (text[...], nil) }
    let start = text.lastIndex(of: "]") ?? text.startIndex
    guard let colon = text[start...].firstIndex(of: ":") else { return (text[...], nil) }
    return (text[..<colon], text[colon...].dropFirst())
  }

  private static func port(_ text: Substring) throws(PermissionMistake) -> Int {
    if text == "*" {
      throw PermissionMistake(
        "`*` is not a port", help: "leave the port out: the permission is then for all of them")
    }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(text), port > 0
    else {
      throw PermissionMistake(
        "`\(text)` is not a port", help: "write a number from 1 to 65535, or leave the `:` out")
    }
    return Int(port)
  }

  private static func checkName(_ name: String) throws(PermissionMistake) {
    if name.contains("*") {
      throw PermissionMistake(
        "`*` can only be the whole first part of a host",
        help: "write `*.example.com` for all hosts below `example.com`, or name each host")
    }
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
      default: false
      }
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard isName, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count < 64 }) else {
      throw PermissionMistake(
        "`\(name)` is not the name of a host",
        help: "write it as in addresses: letters from a to z, digits, `-` and `.`")
    }
  }
}

/// A host as addresses name it: in lower case, without brackets and without a dot at its end.
package struct ServerName: Hashable, Sendable {
  package let host: String
  /// The address if the host is one, in whatever notation: `2130706433` and `0x7f.1` are 127.0.0.1.
  package let address: IPAddress?

  package init(_ host: String) {
    var name = host.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    address = IPAddress(name) ?? IPAddress(lenient: name)
    self.host = name
  }
}
