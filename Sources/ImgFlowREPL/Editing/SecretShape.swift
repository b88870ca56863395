/// Texts that look like secrets although nobody has said that they are.
enum SecretShape {
  /// What the tokens of known services begin with.
  private static let prefixes = [
    "AKIA", "ASIA", "AIza", "eyJ", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "hf_",
    "pk_live_",
    "rk_live_", "sk-", "sk_live_", "xoxb-", "xoxp-", "ya29.",
  ]
  /// The words before a value that is one.
  private static let names = [
    "apikey", "api_key", "authorization", "clientsecret", "client_secret", "passwd", "password",
    "secret", "token",
  ]
  private static let shortest = 16

  /// Whether a string in the text looks like a secret: by itself, or by the name before it.
  static func isIn(_ text: String) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    for (index, part) in parts.enumerated() {
      let words = part.split { !($0.isLetter || $0.isNumber || "_-.".contains($0)) }
      if words.contains(where: { word in
        word.count >= shortest && prefixes.contains { word.hasPrefix($0) }
      }) {
        return true
      }
      // Every other part is the inside of a string.
      if index % 2 == 1, !part.isEmpty, isNamed(parts[index - 1]) { return true }
    }
    return false
  }

  /// Whether a text ends in a name of a secret and `:` or `=`.
  private static func isNamed(_ before: Substring) -> Bool {
    var before = before
    while before.last?.isWhitespace ?? false { before.removeLast() }
    guard let sign = before.last, sign == ":" || sign == "=" else { return false }
    before.removeLast()
    while before.last?.isWhitespace ?? false { before.removeLast() }
    let word = before.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
    let name = String(word).lowercased()
    return names.contains { name.hasSuffix($0) }
  }
}
