import Foundation
import ImgFlowCommandLine
import ImgFlowSandbox

/// Serves until a signal, or the end of the process that started it, ends it.
struct SandboxCommand: ProgramCommand {
  private var configuration = {
    var configuration = SandboxConfiguration()
    configuration.environment = { ProcessInfo.processInfo.environment[$0] }
    return configuration
  }()
  private var parent: Int32?
  private var watchesInput = false
  var wantsHelp = false

  static let name = "imgflow-sandbox"
  static let summary =
    "Serves an emulator of the vendors that ImgFlow scripts talk to, over HTTP."
  static let usage = "[flags]"
  static let discussion = """
    When it is ready, it writes one line of JSON to standard output: {"url":"http://127.0.0.1:1234"}. \
    /expoze replaces expoze's base address, and so on for the other vendors; / shows what happens \
    and how to sign in.

    It ends at SIGTERM or Ctrl-C, with status 0 once everything is stored; a second one ends it at once. \
    Status 2 means wrong flags, 1 that it cannot listen or open its files.

    `imgflow-sandbox --version`, `imgflow-sandbox man` and `imgflow-sandbox completions SHELL` print its \
    version, its page of the manual and a script for a shell, and end.
    """

  static var flags: [CommandFlag<Self>] { listening + behaviour }

  private static var listening: [CommandFlag<Self>] {
    [
      flag(
        "port", takes: "number", "The port to listen on; 0 uses any free port.",
        "a number from 0 to 65535"
      ) {
        Int($0).flatMap { (0...65535).contains($0) ? $0 : nil }
      } set: {
        $0.configuration.port = $1
      },
      flag(
        "host", takes: "address",
        "The address to listen on (127.0.0.1). Any address except loopback lets other machines in.",
        "an address or a name"
      ) {
        $0.isEmpty || $0.contains { $0.isWhitespace || "/@".contains($0) } ? nil : $0
      } set: {
        $0.configuration.host = $1
      },
      CommandFlag(
        "allow-host", takes: "name", repeats: true,
        "Another host name that requests may use. Can be repeated."
      ) { $0.configuration.allowedHosts.append($1) },
      flag(
        "db", takes: "file", "The file to keep everything in. Without it, nothing is kept.",
        "the path of a file"
      ) {
        $0.isEmpty ? nil : URL(fileURLWithPath: $0)
      } set: {
        $0.configuration.database = $1
      },
      CommandFlag(
        "no-sync", "Does not wait for the disk; a crash of the machine may lose what `--db` keeps."
      ) { $0.configuration.isDurable = false },
    ]
  }

  private static var behaviour: [CommandFlag<Self>] {
    [
      flag(
        "time-scale", takes: "n",
        "Seconds of the sandbox's clock for each real second (1); 0 stops it until it is stepped.",
        "a number from 0 to 1000000"
      ) {
        Double($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
      } set: {
        $0.configuration.timeScale = $1
      },
      flag(
        "tokens", takes: "n", "Account tokens that each organization starts with (1000).",
        "a whole number from 0"
      ) {
        Int($0).flatMap { $0 >= 0 ? $0 : nil }
      } set: {
        $0.configuration.tokens = $1
      },
      CommandFlag(
        "chaos", takes: "faults",
        """
        Random faults: seed=7,latency=50ms..2s,error=5%,reset=1%,slow=1%, \
        lost-response=1%,throttle=20/s,expire-token=30s. Every part is optional. The same seed \
        gives the same faults.
        """
      ) { command, text in
        do { command.configuration.chaos = try Chaos(text) } catch {
          throw UsageError("invalid `--chaos`: \(error)")
        }
      },
      flag(
        "parent", takes: "id", "Ends when the process with this id ends.", "the id of a process"
      ) {
        Int32($0).flatMap { $0 > 0 ? $0 : nil }
      } set: {
        $0.parent = $1
      },
      CommandFlag("watch-stdin", "Ends when standard input is closed.") { $0.watchesInput = true },
      CommandFlag("allow-remote-webhooks", "Also sends webhooks to other machines.") {
        $0.configuration.allowsRemoteWebhooks = true
      },
      CommandFlag("no-webhooks", "Sends no webhooks.") { $0.configuration.sendsNoWebhooks = true },
      CommandFlag(
        "verbose", short: "v", "Shows each request on standard error, as a line of JSON."
      ) { $0.configuration.isVerbose = true },
    ]
  }

  /// A flag whose value must be of a kind.
  private static func flag<Value>(
    _ name: String, takes placeholder: String, _ help: String, _ kind: String,
    _ read: @escaping @Sendable (String) -> Value?,
    set: @escaping @Sendable (inout Self, Value) -> Void
  ) -> CommandFlag<Self> {
    CommandFlag(name, takes: placeholder, help) { command, text in
      guard let value = read(text) else {
        throw UsageError("`--\(name)` takes \(kind), not `\(text)`")
      }
      set(&command, value)
    }
  }

  /// Serves until it is asked to end.
  ///
  /// - Throws: `StartProblem`; `Announcement.Unheard`.
  func run() async throws {
    Lifeline.watch(parent: parent, standardInput: watchesInput)
    let server = try await SandboxServer(configuration)
    Lifeline.limitShutdown { server.closeConnections() }
    let announcement = Announcement()
    try await server.run(endsAtSignals: true) { port in
      OpenDoor.warn(configuration, port: port)
      announcement.print(host: configuration.host, port: port)
    }
    try announcement.check()
  }
}
