import ImgFlowValues

/// The namespace `jwt`: JSON Web Tokens (RFC 7519), which are read and never verified.
enum JWTNamespace {
  static let all: [Builtin] = [
    Builtin(
      "claims", [Builtin.Parameter("token", [.string, .secret])], returns: .object,
      """
      Returns the claims of a JSON Web Token, such as `exp`, the end of its validity in seconds since 1970. It only \
      reads: the signature is not verified, so anyone may have written the claims. Do not decide by them whom to \
      trust. What is not a token is a `parse` error.
      """,
      examples: [
        (
          #"jwt.claims("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEiLCJleHAiOjE3OTU0MjgwMDB9.")"#,
          #"{"sub": "ada", "exp": 1795428000}"#
        ),
        (
          #"time(unix: jwt.claims("eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU0MjgwMDB9.").exp)"#,
          "2026-11-23T10:00:00Z"
        ),
      ]
    ) { call in .heap(try claims(of: call[0].asSecret?.text ?? call.string(0))) }
  ]

  /// No message has any part of the token: it is a credential.
  private static func claims(of token: String) throws -> RecordObject {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count == 5 {
      throw failure("the claims of the token are encrypted", help: "only signed tokens can be read")
    }
    guard parts.count == 3 else {
      throw failure(
        "the token must have three parts with dots between them, but has \(parts.count)",
        help: "pass the token without `Bearer ` before it")
    }
    _ = try object("header", parts[0])
    guard bytes(parts[2]) != nil else {
      throw failure("the signature of the token is not base64url")
    }
    return try object("claims", parts[1])
  }

  private static func object(_ name: String, _ part: Substring.UTF8View) throws -> RecordObject {
    let verb = name == "claims" ? "are" : "is"
    guard let bytes = bytes(part) else {
      throw failure("the \(name) of the token \(verb) not base64url")
    }
    let value = try? JSON.parse(bytes)
    try Checkpoint.pass()
    guard let record = value?.asRecord else {
      throw failure("the \(name) of the token \(verb) not a JSON object")
    }
    return record
  }

  /// The bytes of a part: base64 of the alphabet for URLs, without padding.
  private static func bytes(_ part: Substring.UTF8View) -> [UInt8]? {
    guard part.allSatisfy(isDigit) else { return nil }
    return Base64.decode(String(Substring(part)))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func failure(_ message: String, help: String? = nil) -> ValueError {
    ValueError(.parse, message, help: help)
  }
}
