/// How a flag is written and what it is for, whatever it does: what help, manual pages and shells show.
package struct FlagShape: Sendable {
  package let name: String
  package let short: Character?
  /// What its value is, for the help; nil if it takes none.
  package let placeholder: String?
  /// Whether the value can be left out: it is then only taken after `=`.
  package let isValueOptional: Bool
  /// Whether it may be given several times, each time with another value.
  package let repeats: Bool
  package let help: String
  /// What shells offer as its value.
  package let offer: WordOffer

  /// - Parameter offer: nil for what is usual for the placeholder.
  package init(
    _ name: String, short: Character? = nil, placeholder: String? = nil,
    isValueOptional: Bool = false, repeats: Bool = false, offer: WordOffer? = nil, _ help: String
  ) {
    self.name = name
    self.short = short
    self.placeholder = placeholder
    self.isValueOptional = isValueOptional
    self.repeats = repeats
    self.help = help
    self.offer = offer ?? .usual(for: placeholder)
  }

  /// Returns the same flag with another help.
  func saying(_ help: String) -> FlagShape {
    FlagShape(
      name, short: short, placeholder: placeholder, isValueOptional: isValueOptional,
      repeats: repeats, offer: offer, help)
  }

  /// How it is typed: `--quiet` and, if it has a short form, `-q`.
  var words: [String] { ["--\(name)"] + (short.map { ["-\($0)"] } ?? []) }

  /// How the flag is written, for the help: `-q, --quiet`, `    --port <number>`.
  var usage: String {
    let value = placeholder.map { isValueOptional ? "[=<\($0)>]" : " <\($0)>" }
    return (short.map { "-\($0), " } ?? "    ") + "--" + name + (value ?? "")
  }
}
