import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax

/// `imgflow explain [CODE]`.
struct ExplainCommand: ImgFlowCommand {
  private var code: String?
  var wantsHelp = false

  static let name = "imgflow explain"
  static let summary = "Explains the codes of diagnostics and the kinds of errors."
  static let usage = "[CODE]"
  static let discussion = """
    CODE is a code such as E0101, or a kind such as timeout. Without a code it lists them all.
    """

  static var operand: CommandOperand<Self>? {
    CommandOperand(
      "CODE", .optional, offer: .words(ErrorCatalogue.shared.entries.map(\.code))
    ) { $0.code = $1 }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    console.write(try text())
    return ExitStatus.success
  }

  private func text() throws -> String {
    let catalogue = ErrorCatalogue.shared
    guard let code else {
      let rows = catalogue.entries.map { (head: $0.code, text: $0.meaning) }
      return Columns.list(rows).joined(separator: "\n") + "\n"
    }
    guard let entry = catalogue[code] else { throw unknown(code, catalogue) }
    return Self.text(of: entry)
  }

  private static func text(of entry: ErrorCatalogue.Entry) -> String {
    var parts = [Columns.wrap("\(entry.code): \(entry.meaning).", to: 80)]
    if !entry.example.isEmpty {
      parts.append(entry.example.split(separator: "\n").map { "    " + $0 })
    }
    parts.append(Columns.wrap(entry.cure + (entry.cure.hasSuffix(".") ? "" : "."), to: 80))
    if let status = entry.status {
      parts.append(["When nothing catches it, the program ends with status \(status)."])
    }
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func unknown(_ code: String, _ catalogue: ErrorCatalogue) -> UsageError {
    let codes = catalogue.entries.map(\.code)
    let start = code.prefix(4).uppercased()
    let near =
      NearNames.nearest(to: code, in: codes).map { [$0] }
      ?? codes.filter { $0.hasPrefix(start) }
    let list = near.prefix(8).map { "`\($0)`" }
    return UsageError(
      "unknown code or kind `\(code)`",
      help: near.isEmpty
        ? "`imgflow explain` lists them all" : "did you mean \(list.joined(separator: ", "))?")
  }
}
