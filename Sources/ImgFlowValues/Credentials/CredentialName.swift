/// The one list of names that mark a credential: of a header, a query parameter, a field or a variable, in
/// any spelling (`X-Api-Key`, `apiKey`, `API_KEY`, `apikey`).
///
/// Redirects, what is shown of requests, the prompt's history, `:save` and `env` all use it.
package enum CredentialName {
  /// Whether a name says that its value is a credential.
  package static func matches(_ name: some StringProtocol) -> Bool {
    // The shell's name of the current folder.
    guard name != "PWD" else { return false }
    return hasCredential(words(of: name, splitsCase: true))
      || hasCredential(words(of: name, splitsCase: false))
  }

  private static func hasCredential(_ words: [String]) -> Bool {
    words.indices.contains { (index: Int) -> Bool in
      let word = words[index]
      if roots.contains(word) || endings.contains(where: word.hasSuffix) { return true }
      // Tokens and keys are mostly counted or listed, unless a word says what they are for.
      if plurals.contains(word) { return index > 0 && qualifiers.contains(words[index - 1]) }
      return isCompound(word)
    }
  }

  // MARK: - Words

  /// Words that make a name one of a credential.
  private static let roots: Set = [
    "auth", "authentication", "bearer", "cookie", "cookies", "credential", "credentials", "hmac",
    "jwt", "key", "oauth", "pass", "passcode", "passphrase", "passwd", "pwd", "secret", "secrets",
    "sig", "signature", "signatures", "token",
  ]
  /// What hardly any other word ends with.
  private static let endings = [
    "authorization", "cookie", "credential", "credentials", "passphrase", "passwd", "password",
    "passwords", "secret", "signature", "token",
  ]
  private static let plurals: Set = ["keys", "tokens"]
  /// What precedes `key` and the like in names that are written as one word.
  private static let qualifiers: Set = [
    "access", "account", "admin", "api", "app", "auth", "aws", "azure", "basic", "bearer", "client",
    "consumer", "customer", "db", "encryption", "google", "http", "id", "license", "master", "my",
    "private", "proxy", "public", "refresh", "root", "secret", "service", "session", "shared",
    "signing", "ssh", "storage", "subscription", "user", "web", "webhook",
  ]
  /// What else may appear in such names.
  private static let others: Set = [
    "file", "hash", "header", "name", "string", "text", "value", "x",
  ]

  /// Whether a word is several run together: `apikey`, `awssecretaccesskey`, but not `monkey`.
  private static func isCompound(_ word: String) -> Bool {
    let letters = Array(word)
    guard letters.count <= 64 else { return false }
    // For each place, whether the letters before it are known words, and whether a root is one.
    var isReached = [Bool](repeating: false, count: letters.count + 1)
    var hasRoot = isReached
    isReached[0] = true
    for start in letters.indices where isReached[start] {
      for end in (start + 1)...letters.count {
        let part = String(letters[start..<end])
        let isRoot = roots.contains(part) || plurals.contains(part) && start > 1
        guard isRoot || qualifiers.contains(part) || others.contains(part) else { continue }
        isReached[end] = true
        hasRoot[end] = hasRoot[end] || hasRoot[start] || isRoot
      }
    }
    return hasRoot[letters.count]
  }

  /// The words of a name in lower case, without digits at their ends.
  private static func words(of name: some StringProtocol, splitsCase: Bool) -> [String] {
    let characters = Array(name)
    var words = [""]
    for (index, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        words.append("")
        continue
      }
      if splitsCase, character.isUppercase, index > 0 {
        let isAfterLower = !characters[index - 1].isUppercase
        let isBeforeLower = index + 1 < characters.count && characters[index + 1].isLowercase
        if isAfterLower || isBeforeLower { words.append("") }
      }
      words[words.count - 1].append(contentsOf: character.lowercased())
    }
    return words.compactMap { word in
      var word = word[...]
      while word.last?.isNumber ?? false { word.removeLast() }
      return word.isEmpty ? nil : String(word)
    }
  }
}
