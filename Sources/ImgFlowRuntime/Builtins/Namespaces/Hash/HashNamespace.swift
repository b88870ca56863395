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
      let function = try call.string(2)
      let code = try withBytes(call, 0) { key in
        try withBytes(call, 1) { data in
          switch function {
          case "sha1": try Digest<SHA1>.authenticating(data, key: key)
          case "md5": try Digest<MD5>.authenticating(data, key: key)
          default: try Digest<SHA256>.authenticating(data, key: key)
          }
        }
      }
      return try text(code, call, 3)
    },
  ]

  private static func digest(
    _ name: String, _ title: String,
    _ function: @escaping @Sendable (UnsafeBufferPointer<UInt8>) throws -> [UInt8],
    _ ofABC: String
  ) -> Builtin {
    Builtin(
      name, [.data, .encoding], returns: .string,
      "Returns \(title) of bytes, or of the UTF-8 of a string.",
      examples: [(#"hash.\#(name)("abc")"#, ofABC)]
    ) { call in try text(withBytes(call, 0, function), call, 1) }
  }

  /// Returns what `body` makes of the bytes of a string, a secret or bytes.
  private static func withBytes(
    _ call: NativeCall, _ index: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> [UInt8]
  ) throws -> [UInt8] {
    guard var text = call[index].asSecret?.text else { return try call.withBytes(index, body) }
    return try text.withUTF8(body)
  }

  /// A digest as text, in the encoding that the script asks for.
  static func text(_ digest: [UInt8], _ call: NativeCall, _ encoding: Int) throws -> Value {
    let encoding = try call.string(encoding)
    return try digest.withUnsafeBufferPointer { digest in
      switch encoding {
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
