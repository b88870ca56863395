import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow login [VENDOR]`.
struct LoginCommand: ImgFlowCommand {
  var options = RunOptions()
  private var vendor: String?
  /// What `--set` gives: `NAME=VALUE`.
  private(set) var given: [String] = []
  private(set) var token = false
  private(set) var paste = false
  private(set) var port = 8484
  var wantsHelp = false

  /// The address of the sandbox that is signed in to; nil for the service itself.
  var sandboxURL: String? {
    if case .sandboxAt(let url) = options.choice { url } else { nil }
  }

  static let name = "imgflow login"
  static let summary = "Signs in to a vendor and keeps the session for later runs."
  static let usage = "[VENDOR] [flags]"
  static let discussion = """
    Credentials come from `--set`, the environment and `.env`; you are asked for what is missing, and \
    passwords are not shown. Everything is stored in $XDG_CONFIG_HOME/imgflow/credentials, which only \
    you can read. Without a vendor, the command lists where you are signed in.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag(
        "set", takes: "name=value", repeats: true, "A credential or setting that is not a secret."
      ) { $0.given.append($1) },
      CommandFlag("token", "Keeps a token that you already have instead of signing in.") {
        $0.token = true
      },
      CommandFlag(
        "paste", "Asks for the address that the browser ends at, if it runs on another machine."
      ) { $0.paste = true },
      CommandFlag(
        "port", takes: "number",
        "The port of this machine that the browser returns to (8484); 0 for any."
      ) { command, text in
        guard let port = Int(text), (0...65535).contains(port) else {
          throw UsageError("`--port` takes a number from 0 to 65535, not `\(text)`")
        }
        command.port = port
      },
    ]
      + CommonFlags.some([.sandboxURL, .profile, .envFile, .caFile]).map {
        let isProfile = $0.name == ScriptFlag.profile.rawValue
        let flag = isProfile ? $0.saying("Keeps it under this name.") : $0
        return flag.within(\.options)
      }
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("VENDOR", .optional, offer: .words(BuiltInVendors.names)) { $0.vendor = $1 }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    guard let vendor else {
      try SignedIn(profile: options.profile).list(on: console)
      return ExitStatus.success
    }
    do {
      try SignIn(to: NamedVendor.find(vendor), self, console).run()
      return ExitStatus.success
    } catch is ImgFlowRuntime.CancellationError {
      return StopSignals.exitStatus ?? ExitStatus.interrupt
    }
  }
}

/// `imgflow logout VENDOR`.
struct LogoutCommand: ImgFlowCommand {
  var options = RunOptions()
  private var vendor: String?
  private var all = false
  var wantsHelp = false

  static let name = "imgflow logout"
  static let summary = "Removes what `imgflow login` has stored."
  static let usage = "VENDOR [flags]"
  static let discussion = """
    The vendor is not informed: a session that someone else has seen stays valid until it expires.
    """

  static var flags: [CommandFlag<Self>] {
    [CommandFlag("all", "Forgets every vendor of the profile.") { $0.all = true }]
      + CommonFlags.some([.profile]).map {
        $0.saying("The profile to forget it from.").within(\.options)
      }
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("VENDOR", .optional, offer: .words(BuiltInVendors.names)) { $0.vendor = $1 }
  }

  func run() throws -> Int32 {
    guard (vendor == nil) == all else {
      throw UsageError("`imgflow logout` takes a vendor, or `--all`")
    }
    let console = Console()
    defer { console.flush() }
    try SignedIn(profile: options.profile).forget(vendor, on: console)
    return ExitStatus.success
  }
}
