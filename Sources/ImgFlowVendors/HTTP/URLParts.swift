/// An absolute http or https URL, taken apart as RFC 3986 section 3 says.
struct URLParts: Equatable {
  /// `http` or `https`.
  let scheme: String
  /// In lower case; IPv6 addresses keep their brackets.
  let host: String
  let port: Int
  /// Percent-encoded, beginning with `/`.
  var path: String
  /// Percent-encoded, without the `?`.
  var query: String?

  /// Takes a URL apart; nil when it is not absolute, has another scheme or a user's name, or holds
  /// anything that does not belong in a URL.
  init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      return nil
    }
    let withoutFragment = text.prefix { $0 != "#" }
    guard let colon = withoutFragment.firstIndex(of: ":") else { return nil }
    scheme = withoutFragment[..<colon].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    var rest = withoutFragment[colon...].dropFirst()
    guard rest.hasPrefix("//") else { return nil }
    rest = rest.dropFirst(2)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    rest = rest[authority.endIndex...]
    guard let (host, port) = Self.hostAndPort(authority, scheme: scheme) else { return nil }
    self.host = host
    self.port = port
    let path = rest.prefix { $0 != "?" }
    self.path = path.isEmpty ? "/" : String(path)
    self.query = path.endIndex < rest.endIndex ? String(rest[path.endIndex...].dropFirst()) : nil
  }

  private static func hostAndPort(
    _ authority: Substring, scheme: String
  ) -> (host: String, port: Int)? {
    guard !authority.contains("@") else { return nil }
    let hostEnd: Substring.Index
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      hostEnd = authority.index(after: close)
    } else {
      hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
    }
    let host = authority[..<hostEnd].lowercased()
    let tail = authority[hostEnd...]
    guard !host.isEmpty, tail.isEmpty || tail.hasPrefix(":") else { return nil }
    if tail.count <= 1 { return (host, scheme == "https" ? 443 : 80) }
    guard let port = UInt16(tail.dropFirst()), port > 0 else { return nil }
    return (host, Int(port))
  }

  /// `https://host`, with the port where it is not the scheme's own.
  var origin: String {
    let isDefault = port == (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(host)" + (isDefault ? "" : ":\(port)")
  }

  var text: String { origin + path + (query.map { "?\($0)" } ?? "") }

  /// The path and query, as a request line shows them.
  var target: String { path + (query.map { "?\($0)" } ?? "") }

  func hasSameOrigin(as other: URLParts) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Resolves a reference against this URL (RFC 3986 section 5.2); nil when the result is no http URL.
  func resolving(_ reference: String) -> URLParts? {
    if let absolute = URLParts(reference) { return absolute }
    // Any other scheme is refused here rather than read as a relative path.
    let head = reference.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if head.contains(":") { return nil }
    if reference.hasPrefix("//") { return URLParts("\(scheme):\(reference)") }
    if reference.hasPrefix("/") { return URLParts(origin + Self.removingDots(reference)) }
    if reference.hasPrefix("?") { return URLParts(origin + path + reference) }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    return URLParts(origin + Self.removingDots(folder + reference))
  }

  /// RFC 3986 section 5.2.4, for the part before `?` and `#`.
  private static func removingDots(_ text: String) -> String {
    let path = text.prefix { $0 != "?" && $0 != "#" }
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
    return "/" + segments.joined(separator: "/") + text[path.endIndex...]
  }
}
