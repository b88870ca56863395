import ImgFlowValues

/// The namespace `hash`. It sees the content of secrets, which cannot be recovered from the results.
enum HashNamespace {
  static let all: [Builtin] = [
    digest(
      "sha256", "SHA-256", { try Digest<SHA256>.of($0) },
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    digest(
      "sha1", "SHA-1, which is not secure,", { try Digest<SHA1>.of($0) },
      "a9993e364706816aba3e25717850c26c9cd0d89d"),
    digest(
      "md5", "MD5, a checksum that is not secure,", { try Digest<MD5>.of($0) },
      "900150983cd24fb0d6963f7d28e17f72"),
    Builtin(
      "hmac",
      [
        Builtin.Parameter("key", [.string, .bytes, .secret]), .data,
        .choice("with", ["sha256", "sha1", "md5"]), .encoding,
      ],
      returns: .string,
      "Signs a string or bytes with a key (RFC 2104), as webhooks and signed addresses need it.",
      examples: [
        (
          #"hash.hmac("key", "abc")"#,
          "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab"
        )
      ]
    ) { call in
      let (key, data) = (bytes(call[0]), bytes(call[1]))
      let code =
        switch call[2].asString {
        case "sha1": try Digest<SHA1>.authenticating(data, key: key)
        case "md5": try Digest<MD5>.authenticating(data, key: key)
        default: try Digest<SHA256>.authenticating(data, key: key)
        }
      return try text(code, call[3])
    },
  ]

  private static func digest(
    _ name: String, _ title: String, _ function: @escaping @Sendable ([UInt8]) throws -> [UInt8],
    _ ofABC: String
  ) -> Builtin {
    Builtin(
      name, [.data, .encoding], returns: .string,
      "Returns \(title) of bytes, or of the UTF-8 of a string.",
      examples: [(#"hash.\#(name)("abc")"#, ofABC)]
    ) { call in try text(function(bytes(call[0])), call[1]) }
  }

  private static func bytes(_ value: Value) -> [UInt8] {
    if let bytes = value.asBytes { return bytes.bytes }
    return Array((value.asSecret?.text ?? value.asString ?? "").utf8)
  }

  /// A digest as text, in the encoding that the script asks for.
  static func text(_ digest: [UInt8], _ encoding: Value) throws -> Value {
    try digest.withUnsafeBufferPointer { digest in
      switch encoding.asString {
      case "base64": try Base64.encode(digest, .padded)
      case "base64url": try Base64.encode(digest, .url)
      default: try Hexadecimal.encode(digest)
      }
    }
  }
}

extension Builtin.Parameter {
  fileprivate static let data = Self("data", [.string, .bytes, .secret])
  static let encoding = choice("as", ["hex", "base64", "base64url"])
}
