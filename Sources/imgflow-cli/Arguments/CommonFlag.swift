import ImgFlow
import ImgFlowSyntax

/// A flag that every script takes.
struct CommonFlag: Sendable {
  let flag: ScriptFlag
  let short: Character?
  /// What its value is, for the help; nil if it takes none.
  let placeholder: String?
  let help: String
  let apply: @Sendable (inout RunOptions, String) throws -> Void

  init(
    _ flag: ScriptFlag, short: Character? = nil, takes placeholder: String? = nil, _ help: String,
    apply: @escaping @Sendable (inout RunOptions, String) throws -> Void
  ) {
    self.flag = flag
    self.short = short
    self.placeholder = placeholder
    self.help = help
    self.apply = apply
  }

  var name: String { flag.rawValue }

  static let all: [CommonFlag] = [
    CommonFlag(.sandbox, "Emulates the vendors on this machine; needs no account.") {
      options, _ in
      if case .real = options.vendors { options.vendors = .sandbox }
    },
    CommonFlag(.sandboxURL, takes: "URL", "Uses the sandbox that runs at URL for all vendors.") {
      options, url in
      guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
        throw UsageError(
          "`--sandbox-url` takes an address such as http://127.0.0.1:8080, not `\(url)`")
      }
      options.vendors = .sandboxAt(url)
    },
    CommonFlag(.timeScale, takes: "N", "Makes the clock of `--sandbox` run N times as fast.") {
      options, text in
      guard let scale = Double(text), scale > 0, scale.isFinite else {
        throw UsageError("`--time-scale` takes a number above 0 such as 100, not `\(text)`")
      }
      options.timeScale = text
    },
    CommonFlag(.chaos, takes: "FAULTS", "Injects faults into `--sandbox`: error=5%,reset=1% …") {
      options, text in
      options.chaos = text
    },
    CommonFlag(.profile, takes: "NAME", "Uses the session of `imgflow login --profile NAME`.") {
      options, name in
      options.profile = try ProfileName.checked(name)
    },
    CommonFlag(.envFile, takes: "FILE", "Reads variables from FILE instead of `.env`.") {
      options, path in
      options.environmentFile = path
    },
    CommonFlag(.caFile, takes: "FILE", "Trusts the certificate authorities in FILE.") {
      options, path in
      options.authorityFiles.append(path)
    },
    CommonFlag(.timeout, takes: "DURATION", "Stops the script after 90s, 10m, 1h30m …") {
      options, text in
      options.timeout = try milliseconds(text)
    },
    CommonFlag(.maxMemory, takes: "SIZE", "Stops the script when it uses more than 512MB, 2GB …") {
      options, text in
      options.maxMemory = try size(text)
    },
    CommonFlag(.maxSteps, takes: "N", "Stops the script after N calls and loop iterations.") {
      options, text in
      options.maxSteps = try count(text, flag: "max-steps")
    },
    CommonFlag(.maxDepth, takes: "N", "Limits how deeply calls may nest (10000).") {
      options, text in
      options.maxDepth = try count(text, flag: "max-depth")
    },
    CommonFlag(.quiet, short: "q", "Shows no progress and no notes, only errors.") {
      options, _ in
      options.isQuiet = true
    },
    CommonFlag(.verbose, short: "v", "Shows every request, with secrets masked.") { options, _ in
      options.isVerbose = true
    },
    CommonFlag(.json, "Prints the value of `-e` as JSON on a terminal too.") { options, _ in
      options.wantsJSON = true
    },
    CommonFlag(.diagnostics, takes: "SKIN", "The format of errors: `terminal`, `line` or `json`.") {
      options, text in
      guard let skin = DiagnosticSkin(rawValue: text) else {
        throw UsageError("`--diagnostics` takes `terminal`, `line` or `json`, not `\(text)`")
      }
      options.skin = skin
    },
    CommonFlag(.noColor, "Shows messages without colours.") { options, _ in
      options.allowsColour = false
    },
    CommonFlag(.noInput, "Makes `input()` fail instead of asking.") { options, _ in
      options.allowsInput = false
    },
    CommonFlag(.allowReveal, "Allows the script to call `.reveal()` on secrets.") { options, _ in
      options.allowsReveal = true
    },
    CommonFlag(.help, short: "h", "Shows the script's parameters or, without a script, this help.")
    {
      options, _ in
      options.wantsHelp = true
    },
  ]

  /// The lines of help on these flags, and before them on those of one command.
  static func help(after own: [(head: String, text: String)] = []) -> String {
    let heads = all.map { flag in
      let short = flag.short.map { "-\($0), " } ?? "    "
      return short + "--" + flag.name + (flag.placeholder.map { " <\($0.lowercased())>" } ?? "")
    }
    return Columns.list(own + zip(heads, all.map(\.help))).joined(separator: "\n")
  }

  /// The help of `imgflow run` without a script.
  static var helpText: String {
    """
    Runs a script.

    Usage: imgflow FILE [--PARAMETER VALUE …] [flags]
           imgflow run FILE [--PARAMETER VALUE …] [flags]
           imgflow -e EXPRESSION [flags]

    FILE is a script, or `-` for standard input. The script's parameters and flags may
    be mixed; `--` ends both. `imgflow FILE --help` shows the script's own parameters.

    Flags that every script takes:
    \(help())

    """
  }

  private static func milliseconds(_ text: String) throws -> Int {
    guard case .duration(let milliseconds) = literal(text) else {
      throw UsageError("`--timeout` takes a duration such as 90s or 10m, not `\(text)`")
    }
    return milliseconds
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
