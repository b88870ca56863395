import ImgFlowSyntax

// Names that other languages have for what the library calls otherwise.
extension Resolver {
  /// Remembers what is read from the name that a chain of members begins with.
  func notePath(of chain: Expression, at range: SourceRange) {
    var members: [String] = []
    var base = chain
    while case .member(let inner, let member, _) = base.kind {
      members.insert(member.text, at: 0)
      base = inner
    }
    guard case .name(let root) = base.kind, foreign.paths[root.id] == nil,
      lookUp(root.text) == nil
    else { return }
    foreign.paths[root.id] = (([root.text] + members).joined(separator: "."), range)
  }

  /// What to write instead of an unknown name that another language has.
  ///
  /// - Parameter isNearDeclared: whether the script declares something with a similar name, which a plain
  ///   name then refers to.
  func foreignHelp(for name: Name, _ access: Access, isNearDeclared: Bool) -> String? {
    if let (path, range) = foreign.paths[name.id] { return Self.help(forPath: path, range) }
    if case .call(_, let range) = access {
      return ForeignNames.help(ForeignNames.named(name.text), for: range)
    }
    return isNearDeclared ? nil : ForeignNames.help(ForeignNames.named(name.text), for: nil)
  }

  /// What to write instead of a dotted name, or of the longest part of it that is known: `os.environ`
  /// in `os.environ.HOME`.
  private static func help(forPath path: String, _ range: SourceRange) -> String? {
    if let help = ForeignNames.help(ForeignNames.named(path), for: range) { return help }
    var parts = path.split(separator: ".").dropLast()
    while !parts.isEmpty {
      let rows = ForeignNames.named(parts.joined(separator: "."))
      // `String` is a function there, and says nothing about `String.raw`.
      if parts.count > 1 || rows.first?.parameters.isEmpty == true,
        let help = ForeignNames.help(rows, for: nil)
      {
        return help
      }
      parts.removeLast()
    }
    return nil
  }
}
