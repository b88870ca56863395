import ArgumentParser
import ImgFlow
import ImgFlowCatalogue
import ImgFlowREPL
import ImgFlowSyntax

/// `imgflow doc [NAME]`.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc",
    abstract: "Explains a vendor, an operation, a function, a module or a word.",
    discussion: "`imgflow doc expoze`, `imgflow doc expoze.createJob`, `imgflow doc list.map`.")

  @ArgumentParser.Argument(
    help: "What to explain; without it, lists everything that can be explained.")
  var name: String?

  @Flag(help: "A vendor's whole manual as Markdown.")
  var markdown = false

  func run() throws {
    let console = Console()
    console.write(try text())
    console.flush()
  }

  private func text() throws -> String {
    guard let name else { return Manual.overview() }
    if markdown { return VendorManual(try NamedVendor.find(name)).markdown }
    guard let text = Manual.text(about: name) else { throw unknown(name) }
    guard BuiltInVendors.names.contains(name) else { return text }
    return text + "\n`imgflow doc \(name).NAME` explains one of them.\n"
  }

  /// Says that there is no such name.
  private func unknown(_ name: String) -> ExitCode {
    let owner = name.split(separator: ".").first.map(String.init) ?? ""
    let isVendor = BuiltInVendors.names.contains(owner)
    DiagnosticPrinter(Console()).print(
      error: isVendor
        ? "vendor `\(owner)` has no operation `\(name.dropFirst(owner.count + 1))`"
        : "no help for `\(name)`",
      help: Manual.nearest(to: name).map { "did you mean `\($0)`?" }
        ?? (isVendor ? "`imgflow doc \(owner)` lists them" : "`imgflow doc` lists everything"))
    return ExitCode(ExitStatus.usage)
  }
}

/// A vendor that was named on the command line.
enum NamedVendor {
  /// - Throws: `ExitCode` after saying that there is none of this name.
  static func find(_ name: String) throws -> Vendor {
    if let vendor = try BuiltInVendors.vendor(name) { return vendor }
    DiagnosticPrinter(Console()).print(
      error: "unknown vendor `\(name)`",
      help: NearNames.nearest(to: name, in: BuiltInVendors.names).map { "did you mean `\($0)`?" }
        ?? "the vendors are \(BuiltInVendors.names.map { "`\($0)`" }.joined(separator: ", "))")
    throw ExitCode(ExitStatus.usage)
  }
}
