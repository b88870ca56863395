import Foundation
import ImgFlowValues
import NIOCore

/// The names and addresses that a sandbox responds to.
///
/// A web page of any site can make a browser send requests to this machine, directly or by its own name that
/// resolves to this machine. Its requests carry that name in `Host`, or its own address in `Origin`: neither
/// may reach what is in the sandbox, whatever address the sandbox listens on.
struct ServedNames: Sendable {
  private let host: String
  private let allowed: Set<String>

  init(_ configuration: SandboxConfiguration) {
    host = configuration.host
    allowed = Set((configuration.allowedHosts + [host]).map(Self.normalized))
  }

  /// Whether only this machine can reach the sandbox.
  var isLoopback: Bool { Loopback.isHost(host) }

  /// Whether a `Host` header, perhaps with a port, or nothing, means this sandbox.
  func includeAuthority(_ authority: String?) -> Bool {
    guard let authority else { return true }
    return includeHost(ofAddress: "http://\(authority)/")
  }

  /// Whether an address, such as an `Origin`, refers to this sandbox's machine.
  func includeHost(ofAddress address: String) -> Bool {
    guard let host = URLComponents(string: address)?.host, !host.isEmpty else { return false }
    let name = Self.normalized(host)
    if Loopback.isHost(name) || allowed.contains(name) { return true }
    // Addresses come and go while a sandbox runs.
    return !isLoopback && Self.ofMachine.contains(name)
  }

  /// Where other machines find the sandbox.
  var addresses: [String] {
    let isEverywhere = ["0.0.0.0", "::", "*"].contains(host)
    return isEverywhere ? Self.machineAddresses.filter { !Loopback.isHost($0) } : [host]
  }

  private static var ofMachine: Set<String> {
    Set((machineAddresses + machineNames).map(normalized))
  }

  private static var machineAddresses: [String] {
    let devices = (try? System.enumerateDevices()) ?? []
    return devices.compactMap { $0.address?.ipAddress }
  }

  /// The name of the machine, whole and without its domain, and as its network neighbours call it.
  private static var machineNames: [String] {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return [] }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let name = String(decoding: bytes, as: UTF8.self)
    guard let short = name.split(separator: ".").first else { return [] }
    return [name, String(short), short + ".local"]
  }

  /// A host in the form used for comparison: lowercase, without brackets, zone and final dot, and for an
  /// address in its canonical form.
  private static func normalized(_ host: String) -> String {
    var name = host.lowercased()
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    name = String(name.prefix { $0 != "%" })
    if name.hasSuffix(".") { name.removeLast() }
    return (try? SocketAddress(ipAddress: name, port: 0))?.ipAddress ?? name
  }
}

/// Which hosts are this machine, by name alone.
enum Loopback {
  /// Whether a host, without a port, is this machine.
  static func isHost(_ host: String) -> Bool {
    host.lowercased() == "localhost" || IPAddress(host)?.isLoopback == true
  }

  /// Whether an address refers to this machine.
  static func isHost(ofAddress address: String) -> Bool {
    URLComponents(string: address)?.host.map { isHost($0) } ?? false
  }
}
