import ImgFlowValues

/// The namespace `base64`.
enum Base64Namespace {
  static let all: [Builtin] = [
    Builtin(
      "encode", [Builtin.Parameter("data", [.string, .bytes, .secret])], returns: .string,
      "Writes bytes, or the UTF-8 of a string, as base64 with padding; of a secret the result is secret.",
      examples: [(#"base64.encode("hello")"#, "aGVsbG8=")]
    ) { call in
      guard let secret = call[0].asSecret else {
        return try call.withBytes(0) { try Base64.encode($0, .padded) }
      }
      let text = Base64.encode(Array(secret.text.utf8))
      // A secret joined with another string has another base64 form than by itself.
      call.evaluator.interpreter.redactor.register(text)
      return .heap(SecretObject(text))
    },
    Builtin(
      "decode", [Builtin.Parameter("text", .string)], returns: .bytes,
      "Reads base64 of either alphabet, with or without padding; line ends are skipped.",
      examples: [(#"base64.decode("aGVsbG8=").text()"#, "hello")]
    ) { call in
      let decoded = try call.withBytes(0) { text in
        try Memory.claim(bytes: text.count)
        return try Base64.decode(text, pausing: Checkpoint.pass)
      }
      guard let bytes = decoded else {
        throw ValueError(.parse, "\(call[0].shortDescription()) is not base64")
      }
      return .bytes(bytes)
    },
  ]
}
