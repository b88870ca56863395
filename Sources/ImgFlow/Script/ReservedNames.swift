import ImgFlowSyntax

/// The names that no parameter of a script can have.
package enum ReservedNames {
  /// Flags that every script takes.
  package static let flags = Set(ScriptFlag.allCases.map(\.rawValue))

  /// Names that are kept for flags of ImgFlow, so that adding one breaks no script.
  static let kept: Set<String> = [
    "deny-read", "html", "jobs", "junit",
    "record", "replay", "report", "version",
  ]

  /// A parameter's name as a flag may spell it: `maxItems` as `max-items`.
  package static func flag(for name: String) -> String {
    var flag = ""
    for character in name {
      if character == "_" {
        flag += "-"
      } else if character.isUppercase {
        flag += (flag.isEmpty || flag.hasSuffix("-") ? "" : "-") + character.lowercased()
      } else {
        flag.append(character)
      }
    }
    return flag
  }
}

extension ScriptParameters.Entry {
  /// The parameter's name as a flag, without the dashes before it: `max-items`.
  package var flag: String { ReservedNames.flag(for: name) }
}

extension ScriptParameters {
  /// The diagnostics for parameters that a command line could not distinguish from a flag of its own.
  var reservedNames: [Diagnostic] {
    entries.compactMap { entry in
      let flag = ReservedNames.flag(for: entry.name)
      let isFlag = ReservedNames.flags.contains(flag)
      guard isFlag || ReservedNames.kept.contains(flag) else { return nil }
      return Diagnostic(
        .reservedParameter,
        "a parameter cannot have the name `\(entry.name)`: "
          + (isFlag
            ? "every script takes `--\(flag)`" : "`--\(flag)` is reserved for ImgFlow itself"),
        at: entry.range, label: "this name is not available", help: "choose another name")
    }
  }
}
