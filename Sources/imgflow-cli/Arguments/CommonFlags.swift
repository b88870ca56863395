import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax
import ImgFlowVendors

/// The flags that every script takes.
enum CommonFlags {
  static let all: [CommandFlag<RunOptions>] =
    [
      flag(.sandbox, "Emulates the vendors on this machine; needs no account.") {
        options in
        options.sandbox = options.sandbox ?? .sandbox
      },
      flag(.sandboxURL, takes: "url", "Uses the sandbox that runs at URL for all vendors.") {
        options, url in
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
          throw UsageError(
            "`--sandbox-url` takes an address such as http://127.0.0.1:8080, not `\(url)`")
        }
        options.sandbox = .sandboxAt(url)
      },
      flag(.timeScale, takes: "n", "Makes the clock of `--sandbox` run N times as fast.") {
        options, text in
        guard let scale = Double(text), scale > 0, scale.isFinite else {
          throw UsageError("`--time-scale` takes a number above 0 such as 100, not `\(text)`")
        }
        options.timeScale = text
      },
      flag(.chaos, takes: "faults", "Injects faults into `--sandbox`: error=5%,reset=1% …") {
        options, text in
        options.chaos = text
      },
      flag(.profile, takes: "name", "Uses the session of `imgflow login --profile NAME`.") {
        options, name in
        options.profile = try ProfileName.checked(name)
      },
      flag(
        .params, takes: "file",
        "Reads parameters from FILE, a JSON object; those that are also given count."
      ) { options, path in
        options.parameterFile = path
      },
      flag(.envFile, takes: "file", "Reads variables from FILE instead of `.env`.") {
        options, path in
        options.environmentFile = path
      },
      flag(
        .caFile, takes: "file", repeats: true,
        "Trusts the certificate authorities in FILE."
      ) {
        options, path in
        options.authorityFiles.append(path)
      },
      flag(
        .budget, takes: "budget", repeats: true,
        "Stops before a call that costs too much: expoze.tokens=100."
      ) { options, text in
        let (unit, amount) = try budget(text)
        // The last one counts, so that a run can be resumed with a higher one.
        options.budgets[unit] = amount
      },
      flag(.timeout, takes: "duration", "Stops the script after 90s, 10m, 1h30m …") {
        options, text in
        options.timeout = try milliseconds(text, flag: "timeout")
      },
      flag(.maxMemory, takes: "size", "Stops the script when it uses more than 512MB, 2GB …") {
        options, text in
        options.maxMemory = try size(text)
      },
      flag(.maxSteps, takes: "n", "Stops the script after N calls and loop iterations.") {
        options, text in
        options.maxSteps = try count(text, flag: "max-steps")
      },
      flag(.maxDepth, takes: "n", "Limits how deeply calls may nest (10000).") {
        options, text in
        options.maxDepth = try count(text, flag: "max-depth")
      },
      flag(.noJournal, "Records nothing, so that the run cannot be resumed.") { options in
        options.keepsJournal = false
      },
      flag(.exclusive, "Does not start while another run of the script is not finished.") {
        options in
        options.isExclusive = true
      },
      flag(.fresh, "Does again what `once` has a value for.") { options in
        options.isFresh = true
      },
      flag(
        .events, takes: "file",
        "Appends what happens to FILE as lines of JSON; `-` is standard error."
      ) {
        options, path in
        options.events = path
      },
      flag(.logFile, takes: "file", "Appends all messages to FILE too, with the time.") {
        options, path in
        options.logFile = path
      },
      flag(.quiet, short: "q", "Shows no progress and no notes, only errors.") {
        options in
        options.isQuiet = true
      },
      flag(.verbose, short: "v", "Shows every request, with secrets masked.") { options in
        options.isVerbose = true
      },
      flag(.json, "Prints the value of `-e` as JSON on a terminal too.") { options in
        options.wantsJSON = true
      },
      flag(
        .diagnostics, takes: "skin", offer: .words(DiagnosticSkin.allCases.map(\.rawValue)),
        "The format of errors: `terminal`, `line` or `json`."
      ) {
        options, text in
        guard let skin = DiagnosticSkin(rawValue: text) else {
          throw UsageError("`--diagnostics` takes `terminal`, `line` or `json`, not `\(text)`")
        }
        options.skin = skin
      },
      flag(.noColor, "Shows messages without colours.") { options in
        options.allowsColour = false
      },
      flag(.noInput, "Makes `input()` fail instead of asking.") { options in
        options.allowsInput = false
      },
      flag(.allowReveal, "Allows the script to call `.reveal()` on secrets.") { options in
        options.allowsReveal = true
      },
      flag(.confine, "Confines a script that permits nothing to its own folder and vendors.") {
        options in
        options.confinement.isAsked = true
      },
    ] + PermissionFlags.all + [
      flag(.help, short: "h", "Shows the script's parameters or, without a script, this help.") {
        options in
        options.wantsHelp = true
      }
    ]

  /// The flags of these names, for a command that has some of them.
  static func some(_ names: Set<ScriptFlag>) -> [CommandFlag<RunOptions>] {
    all.filter { flag in names.contains { $0.rawValue == flag.name } }
  }

  /// The flags that `imgflow test` and `imgflow repl` take too: all but `--help`, which is their own, and
  /// those that are about one run.
  static let ofCommands = some(
    Set(ScriptFlag.allCases).subtracting([.help, .params, .budget, .events, .logFile]))

  /// The help of `imgflow run` without a script.
  static var help: CommandHelp {
    var help = CommandHelp(
      "imgflow run", summary: "Runs a script.",
      usage: [
        "imgflow FILE [--PARAMETER VALUE …] [flags]",
        "imgflow run FILE [--PARAMETER VALUE …] [flags]",
        "imgflow -e EXPRESSION [flags]",
      ],
      discussion: """
        FILE is a script, or `-` for standard input. The script's parameters and flags may be mixed; \
        `--` ends both. `imgflow FILE --help` shows the script's own parameters.
        """,
      sections: [CommandHelp.Section("Flags that every script takes", flags: all)])
    help.offer = .scripts
    return help
  }

  static func flag(
    _ flag: ScriptFlag, short: Character? = nil, _ help: String,
    apply: @escaping @Sendable (inout RunOptions) -> Void
  ) -> CommandFlag<RunOptions> {
    CommandFlag(flag.rawValue, short: short, help, apply: apply)
  }

  static func flag(
    _ flag: ScriptFlag, mayTake placeholder: String, _ help: String,
    apply: @escaping @Sendable (inout RunOptions, String?) throws -> Void
  ) -> CommandFlag<RunOptions> {
    CommandFlag(flag.rawValue, mayTake: placeholder, help, apply: apply)
  }

  static func flag(
    _ flag: ScriptFlag, takes placeholder: String, offer: WordOffer? = nil, repeats: Bool = false,
    _ help: String, apply: @escaping @Sendable (inout RunOptions, String) throws -> Void
  ) -> CommandFlag<RunOptions> {
    CommandFlag(
      flag.rawValue, takes: placeholder, offer: offer, repeats: repeats, help, apply: apply)
  }

  /// Reads a duration.
  ///
  /// - Throws: `UsageError`.
  static func milliseconds(_ text: String, flag: String) throws -> Int {
    guard case .duration(.exact(let milliseconds)) = literal(text) else {
      throw UsageError("`--\(flag)` takes a duration such as 90s or 10m, not `\(text)`")
    }
    return milliseconds
  }

  private static func budget(_ text: String) throws -> (Spending.Unit, Int) {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    let names = (sides.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard sides.count == 2, names.count == 2, names.allSatisfy({ !$0.isEmpty }),
      case .integer(let digits) = literal(String(sides[1])), let amount = Int(digits)
    else {
      throw UsageError(
        "`--budget` takes a vendor, what it counts and a number, such as expoze.tokens=100, not "
          + "`\(text)`")
    }
    return (Spending.Unit(vendor: String(names[0]), name: String(names[1])), amount)
  }

  private static func size(_ text: String) throws -> Int {
    guard case .integer(let digits) = literal(text), let bytes = Int(digits), bytes > 0 else {
      throw UsageError("`--max-memory` takes a size such as 512MB or 2GB, not `\(text)`")
    }
    return bytes
  }

  private static func count(_ text: String, flag: String) throws -> Int {
    guard case .integer(let digits) = literal(text), let count = Int(digits), count > 0 else {
      throw UsageError("`--\(flag)` takes a number above 0 such as 100000, not `\(text)`")
    }
    return count
  }

  /// Reads a value as scripts write it.
  private static func literal(_ text: String) -> Expression.Kind? {
    let result = Parser.parse(SourceFile(name: "command line", text: text))
    guard result.diagnostics.isEmpty, result.tree.statements.count == 1,
      case .expression(let expression) = result.tree.statements[0].kind
    else { return nil }
    return expression.kind
  }
}
