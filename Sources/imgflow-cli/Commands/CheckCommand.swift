import ImgFlow
import ImgFlowAnalysis
import ImgFlowCommandLine
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow check FILE…`.
struct CheckCommand: ImgFlowCommand {
  var options = RunOptions()
  private var files: [String] = []
  private var types = false
  private var permissions = false
  var wantsHelp = false

  static let name = "imgflow check"
  static let summary = "Finds errors in scripts without running them."
  static let usage = "FILE… [flags]"
  static let discussion = """
    Syntax, names, arguments, vendor operations and their fields. It needs no credentials and sends \
    nothing. The exit status is 3 when there are errors.
    """

  static var flags: [CommandFlag<Self>] {
    let types = "Also prints the type of each name, as FILE:LINE: NAME: TYPE."
    return [
      CommandFlag("types", types) { $0.types = true },
      CommandFlag("permissions", "Also prints what each script reaches, as `permit` lines.") {
        $0.permissions = true
      },
      CommandFlag("json", "Prints the permissions as JSON.") { $0.options.wantsJSON = true },
    ]
      + CommonFlags.some([.profile, .quiet, .diagnostics, .noColor]).map { $0.within(\.options) }
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("FILE", .oneOrMore, offer: .scripts) { $0.files.append($1) }
  }

  func run() throws -> Int32 {
    if options.wantsJSON, !permissions {
      throw UsageError(
        "`--json` belongs to `--permissions`",
        help: "`--diagnostics json` writes what is wrong as JSON")
    }
    let console = Console()
    defer { console.flush() }
    let host = SystemHost(console: console)
    let printer = DiagnosticPrinter(console, options, mask: { host.masked($0) })
    if let profile = options.profile { _ = try Profile(profile, mustExist: true) }
    var isUnreadable = false
    var found: [Diagnostic] = []
    for path in files {
      do {
        let check = try Script(path: path, host: host).check()
        found += check.problems
        if types { print(check.types, console) }
        if permissions, let uses = check.uses {
          let listing = PermissionListing(file: path, uses: uses)
          console.write(host.masked(options.wantsJSON ? listing.json : listing.text))
        }
      } catch let error as ValueError {
        printer.print(error: error.message, help: error.help)
        isUnreadable = true
      }
    }
    printer.print(found)
    let errors = found.count { $0.severity == .error }
    if !options.isQuiet, !isUnreadable, errors == 0 {
      console.note(files.count == 1 ? "\(files[0]): no errors" : "\(files.count) files: no errors")
    }
    if isUnreadable { return ExitStatus.usage }
    return errors > 0 ? ExitStatus.check : ExitStatus.success
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
}
