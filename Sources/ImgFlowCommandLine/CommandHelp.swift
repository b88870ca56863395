import ImgFlowSyntax

/// The help of a command.
package struct CommandHelp {
  private static let width = 80

  private let summary: String
  private let usage: [String]
  private let discussion: String
  private let sections: [(title: String, rows: [Columns.Pair])]

  /// - Parameters:
  ///   - usage: the ways to call it.
  ///   - discussion: paragraphs.
  ///   - sections: two-column lists, each with a title.
  package init(
    summary: String, usage: [String], discussion: String,
    sections: [(title: String, rows: [Columns.Pair])]
  ) {
    self.summary = summary
    self.usage = usage
    self.discussion = discussion
    self.sections = sections
  }

  package var text: String {
    let start = ["Usage: "] + usage.dropFirst().map { _ in "       " }
    var blocks = [Columns.wrap(summary, to: Self.width), zip(start, usage).map { $0 + $1 }]
    for paragraph in discussion.split(separator: "\n\n") {
      blocks.append(Columns.wrap(paragraph, to: Self.width))
    }
    for section in sections { blocks.append(["\(section.title):"] + Columns.list(section.rows)) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The rows of a list of flags.
  package static func rows<Settings>(_ flags: [CommandFlag<Settings>]) -> [Columns.Pair] {
    flags.map { ($0.usage, $0.help) }
  }
}
