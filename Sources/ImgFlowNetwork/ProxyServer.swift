import AsyncHTTPClient
import ImgFlowValues

/// A proxy as a variable names it.
package struct ProxyServer: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case http
    case socks
  }

  package let kind: Kind
  /// A name or an address, without brackets.
  package let host: String
  package let port: Int
  package let user: String?
  package let password: String?
  /// The variable that names it, for messages.
  package let variable: String

  /// Reads `http://USER:PASSWORD@HOST:PORT`; only the host must be there.
  ///
  /// - Throws: `ValueError` of kind `validation`, which shows no part of a password.
  package init(_ text: String, variable: String) throws {
    self.variable = variable
    let (scheme, rest) = Self.scheme(of: text.trimmingSpaces)
    switch scheme {
    case "http": kind = .http
    case "socks5", "socks5h": kind = .socks
    case "https":
      throw Self.failure(
        variable, "TLS to the proxy itself is not supported",
        help: "write `http://` instead of `https://`, which is how ImgFlow connects to the proxy")
    default:
      throw Self.failure(
        variable, "proxies of the kind `\(scheme)://` are not supported",
        help: "write `http://` or `socks5://`")
    }
    let authority = rest.prefix { $0 != "/" }
    guard ["", "/"].contains(rest[authority.endIndex...]) else {
      throw Self.failure(variable, "it has a path")
    }
    let at = authority.lastIndex(of: "@")
    let parts = at.map {
      authority[..<$0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    }
    user = parts.map { Self.decoded($0[0]) }
    password = parts.map { $0.count == 2 ? Self.decoded($0[1]) : "" }
    let place = at.map { authority[$0...].dropFirst() } ?? authority[...]
    (host, port) = try Self.place(place, kind, variable)
    guard kind == .http || user == nil else {
      throw Self.failure(
        variable, "a user and password for a SOCKS proxy are not supported",
        help: "use a proxy that needs none, or an HTTP proxy")
    }
  }

  /// `proxy.example:3128`.
  package var place: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

  /// `proxy.example:3128, which `https_proxy` names`, for messages; never with a password.
  package var description: String { "\(place) (from `\(variable)`)" }

  /// What `Proxy-Authorization` says; nil for a proxy that needs none.
  package var authorization: String? { credentials?.headerValue }

  private var credentials: HTTPClient.Authorization? {
    user.map { .basic(username: $0, password: password ?? "") }
  }

  /// What makes connections of the library go through it, as through a tunnel.
  package var tunnel: HTTPClient.Configuration.Proxy {
    switch kind {
    case .http: .server(host: host, port: port, authorization: credentials)
    case .socks: .socksServer(host: host, port: port)
    }
  }

  /// Whether it reads requests to a server, and sends them on, rather than carry a tunnel there.
  package func forwards(to url: URLParts) -> Bool { kind == .http && url.scheme == "http" }

  // MARK: - Reading

  private static func scheme(of text: Substring) -> (String, Substring) {
    guard let end = text.firstIndex(of: ":"), text[end...].hasPrefix("://") else {
      return ("http", text)
    }
    return (text[..<end].lowercased(), text[end...].dropFirst(3))
  }

  private static func place(
    _ text: Substring, _ kind: Kind, _ variable: String
  ) throws -> (host: String, port: Int) {
    let hostEnd =
      text.hasPrefix("[")
      ? text.firstIndex(of: "]").map { text.index(after: $0) } ?? text.endIndex
      : text.firstIndex(of: ":") ?? text.endIndex
    let host = text[..<hostEnd]
    let isName =
      !host.isEmpty
      && host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: "-._".utf8.contains(byte)
        }
      }
    guard isName || host.hasPrefix("[") && IPAddress(host) != nil else {
      throw failure(variable, host.isEmpty ? "it has no host" : "its host is not a name or address")
    }
    let name = String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host)
    let tail = text[hostEnd...].dropFirst()
    if tail.isEmpty { return (name, kind == .http ? 80 : 1080) }
    guard text[hostEnd] == ":", let port = UInt16(tail), port > 0 else {
      throw failure(variable, "its port is not a number from 1 to 65535")
    }
    return (name, Int(port))
  }

  private static func decoded(_ text: Substring) -> String {
    PercentEncoding.decode(String(text)) ?? String(text)
  }

  private static func failure(
    _ variable: String, _ reason: String, help: String? = nil
  ) -> ValueError {
    ValueError(
      .validation, "`\(variable)` is not the address of a proxy: \(reason)",
      help: help
        ?? "write `http://HOST:PORT` or `http://USER:PASSWORD@HOST:PORT`, with special characters of "
        + "the password percent-encoded, or unset the variable")
  }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
