import ImgFlow

/// Watches which of a session's statements hold secrets. This may only become known later: `let t = "abc"`
/// does as soon as `login(token: t)` has been typed.
struct SecretWatch {
  /// What came of a statement.
  struct Finding {
    /// Whether it holds a secret.
    var isSecret: Bool
    /// Whether there are secrets that were none before it.
    var isNew: Bool
    /// The earlier statements that turn out to hold one.
    var exposed: Set<String>
  }

  /// The statements in which no secret has been found.
  private var harmless: [String] = []
  /// The names whose values are used as secrets.
  private var names: Set<String> = []
  private var secretCount = 0

  /// Takes note of a statement that has been evaluated.
  mutating func note(_ text: String, of session: Session) -> Finding {
    let found = secrets(in: text, session)
    let newNames = found.names.subtracting(names)
    let isNew = !newNames.isEmpty || session.secretCount != secretCount
    secretCount = session.secretCount
    names.formUnion(newNames)
    if !found.isAny { harmless.append(text) }
    var finding = Finding(isSecret: found.isAny, isNew: isNew, exposed: [])
    if isNew { finding.exposed = exposed(session) }
    if finding.exposed.contains(text) { finding.isSecret = true }
    return finding
  }

  /// Whether statements hold a secret, as far as is known now.
  func holdsSecret(_ statements: [String], of session: Session) -> Bool {
    statements.contains { secrets(in: $0, session).isAny }
  }

  /// Removes the statements that turn out to contain secrets. Each may reveal that the value of another name
  /// is one: `let u = t`.
  private mutating func exposed(_ session: Session) -> Set<String> {
    var exposed: Set<String> = []
    while true {
      let known = names
      for text in harmless {
        let found = secrets(in: text, session)
        names.formUnion(found.names)
        if found.isAny { exposed.insert(text) }
      }
      harmless.removeAll(where: exposed.contains)
      if names == known { return exposed }
    }
  }

  private func secrets(in text: String, _ session: Session) -> WrittenSecrets {
    WrittenSecrets(
      in: Self.statement(text), names: names, types: session.namedTypes, isKnown: session.isSecret)
  }

  /// The statement in an entry: of a command that is what follows its name.
  static func statement(_ entry: String) -> String {
    let text = entry.trimmed
    if text.hasPrefix(":") { return String(text.drop { !$0.isWhitespace }) }
    return text.hasPrefix("?") || text.hasSuffix("?")
      ? text.replacing("?", with: "", maxReplacements: 1) : text
  }
}
