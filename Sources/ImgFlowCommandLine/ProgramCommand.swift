/// A command of a program: how it is called, the flags that it takes, and its help.
///
/// Its properties are what the command line says.
package protocol ProgramCommand: SendableMetatype {
  init()

  /// How it is called, without its arguments: `imgflow check`.
  static var name: String { get }
  static var summary: String { get }
  /// Its arguments, for the help: `FILE…`.
  static var usage: String { get }
  /// Paragraphs of the help, between the usage and the flags.
  static var discussion: String { get }
  /// Its flags besides `--help`.
  static var flags: [CommandFlag<Self>] { get }
  /// What it takes besides flags; nil for nothing.
  static var operand: CommandOperand<Self>? { get }

  var wantsHelp: Bool { get set }
}

/// What a command takes besides flags.
package struct CommandOperand<Settings> {
  package enum Count {
    case optional
    /// One or more.
    case oneOrMore
    case any
  }

  let placeholder: String
  package let count: Count
  /// What shells offer.
  let offer: () -> WordOffer
  let apply: (inout Settings, String) throws -> Void

  package init(
    _ placeholder: String, _ count: Count, offer: @autoclosure @escaping () -> WordOffer = .nothing,
    apply: @escaping (inout Settings, String) throws -> Void
  ) {
    self.placeholder = placeholder
    self.count = count
    self.offer = offer
    self.apply = apply
  }
}

extension ProgramCommand {
  package static var discussion: String { "" }
  package static var flags: [CommandFlag<Self>] { [] }
  package static var operand: CommandOperand<Self>? { nil }

  /// All flags, as they are read and listed.
  package static var allFlags: [CommandFlag<Self>] {
    flags + [CommandFlag("help", short: "h", "Shows this help.") { $0.wantsHelp = true }]
  }

  /// The command with what the words of a command line say.
  ///
  /// - Throws: `UsageError`.
  package init(reading words: [String]) throws {
    self.init()
    var cursor = ArgumentCursor(words)
    var count = 0
    while let word = cursor.next() {
      if word == "--" {
        while let word = cursor.next() { try take(word, &count) }
      } else if let flag = ArgumentCursor.Flag(word) {
        guard try cursor.apply(flag, of: Self.allFlags, to: &self) else {
          throw UsageError.unknown(
            flag, in: Self.allFlags.map(\.name), help: "`\(Self.name) --help` lists the flags")
        }
      } else {
        try take(word, &count)
      }
    }
    if let operand = Self.operand, operand.count == .oneOrMore, count == 0, !wantsHelp {
      throw UsageError(
        "`\(Self.name)` needs \(operand.placeholder)", help: "write `\(Self.name) \(Self.usage)`")
    }
  }

  private mutating func take(_ word: String, _ count: inout Int) throws {
    guard let operand = Self.operand else {
      throw UsageError(
        "`\(Self.name)` takes no arguments without a name, but was given `\(word)`",
        help: "`\(Self.name) --help` lists the flags")
    }
    guard operand.count != .optional || count == 0 else {
      throw UsageError(
        "`\(Self.name)` takes one \(operand.placeholder), but was also given `\(word)`")
    }
    try operand.apply(&self, word)
    count += 1
  }

  /// What it says of itself.
  package static var help: CommandHelp {
    var help = CommandHelp(
      name, summary: summary, usage: ["\(name) \(usage)"], discussion: discussion,
      sections: [CommandHelp.Section("Flags", flags: allFlags)])
    help.offer = operand?.offer() ?? .nothing
    return help
  }

  /// The text of `--help`.
  package static var helpText: String { help.text }
}
