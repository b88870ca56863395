import ImgFlowValues

/// The one method of secrets.
enum SecretMethods {
  static let all: [Builtin] = [
    Builtin(
      "reveal", [.receiver(.secret)], returns: .string,
      "Returns the secret as a string, if `--allow-reveal` is given.",
      examples: [(#"((token: secret) => token.reveal().length)("abc-123")"#, "7")]
    ) { call in
      guard call.evaluator.interpreter.options.allowsReveal else {
        throw ValueError(
          .permission, "secrets cannot be revealed in this run",
          help: "run with `--allow-reveal` if you need it as a string")
      }
      return .string(call[0].asSecret?.text ?? "")
    }
  ]
}
