/// An absolute http or https URL, taken apart as RFC 3986 section 3 says. Its path and query are kept as
/// written, byte for byte.
package struct URLParts: Equatable {
  /// `http` or `https`.
  package let scheme: String
  /// In lower case; IPv6 addresses keep their brackets.
  package let host: String
  package let port: Int
  /// As it was written, beginning with `/`.
  package let path: String
  /// As it was written, without the `?`.
  package var query: String?

  /// Takes a URL apart.
  ///
  /// - Throws: `AddressError` for a URL that is not absolute, has another scheme or a user's name, or
  ///   contains anything that must be percent-encoded.
  package init(parsing text: String) throws(AddressError) {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw .notAbsolute
    }
    scheme = text[..<colon].lowercased()
    guard scheme == "http" || scheme == "https" else { throw .notAbsolute }
    let text = text.prefix { $0 != "#" }
    if let place = text.utf8.firstIndex(where: { !Self.isPlain($0) }) {
      throw .toEncode(text, at: place)
    }
    let rest = text[colon...].dropFirst(3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    (host, port) = try Self.hostAndPort(authority, scheme: scheme)
    let target = rest[authority.endIndex...]
    let path = target.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    query = path.endIndex < target.endIndex ? String(target[path.endIndex...].dropFirst()) : nil
  }

  /// Takes a URL apart; nil if it cannot be requested as it is.
  package init?(_ text: String) {
    guard let parts = try? URLParts(parsing: text) else { return nil }
    self = parts
  }

  private init(_ base: URLParts, path: String, query: String?) {
    (scheme, host, port, self.path, self.query) = (base.scheme, base.host, base.port, path, query)
  }

  /// Whether a byte may appear in a request line.
  package static func isPlain(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  private static func hostAndPort(
    _ authority: Substring, scheme: String
  ) throws(AddressError) -> (host: String, port: Int) {
    guard !authority.contains("@") else { throw .user }
    let brackets = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : nil
    let hostEnd =
      brackets.map { authority.index(after: $0) } ?? authority.firstIndex(of: ":")
      ?? authority.endIndex
    let host = authority[..<hostEnd].lowercased()
    guard brackets == nil ? isName(host) : isAddress(host.dropFirst().dropLast()) else {
      throw .host(host)
    }
    let tail = authority[hostEnd...]
    if tail.isEmpty || tail == ":" { return (host, scheme == "https" ? 443 : 80) }
    let digits = tail.dropFirst()
    guard tail.hasPrefix(":"), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(digits), port > 0
    else { throw .port(String(tail.hasPrefix(":") ? digits : tail)) }
    return (host, Int(port))
  }

  /// Whether a name cannot be mistaken for another one: with a `%` or a `\` in it, some programs do.
  private static func isName(_ host: String) -> Bool {
    !host.isEmpty
      && host.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }

  /// Whether a string in brackets has only the characters of IPv6 addresses.
  private static func isAddress(_ text: Substring) -> Bool {
    text.contains(":")
      && text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x61...0x66, UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: false
        }
      }
  }

  // MARK: - Reading

  /// The host with the port if it is not the scheme's default, as the header `Host` has it.
  package var authority: String {
    host + (port == (scheme == "https" ? 443 : 80) ? "" : ":\(port)")
  }

  /// `https://host`, with the port if it is not the scheme's default.
  package var origin: String { "\(scheme)://\(authority)" }

  package var text: String { origin + target }

  /// The path and query, as a request line shows them.
  package var target: String { path + (query.map { "?\($0)" } ?? "") }

  package func hasSameOrigin(as other: URLParts) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  // MARK: - References

  /// Resolves a reference against this URL (RFC 3986 section 5.2).
  ///
  /// - Throws: `AddressError` if the result is not an http URL, or contains anything to encode.
  package func resolving(_ reference: String) throws(AddressError) -> URLParts {
    let text = String(reference.prefix { $0 != "#" })
    let head = text.prefix { $0 != "/" && $0 != "?" }
    // Any other scheme is refused here rather than read as a relative path.
    if head.contains(":") { return try URLParts(parsing: text) }
    if text.hasPrefix("//") { return try URLParts(parsing: "\(scheme):\(text)") }
    let path = text.prefix { $0 != "?" }
    let query = path.endIndex < text.endIndex ? String(text[path.endIndex...].dropFirst()) : nil
    if path.isEmpty { return URLParts(self, path: self.path, query: query ?? self.query) }
    let folder = self.path[...(self.path.lastIndex(of: "/") ?? self.path.startIndex)]
    let whole = path.hasPrefix("/") ? String(path) : String(folder + path)
    let resolved = URLParts(self, path: Self.removingDots(whole), query: query)
    return try URLParts(parsing: resolved.text)
  }

  /// RFC 3986 section 5.2.4.
  private static func removingDots(_ path: String) -> String {
    var segments: [Substring] = []
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { segments.append("") }
      case "..":
        _ = segments.popLast()
        if isLast { segments.append("") }
      default: segments.append(part)
      }
    }
    return "/" + segments.joined(separator: "/")
  }
}
