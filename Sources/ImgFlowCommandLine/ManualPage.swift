/// A page of the manual, in the language of `man`.
package struct ManualPage {
  private let program: ProgramPages
  /// The command that it explains; nil for the program itself.
  private let command: CommandHelp?

  package init(of program: ProgramPages, command: CommandHelp? = nil) {
    self.program = program
    self.command = command
  }

  /// The name under which `man` finds a page: `imgflow-check`.
  private static func title(_ help: CommandHelp) -> String { help.name.replacing(" ", with: "-") }

  package var text: String {
    let help = command ?? program.root
    let title = Self.title(help)
    var lines = [
      ".TH \(Self.escaped(title.uppercased())) 1 \(program.released)"
        + " \"\(Self.escaped("\(program.name) \(program.version)"))\" \"ImgFlow\"",
      ".SH NAME",
      "\(Self.escaped(title)) \\- \(Self.marked(Self.phrase(help.summary)))",
      ".SH SYNOPSIS",
    ]
    for (index, way) in help.usage.enumerated() {
      lines += (index > 0 ? [".br"] : []) + [Self.synopsis(way, program.name)]
    }
    if !help.discussion.isEmpty || command == nil {
      lines.append(".SH DESCRIPTION")
      lines += Self.paragraphs([help.summary] + help.paragraphs)
    }
    for section in help.sections {
      lines.append(".SH \(Self.escaped(section.title.uppercased()))")
      lines += Self.list(section)
    }
    if let footer = help.footer { lines += [".PP", Self.marked(footer)] }
    if command == nil { lines += exitStatus }
    return (lines + seeAlso).joined(separator: "\n") + "\n"
  }

  private var exitStatus: [String] {
    [".SH \"EXIT STATUS\""]
      + program.statuses.flatMap { [".TP", ".B \($0.status)", Self.marked($0.meaning)] }
  }

  private var seeAlso: [String] {
    let pages =
      command == nil
      ? program.commands.map { $0.program ?? Self.title($0) }.sorted() : [program.name]
    guard !pages.isEmpty else { return [] }
    let links = pages.map { ".BR \(Self.escaped($0)) (1)" }
    return [".SH \"SEE ALSO\""] + links.dropLast().map { $0 + " ," } + links.suffix(1)
  }

  /// A summary as it follows a name: without a capital and a full stop.
  private static func phrase(_ summary: String) -> String {
    let text = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func synopsis(_ usage: String, _ program: String) -> String {
    guard usage.hasPrefix(program) else { return marked(usage) }
    return "\\fB\(escaped(program))\\fR\(escaped(String(usage.dropFirst(program.count))))"
  }

  private static func paragraphs(_ texts: [String]) -> [String] {
    texts.enumerated().flatMap { index, text in (index > 0 ? [".PP"] : []) + [marked(text)] }
  }

  private static func list(_ section: CommandHelp.Section) -> [String] {
    section.rows.flatMap { row in
      let head = row.head.drop { $0 == " " }
      return [".TP", "\\fB\(escaped(String(head)))\\fR", marked(row.text)]
    }
  }

  // MARK: - Text

  /// A text in which what is between backticks is bold.
  private static func marked(_ text: String) -> String {
    let parts = text.replacing("\n", with: " ").split(
      separator: "`", omittingEmptySubsequences: false)
    let line = parts.enumerated().map { index, part in
      index.isMultiple(of: 2) ? escaped(String(part)) : "\\fB\(escaped(String(part)))\\fR"
    }.joined()
    // A line that begins with one of these would be a command to the formatter.
    return line.hasPrefix(".") || line.hasPrefix("\\(aq") ? "\\&" + line : line
  }

  /// Escapes what the formatter would read, and what is not ASCII.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": return "\\e"
      case "-": return "\\-"
      case "'": return "\\(aq"
      case "\"": return "\\(dq"
      case "^": return "\\(ha"
      case "~": return "\\(ti"
      case _ where scalar.isASCII: return String(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }.joined()
  }
}
