/// What a header may be called, and which names have a meaning of their own.
package enum HeaderName {
  /// The headers that say how a request is to be read or who sends it, in lower case.
  static let ownUse = [
    "accept", "accept-encoding", "authorization", "connection", "content-encoding",
    "content-length", "content-type", "cookie", "date", "expect", "host", "proxy-authorization",
    "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
  ]

  /// Whether a name is a token (RFC 9110 section 5.6.2).
  package static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
