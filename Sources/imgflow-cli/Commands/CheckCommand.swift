import ArgumentParser
import ImgFlow
import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow check FILE…`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds errors in scripts without running them.",
    discussion: """
      Syntax, names, arguments, vendor operations and their fields. It needs no credentials and \
      sends nothing. The exit status is 3 when there are errors.
      """)

  @ArgumentParser.Argument(help: "The scripts to check.")
  var files: [String]

  @Option(help: "The format of problems: terminal, line or json.")
  var diagnostics = DiagnosticSkin.terminal

  @Flag(name: .customLong("no-color"), help: "Show messages without colours.")
  var withoutColour = false

  @Option(help: "Also check that someone has signed in to this profile.")
  var profile: String?

  @Flag(help: "Also print the type of each name, as FILE:LINE: NAME: TYPE.")
  var types = false

  @Flag(name: .shortAndLong, help: "Print nothing if all files are correct.")
  var quiet = false

  func run() throws {
    let console = Console()
    let host = SystemHost(console: console)
    let printer = DiagnosticPrinter(
      console, skin: diagnostics, allowsColour: !withoutColour, mask: { host.masked($0) })
    if let profile { try requireProfile(profile, printer) }
    var isUnreadable = false
    var found: [Diagnostic] = []
    for path in files {
      do {
        let check = try Script(path: path, host: host).check()
        found += check.problems
        if types { print(check.types, console) }
      } catch let error as ValueError {
        printer.print(error: error.message, help: error.help)
        isUnreadable = true
      }
    }
    printer.print(found)
    let errors = found.count { $0.severity == .error }
    if !quiet, !isUnreadable, errors == 0 {
      console.note(files.count == 1 ? "\(files[0]): no errors" : "\(files.count) files: no errors")
    }
    if isUnreadable { throw ExitCode(ExitStatus.usage) }
    if errors > 0 { throw ExitCode(ExitStatus.check) }
  }

  /// How many characters of a type are printed.
  private static let longestType = 300

  private func print(_ names: [DeclaredName], _ console: Console) {
    for known in names {
      let place = known.name.range
      let type = known.type.sourceText
      let shown = type.count > Self.longestType ? type.prefix(Self.longestType) + "…" : type[...]
      console.write(
        "\(place.file.name):\(place.position.line): \(known.name.text): \(shown)\n")
    }
  }

  private func requireProfile(_ name: String, _ printer: DiagnosticPrinter) throws {
    do { _ = try Profile(name, mustExist: true) } catch {
      _ = printer.report(error)
      throw ExitCode(ExitStatus.usage)
    }
  }
}

extension DiagnosticSkin: ExpressibleByArgument {}
