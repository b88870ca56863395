import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowHelp
import ImgFlowSyntax

/// `imgflow doc [NAME]`.
struct DocCommand: ImgFlowCommand {
  private var name: String?
  private var markdown = false
  var wantsHelp = false

  static let name = "imgflow doc"
  static let summary = "Explains a vendor, an operation, a function, a module or a word."
  static let usage = "[NAME] [flags]"
  static let discussion = """
    `imgflow doc expoze`, `imgflow doc expoze.createJob`, `imgflow doc list.map`. Without a name it \
    lists everything that can be explained.
    """

  static var flags: [CommandFlag<Self>] {
    [CommandFlag("markdown", "A vendor's whole manual as Markdown.") { $0.markdown = true }]
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("NAME", .optional, offer: .words(BuiltInVendors.names)) { $0.name = $1 }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    console.write(try text())
    return ExitStatus.success
  }

  private func text() throws -> String {
    guard let name else { return Manual.overview() }
    if markdown { return VendorManual(try NamedVendor.find(name)).markdown }
    guard let text = Manual.text(about: name) else { throw unknown(name) }
    guard BuiltInVendors.names.contains(name) else { return text }
    return text + "\n`imgflow doc \(name).NAME` explains one of them.\n"
  }

  private func unknown(_ name: String) -> UsageError {
    let owner = name.split(separator: ".").first.map(String.init) ?? ""
    let isVendor = BuiltInVendors.names.contains(owner)
    return UsageError(
      isVendor
        ? "vendor `\(owner)` has no operation `\(name.dropFirst(owner.count + 1))`"
        : "no help for `\(name)`",
      help: Manual.nearest(to: name).map { "did you mean `\($0)`?" }
        ?? (isVendor ? "`imgflow doc \(owner)` lists them" : "`imgflow doc` lists everything"))
  }
}

/// A vendor that was named on the command line.
enum NamedVendor {
  /// - Throws: `UsageError` if there is none of this name.
  static func find(_ name: String) throws -> Vendor {
    if let vendor = try BuiltInVendors.vendor(name) { return vendor }
    throw UsageError(
      "unknown vendor `\(name)`",
      help: NearNames.hint(for: name, in: BuiltInVendors.names)
        ?? "the vendors are \(BuiltInVendors.names.formatted(and: "and") { "`\($0)`" })")
  }
}
