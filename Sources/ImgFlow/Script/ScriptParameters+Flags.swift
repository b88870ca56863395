import ImgFlowSyntax

extension ScriptParameters.Entry {
  /// The spellings that a command line may give it by, without the dashes before them.
  var spellings: [String] {
    let names = name == flag ? [flag] : [flag, name]
    return isFlag ? names + names.map { "no-\($0)" } : names
  }
}

extension ScriptParameters {
  /// The diagnostics for parameters that a command line could not distinguish, or of which the `--no-…` is a
  /// flag of every script.
  var ambiguousFlags: [Diagnostic] {
    var owners: [String: Entry] = [:]
    var problems: [Diagnostic] = []
    for entry in entries {
      if let spelling = entry.spellings.first(where: { owners[$0] != nil }),
        let earlier = owners[spelling]
      {
        problems.append(.sameFlag(entry, as: earlier, spelling))
      } else if let spelling = entry.spellings.dropFirst().first(
        where: ReservedNames.flags.contains)
      {
        problems.append(.reservedSpelling(of: entry, spelling))
      }
      for spelling in entry.spellings { owners[spelling] = owners[spelling] ?? entry }
    }
    return problems
  }
}

extension Diagnostic {
  fileprivate static func sameFlag(
    _ entry: ScriptParameters.Entry, as earlier: ScriptParameters.Entry, _ spelling: String
  ) -> Diagnostic {
    Diagnostic(
      .sameFlag, "`\(entry.name)` and `\(earlier.name)` are both given as `--\(spelling)`",
      at: entry.range, labels: [Label(earlier.range, "the other one")],
      help: "choose another name for one of them")
  }

  fileprivate static func reservedSpelling(
    of entry: ScriptParameters.Entry, _ spelling: String
  ) -> Diagnostic {
    Diagnostic(
      .reservedParameter,
      "`\(entry.name)` would be turned off by `--\(spelling)`, which is a flag of every script",
      at: entry.range, label: "this name is not available", help: "choose another name")
  }
}
