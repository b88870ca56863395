/// A flag of a command: how it is written, what it takes, and what it does to the command's settings.
package struct CommandFlag<Settings>: Sendable {
  package let name: String
  package let short: Character?
  /// What its value is, for the help; nil if it takes none.
  package let placeholder: String?
  /// Whether the value can be left out: it is then only taken after `=`.
  package private(set) var isValueOptional = false
  /// Whether it may be given several times, each time with another value.
  package let repeats: Bool
  package let help: String
  let apply: @Sendable (inout Settings, String) throws -> Void

  /// A flag without a value.
  package init(
    _ name: String, short: Character? = nil, _ help: String,
    apply: @escaping @Sendable (inout Settings) -> Void
  ) {
    self.init(name, short, nil, false, help) { settings, _ in apply(&settings) }
  }

  /// A flag with a value, such as `--port <number>`.
  ///
  /// - Parameter apply: throws a `UsageError` for a value that cannot be read.
  package init(
    _ name: String, takes placeholder: String, repeats: Bool = false, _ help: String,
    apply: @escaping @Sendable (inout Settings, String) throws -> Void
  ) {
    self.init(name, nil, placeholder, repeats, help, apply)
  }

  /// A flag that can have a value, such as `--deny-write` and `--deny-write=FOLDER`.
  ///
  /// - Parameter apply: is given nil where there is none.
  package init(
    _ name: String, mayTake placeholder: String, _ help: String,
    apply: @escaping @Sendable (inout Settings, String?) throws -> Void
  ) {
    self.init(name, nil, placeholder, true, help) { try apply(&$0, $1.isEmpty ? nil : $1) }
    isValueOptional = true
  }

  private init(
    _ name: String, _ short: Character?, _ placeholder: String?, _ repeats: Bool, _ help: String,
    _ apply: @escaping @Sendable (inout Settings, String) throws -> Void
  ) {
    self.name = name
    self.short = short
    self.placeholder = placeholder
    self.repeats = repeats
    self.help = help
    self.apply = apply
  }

  /// The same flag for settings that contain these.
  package func within<Outer>(
    _ path: WritableKeyPath<Outer, Settings> & Sendable
  ) -> CommandFlag<Outer> {
    var flag = CommandFlag<Outer>(name, short, placeholder, repeats, help) { [apply] outer, value in
      try apply(&outer[keyPath: path], value)
    }
    flag.isValueOptional = isValueOptional
    return flag
  }

  /// The same flag with another help, for a command where it means more than usual.
  package func saying(_ help: String) -> CommandFlag {
    var flag = CommandFlag(name, short, placeholder, repeats, help, apply)
    flag.isValueOptional = isValueOptional
    return flag
  }

  /// How the flag is written, for the help: `-q, --quiet`, `    --port <number>`.
  var usage: String {
    let value = placeholder.map { isValueOptional ? "[=<\($0)>]" : " <\($0)>" }
    return (short.map { "-\($0), " } ?? "    ") + "--" + name + (value ?? "")
  }
}
