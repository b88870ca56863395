import ArgumentParser
import ImgFlow
import ImgFlowSyntax

/// `imgflow explain [CODE]`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains the codes of diagnostics and the kinds of errors.",
    discussion: "Without a code it lists them all.")

  @ArgumentParser.Argument(help: "A code such as E0101, or a kind such as timeout.")
  var code: String?

  func run() throws {
    let console = Console()
    defer { console.flush() }
    let catalogue = ErrorCatalogue.shared
    guard let code else {
      let rows = catalogue.entries.map { (head: $0.code, text: $0.meaning) }
      return console.write(Columns.list(rows).joined(separator: "\n") + "\n")
    }
    guard let entry = catalogue[code] else { throw unknown(code, catalogue) }
    console.write(Self.text(of: entry))
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

  private func unknown(_ code: String, _ catalogue: ErrorCatalogue) -> ValidationError {
    let codes = catalogue.entries.map(\.code)
    let start = code.prefix(4).uppercased()
    let near =
      NearNames.nearest(to: code, in: codes).map { [$0] }
      ?? codes.filter { $0.hasPrefix(start) }
    let list = near.prefix(8).joined(separator: ", ")
    return ValidationError(
      near.isEmpty
        ? "unknown code or kind `\(code)`; `imgflow explain` lists them all"
        : "unknown code or kind `\(code)`; did you mean \(list)?")
  }
}
