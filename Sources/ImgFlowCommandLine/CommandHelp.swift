import ImgFlowSyntax

/// What a command says of itself: its help, from which its manual page and the completion of shells are made too.
package struct CommandHelp: Sendable {
  /// A two-column list with a title.
  package struct Section: Sendable {
    package let title: String
    package let rows: [Columns.Pair]
    /// The flags that are its rows.
    package let flags: [FlagShape]

    package init(_ title: String, flags: [FlagShape]) {
      self.title = title
      self.flags = flags
      rows = flags.map { ($0.usage, $0.help) }
    }

    package init<Settings>(_ title: String, flags: [CommandFlag<Settings>]) {
      self.init(title, flags: flags.map(\.shape))
    }

    package init(_ title: String, rows: [Columns.Pair]) {
      self.title = title
      self.rows = rows
      flags = []
    }
  }

  private static let width = 80

  /// How it is called, without its arguments: `imgflow check`.
  package let name: String
  package let summary: String
  /// The ways to call it.
  package let usage: [String]
  /// Paragraphs.
  package let discussion: String
  package let sections: [Section]
  /// Flags that it takes and another command lists.
  package var unlisted: [FlagShape] = []
  /// The sentence at the end.
  package var footer: String?
  /// What shells offer as its arguments.
  package var offer = WordOffer.nothing
  /// The program that reads its words and describes itself; nil for the program that the command belongs to.
  package var program: String?

  package init(
    _ name: String, summary: String, usage: [String], discussion: String = "",
    sections: [Section] = []
  ) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.discussion = discussion
    self.sections = sections
  }

  /// All flags that it takes, each once.
  package var flags: [FlagShape] {
    let listed = sections.flatMap(\.flags)
    let names = Set(listed.map(\.name))
    return listed + unlisted.filter { !names.contains($0.name) }
  }

  /// The word that names it: `check`.
  package var word: String { name.split(separator: " ").last.map(String.init) ?? name }

  package var text: String {
    let start = ["Usage: "] + usage.dropFirst().map { _ in "       " }
    var blocks = [Columns.wrap(summary, to: Self.width), zip(start, usage).map { $0 + $1 }]
    for paragraph in paragraphs { blocks.append(Columns.wrap(paragraph, to: Self.width)) }
    for section in sections { blocks.append(["\(section.title):"] + Columns.list(section.rows)) }
    if let footer { blocks.append([footer]) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  var paragraphs: [String] { discussion.split(separator: "\n\n").map(String.init) }
}
