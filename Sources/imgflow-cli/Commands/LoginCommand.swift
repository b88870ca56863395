import ArgumentParser
import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow login [VENDOR]`.
struct LoginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login",
    abstract: "Signs in to a vendor and keeps the session for later runs.",
    discussion: """
      Credentials come from `--set`, the environment and `.env`; you are asked for what is missing, \
      and passwords are not shown. Everything is stored in $XDG_CONFIG_HOME/imgflow/credentials, \
      which only you can read. Without a vendor, the command lists where you are signed in.
      """)

  @ArgumentParser.Argument(help: "The vendor.")
  var vendor: String?

  @Option(help: "Keep it under this name, for `--profile NAME` of other commands.")
  var profile: String?

  @Option(
    name: .customLong("set"), help: "A credential or setting that is not a secret: NAME=VALUE.")
  var given: [String] = []

  @Flag(help: "Keep a token that you already have instead of signing in.")
  var token = false

  @Flag(help: "Paste the address that the browser ends at, if it runs on another machine.")
  var paste = false

  @Option(help: "The port of this machine that the browser returns to; 0 for any.")
  var port = 8484

  @Option(name: .customLong("sandbox-url"), help: "Sign in to the sandbox that runs at this URL.")
  var sandboxURL: String?

  @Option(name: .customLong("env-file"), help: "Read variables from this file instead of `.env`.")
  var environmentFile: String?

  @Option(
    name: .customLong("ca-file"), help: "Trust the certificate authorities in this file."
  )
  var authorityFiles: [String] = []

  func run() throws {
    let console = Console()
    defer { console.flush() }
    let printer = DiagnosticPrinter(console)
    do {
      guard let vendor else { return try SignedIn(profile: profile).list(on: console) }
      let signIn = try SignIn(to: NamedVendor.find(vendor), self, console)
      try signIn.run()
    } catch is ImgFlowRuntime.CancellationError {
      throw ExitCode(StopSignals.exitStatus ?? ExitStatus.interrupt)
    } catch let status as ExitCode {
      throw status
    } catch {
      throw ExitCode(printer.report(error))
    }
  }
}

/// `imgflow logout VENDOR`.
struct LogoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout",
    abstract: "Removes what `imgflow login` has stored.",
    discussion:
      "The vendor is not informed: a session that someone else has seen stays valid until it expires."
  )

  @ArgumentParser.Argument(help: "The vendor.")
  var vendor: String?

  @Option(help: "The profile to forget it from.")
  var profile: String?

  @Flag(help: "Forget every vendor of the profile.")
  var all = false

  func run() throws {
    let console = Console()
    do {
      guard (vendor == nil) == all else {
        throw UsageError("`imgflow logout` takes a vendor, or `--all`")
      }
      try SignedIn(profile: profile).forget(vendor, on: console)
    } catch let status as ExitCode {
      throw status
    } catch {
      throw ExitCode(DiagnosticPrinter(console).report(error))
    }
  }
}
