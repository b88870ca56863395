import ImgFlowValues

/// What stands in a resumed run for a secret that a service gave an earlier one: secrets are never stored. It
/// counts as the secret itself where arguments are compared, and cannot be sent.
package enum WithheldSecret {
  private static let start = "\u{1}withheld:"

  /// The secret of which only the digest was kept.
  package static func value(of digest: String) -> Value { .heap(SecretObject(start + digest)) }

  /// The digest of a secret that was withheld; nil for any other.
  package static func digest(of secret: SecretObject) -> String? {
    secret.text.hasPrefix(start) ? String(secret.text.dropFirst(start.count)) : nil
  }
}
