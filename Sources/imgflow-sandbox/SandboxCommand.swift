import ArgumentParser
import Foundation
import ImgFlowSandbox

/// Serves until a signal, or the end of the process that started it, ends it.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imgflow-sandbox",
    abstract: "Serves an emulator of the vendors that ImgFlow scripts talk to, over HTTP.",
    discussion: """
      When it is ready, it writes one line of JSON to standard output: {"url":"http://127.0.0.1:1234"}. \
      /expoze replaces expoze's base address, and so on for the other vendors; / shows what happens \
      and how to sign in.

      It ends at SIGTERM or Ctrl-C, with status 0 once everything is stored; a second one ends it at once. \
      Status 2 means wrong flags, 1 that it cannot listen or open its files.
      """)

  @Option(help: "The port to listen on; 0 uses any free port.")
  var port = "0"

  @Option(help: "The address to listen on. Any address except loopback lets other machines in.")
  var host = "127.0.0.1"

  @Option(help: "Another host name that requests may use. Can be repeated.")
  var allowHost: [String] = []

  @Option(help: "The file to keep everything in. Without it, nothing is kept.")
  var db: String?

  @Option(
    help: "Seconds of the sandbox's clock for each real second; 0 stops it until it is stepped.")
  var timeScale = "1"

  @Option(help: "Account tokens that each organization starts with.")
  var tokens = "1000"

  @Option(
    help: ArgumentHelp(
      "Random faults: seed=7,latency=50ms..2s,error=5%,reset=1%,slow=1%,lost-response=1%,throttle=20/s,expire-token=30s.",
      discussion: "Every part is optional. The same seed gives the same faults."))
  var chaos: String?

  @Option(help: "End when the process with this id ends.")
  var parent: String?

  @Flag(help: "End when standard input is closed.")
  var watchStdin = false

  @Flag(help: "Also send webhooks to other machines.")
  var allowRemoteWebhooks = false

  @Flag(name: .shortAndLong, help: "Show each request on standard error, as a line of JSON.")
  var verbose = false

  func validate() throws { _ = try settings() }

  /// Serves until it is asked to end.
  ///
  /// - Throws: `StartProblem`; `Announcement.Unheard`.
  func run() async throws {
    let (configuration, parent) = try settings()
    Lifeline.watch(parent: parent, standardInput: watchStdin)
    let server = try await SandboxServer(configuration)
    Lifeline.limitShutdown { server.closeConnections() }
    let announcement = Announcement()
    try await server.run(endsAtSignals: true) { port in
      OpenDoor.warn(configuration, port: port)
      announcement.print(host: configuration.host, port: port)
    }
    try announcement.check()
  }

  private func settings() throws -> (configuration: SandboxConfiguration, parent: Int32?) {
    var configuration = SandboxConfiguration()
    configuration.port = try read(port, "port", "a number from 0 to 65535") {
      Int($0).flatMap { (0...65535).contains($0) ? $0 : nil }
    }
    configuration.host = try read(host, "host", "an address or a name") {
      $0.isEmpty || $0.contains { $0.isWhitespace || "/@".contains($0) } ? nil : $0
    }
    configuration.allowedHosts = allowHost
    configuration.database = try db.map {
      try read($0, "db", "the path of a file") { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
    }
    configuration.timeScale = try read(timeScale, "time-scale", "a number from 0 to 1000000") {
      Double($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }
    configuration.tokens = try read(tokens, "tokens", "a whole number from 0") {
      Int($0).flatMap { $0 >= 0 ? $0 : nil }
    }
    do { configuration.chaos = try chaos.map { try Chaos($0) } } catch {
      throw ValidationError("invalid `--chaos`: \(error)")
    }
    configuration.allowsRemoteWebhooks = allowRemoteWebhooks
    configuration.isVerbose = verbose
    let parent = try parent.map {
      try read($0, "parent", "the id of a process") { Int32($0).flatMap { $0 > 0 ? $0 : nil } }
    }
    return (configuration, parent)
  }

  /// What a flag says.
  ///
  /// - Throws: `ValidationError`, in the words of `imgflow`.
  private func read<Value>(
    _ text: String, _ flag: String, _ kind: String, _ value: (String) -> Value?
  ) throws -> Value {
    guard let value = value(text) else {
      throw ValidationError("`--\(flag)` takes \(kind), not `\(text)`")
    }
    return value
  }
}
