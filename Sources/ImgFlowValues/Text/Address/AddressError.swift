/// Why an address cannot be requested as written. Nothing in it is changed to make it fit: a different
/// address is not what was meant.
package enum AddressError: Error, Equatable {
  /// It does not begin with `http://` or `https://`.
  case notAbsolute
  /// It has a character that must be percent-encoded.
  case toEncode(character: String, encoded: String, isHost: Bool)
  /// It has a user, or a user and a password.
  case user
  case host(String)
  case port(String)

  /// - Parameter index: the position of the character that is not allowed there.
  static func toEncode(_ text: Substring, at index: Substring.Index) -> AddressError {
    let scalar = text.unicodeScalars[index]
    let beforePath = text[..<index].drop { $0 != ":" }.dropFirst(3)
    let isHost = !beforePath.contains { "/?#".contains($0) }
    let name =
      switch scalar {
      case " ": "space"
      case "\n", "\r": "line end"
      case "\t": "tab"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: "control character"
      default: "character `\(scalar)`"
      }
    return .toEncode(
      character: name, encoded: PercentEncoding.encode(String(scalar)), isHost: isHost)
  }

  /// What is wrong, as the end of a sentence that begins with the address.
  package var message: String {
    switch self {
    case .notAbsolute: "is not an http or https address"
    case .toEncode(let character, _, true): "contains a \(character) in its host name"
    case .toEncode(let character, let encoded, false):
      "contains a \(character), which must be encoded as \(encoded)"
    case .user: "contains a user or a password"
    case .host(""): "does not name a host"
    case .host(let host): "names `\(host.prefix(80))`, which is not a valid host name"
    case .port(let port): "has the port `\(port.prefix(20))`; a port is a number from 1 to 65535"
    }
  }

  package var help: String {
    switch self {
    case .notAbsolute: "begin the address with https://"
    case .toEncode(_, _, true):
      "write the host name in its ASCII form, such as `xn--mnchen-3ya.de` for `münchen.de`"
    case .toEncode(let character, let encoded, false):
      "encode the \(character) as \(encoded), or let `url.build` do it: `url.build(\"https://…\", path)`"
    case .user:
      "send them in a header, `Authorization: Basic …`, with the base64 of `user:password`"
    case .host: "check the spelling between `://` and the next `/`"
    case .port: "check what follows the host name"
    }
  }
}
