import ImgFlowSyntax

/// The flags that every command takes, which no parameter of a script can be named like.
public enum ReservedNames {
  public static let flags: Set<String> = [
    "allow-env", "allow-net", "allow-read", "allow-reveal", "allow-run", "allow-write", "ca-file",
    "chaos",
    "diagnostics", "env-file", "help", "html", "jobs", "json", "junit", "max-depth", "max-memory",
    "max-steps",
    "no-color", "no-input", "profile", "quiet", "record", "replay", "report", "sandbox",
    "sandbox-url", "time-scale", "timeout", "verbose", "version",
  ]

  /// A parameter's name as a flag may spell it: `maxItems` as `max-items`.
  public static func flag(for name: String) -> String {
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
  public var flag: String { ReservedNames.flag(for: name) }
}

extension ScriptParameters {
  /// The diagnostics for parameters that a command line could not tell from a flag of its own.
  var reservedNames: [Diagnostic] {
    entries.compactMap { entry in
      let flag = ReservedNames.flag(for: entry.name)
      guard ReservedNames.flags.contains(flag) else { return nil }
      return Diagnostic(
        .reservedParameter,
        "no parameter can be called `\(entry.name)`: every script takes `--\(flag)`",
        at: entry.range, label: "this name is taken", help: "choose another name")
    }
  }
}
