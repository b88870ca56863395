import ImgFlowRuntime
import ImgFlowValues

/// Strings that are or contain secrets, although nothing around them says so: the contents of a literal, or a
/// comment.
enum SecretText {
  /// What the tokens of known services begin with.
  private static let prefixes = [
    "AKIA", "ASIA", "AIza", "eyJ", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "hf_",
    "pk_live_", "rk_live_", "sk-", "sk_live_", "xoxb-", "xoxp-", "ya29.",
  ]
  private static let shortest = 16
  /// The words before a credential, which are not credentials themselves.
  static let schemes: Set = ["basic", "bearer", "digest", "negotiate", "token"]

  /// Whether a string contains a secret: a token of a known service, an address with a credential in it, a
  /// header or a pair such as `password=x`, also of JSON.
  static func isIn(_ text: String) -> Bool {
    hasToken(text) || hasPrivateKey(text) || CredentialMask.address(text) != text
      || hasScheme(text) || hasPair(text)
  }

  private static func hasToken(_ text: String) -> Bool {
    text.split { !isWordPart($0) }.contains { word in
      word.count >= shortest && prefixes.contains { word.hasPrefix($0) }
    }
  }

  private static func hasPrivateKey(_ text: String) -> Bool { text.contains("PRIVATE KEY-----") }

  /// `Bearer abc`.
  private static func hasScheme(_ text: String) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 2 else { return false }
    switch words[0].lowercased() {
    case "bearer": return true
    case "basic": return Base64.decode(words[1])?.contains(UInt8(ascii: ":")) ?? false
    default: return false
    }
  }

  /// `password=x`, `Authorization: x`, `"token": "x"`.
  private static func hasPair(_ text: String) -> Bool {
    var rest = text[...]
    while let sign = rest.firstIndex(where: { $0 == ":" || $0 == "=" }) {
      let before = rest[..<sign].reversed().drop { $0.isWhitespace || isQuote($0) }
      let name = String(before.prefix(while: isWordPart).reversed())
      let after = rest[sign...].dropFirst()
      let value = after.drop { $0.isWhitespace || isQuote($0) }.prefix { !",;&})]".contains($0) }
      // A key of ordinary data, or a sentence about one.
      let isOrdinary = name.lowercased() == "key" && rest[sign] == ":"
      if !isOrdinary, CredentialName.matches(name), isSecret(value) { return true }
      rest = after
    }
    return false
  }

  private static func isSecret(_ value: Substring) -> Bool {
    let words = value.split { $0.isWhitespace || isQuote($0) }
    guard let first = words.first else { return false }
    return words.count > 1 || !schemes.contains(first.lowercased())
  }

  private static func isWordPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-.".contains(character)
  }

  private static func isQuote(_ character: Character) -> Bool { "\"'\\".contains(character) }
}
