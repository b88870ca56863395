import ArgumentParser
import ImgFlow
import ImgFlowSyntax
import ImgFlowVendors

/// `imgflow doc VENDOR[.OPERATION]`.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc",
    abstract: "Explains a vendor or one of its operations.",
    discussion: "`imgflow doc expoze`, `imgflow doc expoze.createJob`.")

  @ArgumentParser.Argument(help: "A vendor, or an operation as `vendor.operation`.")
  var name: String

  @Flag(help: "A vendor's whole manual as Markdown.")
  var markdown = false

  func run() throws {
    let console = Console()
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let vendor = try NamedVendor.find(parts.first ?? "")
    let text =
      if parts.count == 2 {
        try explanation(of: parts[1], vendor)
      } else {
        markdown ? VendorManual(vendor).markdown : overview(of: vendor)
      }
    console.write(text)
    console.flush()
  }

  // MARK: - A vendor

  private func overview(of vendor: Vendor) -> String {
    var lines = HelpColumns.wrap(vendor.documentation ?? "", to: 80)
    for section in VendorManual(vendor).sections {
      let rows = section.operations.map { operation in
        (
          head: operation.name,
          text: Self.firstSentence(OperationManual(operation, of: vendor).text)
        )
      }
      lines += ["", "\(section.name):"] + HelpColumns.lines(rows)
    }
    let functions = vendor.functions.map { function, documentation in
      (head: function.name?.text ?? "", text: Self.firstSentence(documentation ?? ""))
    }
    if !functions.isEmpty { lines += ["", "conveniences:"] + HelpColumns.lines(functions) }
    lines += ["", "`imgflow doc \(vendor.name).NAME` tells more about one of them."]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func firstSentence(_ text: String) -> String {
    let paragraph = text.replacing("\n", with: " ")
    guard let end = paragraph.firstRange(of: ". ") else { return paragraph }
    return String(paragraph[..<end.lowerBound]) + "."
  }

  // MARK: - An operation

  private func explanation(of name: String, _ vendor: Vendor) throws -> String {
    if let operation = vendor.listedOperations.first(where: { $0.name == name }) {
      return explanation(of: OperationManual(operation, of: vendor))
    }
    if let (_, documentation) = vendor.functions.first(where: { $0.function.name?.text == name }) {
      return "\(vendor.name).\(name)\n\n\(documentation ?? "")\n"
    }
    let known =
      vendor.listedOperations.map(\.name) + vendor.functions.compactMap(\.function.name?.text)
    DiagnosticPrinter(Console()).print(
      error: "vendor `\(vendor.name)` has no operation `\(name)`",
      help: NearNames.nearest(to: name, in: known).map { "did you mean `\(vendor.name).\($0)`?" }
        ?? "`imgflow doc \(vendor.name)` lists them")
    throw ExitCode(ExitStatus.usage)
  }

  private func explanation(of manual: OperationManual) -> String {
    var lines = ["\(manual.operation.vendor).\(manual.signature)", "", manual.text]
    if !manual.example.isEmpty { lines += [""] + manual.example.map { "    \($0)" } }
    let rows = manual.parameterNotes.filter { !$0.note.isEmpty }.map {
      (head: $0.name, text: $0.note)
    }
    if !rows.isEmpty { lines += ["", "Parameters:"] + HelpColumns.lines(rows) }
    lines += [""] + HelpColumns.wrap(manual.facts.joined(separator: " "), to: 80)
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A vendor that was named on the command line.
enum NamedVendor {
  /// - Throws: `ExitCode` after saying that there is none of this name.
  static func find(_ name: String) throws -> Vendor {
    if let vendor = try BuiltInVendors.vendor(name) { return vendor }
    DiagnosticPrinter(Console()).print(
      error: "there is no vendor `\(name)`",
      help: NearNames.nearest(to: name, in: BuiltInVendors.names).map { "did you mean `\($0)`?" }
        ?? "there are \(BuiltInVendors.names.map { "`\($0)`" }.joined(separator: ", "))")
    throw ExitCode(ExitStatus.usage)
  }
}
