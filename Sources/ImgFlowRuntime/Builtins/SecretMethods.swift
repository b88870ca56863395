import ImgFlowValues

/// The one method of secrets.
enum SecretMethods {
  static let all: [Builtin] = [
    Builtin(
      "reveal", [.receiver(.secret)], returns: .string,
      "Returns the secret's text as a string, when `--allow-reveal` is given.",
      examples: [(#"((token: secret) => token.reveal().length)("abc-123")"#, "7")]
    ) { call in
      guard call.evaluator.interpreter.options.allowsReveal else {
        throw ValueError(
          .permission, "a secret may not be revealed in this run",
          help: "run with `--allow-reveal` if the text has to leave its secret")
      }
      return .string(call[0].asSecret?.text ?? "")
    }
  ]
}
