/// Masks credentials in what is shown of a request, by the names before them.
package enum CredentialMask {
  private static let schemes: Set = ["basic", "bearer", "digest", "negotiate", "token"]

  /// The value of a header without its text: `Bearer «secret»`.
  package static func header(_ value: String) -> String {
    let words = value.split(separator: " ", maxSplits: 1)
    let isScheme = words.count == 2 && schemes.contains(words[0].lowercased())
    return isScheme ? "\(words[0]) \(SecretObject.mask)" : SecretObject.mask
  }

  /// An address without its user, and without the credentials in its query and its fragment.
  package static func address(_ text: String) -> String {
    guard text.utf8.contains(where: { "@?#".utf8.contains($0) }) else { return text }
    var shown = ""
    var rest = text[...]
    if let slashes = text.firstRange(of: "://") {
      shown += text[..<slashes.upperBound]
      let authority = text[slashes.upperBound...].prefix { !"/?#".contains($0) }
      rest = text[authority.endIndex...]
      if let at = authority.lastIndex(of: "@") {
        shown += SecretObject.mask + authority[at...]
      } else {
        shown += authority
      }
    }
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    shown += path
    rest = rest[path.endIndex...]
    while let sign = rest.first {
      let part = rest.dropFirst().prefix { $0 != "#" }
      shown += String(sign) + pairs(part)
      rest = rest[part.endIndex...]
    }
    return shown
  }

  /// A query or a form, `a=1&token=x`, without the credentials in it.
  package static func pairs(_ text: some StringProtocol) -> String {
    QueryPair.all(in: text).map { pair in
      guard pair.isCredential else { return pair.text }
      return pair.text.prefix { $0 != "=" } + "=" + SecretObject.mask
    }.joined(separator: "&")
  }
}

/// `name=value` of a query or a form, as it is written.
package struct QueryPair: Equatable, Sendable {
  package let text: String

  /// The pairs of a query or a form, in their order.
  package static func all(in text: some StringProtocol) -> [QueryPair] {
    text.split(separator: "&", omittingEmptySubsequences: false).map {
      QueryPair(text: String($0))
    }
  }

  /// What precedes the `=`, decoded.
  package var name: String { Self.decoded(text.prefix { $0 != "=" }) }

  /// What comes after the `=`, decoded.
  package var value: String { Self.decoded(text.drop { $0 != "=" }.dropFirst()) }

  /// Whether it gives a credential.
  package var isCredential: Bool { !value.isEmpty && CredentialName.matches(name) }

  private static func decoded(_ text: Substring) -> String {
    let spaced = String(text).replacing("+", with: " ")
    return PercentEncoding.decode(spaced) ?? spaced
  }
}
