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
        let count = try call[0].asBytes?.bytes.count ?? call.stringObject(0).byteCount
        try BuiltinLimits.claimBytes(count / 3 * 4, copies: 3)
        let bytes = try call[0].asBytes?.bytes ?? Array(call.string(0).utf8)
        return .string(try Base64.encode(bytes, pausing: Checkpoint.pass))
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
      try Memory.claim(bytes: call.stringObject(0).byteCount)
      guard let bytes = try Base64.decode(call.string(0), pausing: Checkpoint.pass) else {
        throw ValueError(.parse, "\(call[0].shortDescription()) is not base64")
      }
      return .bytes(bytes)
    },
  ]
}
