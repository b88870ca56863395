import ArgumentParser
import Foundation
import ImgFlowSandbox

/// Serves until it is told to end by a signal, or by the end of whoever started it.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the emulated vendors over HTTP (the default).",
    discussion: """
      When it is ready, it writes one line of JSON to standard output: {"url":"http://127.0.0.1:1234"}. \
      /expoze stands for expoze's base address, and so for the other vendors; / shows what happens, \
      and how to sign in.
      """)

  @Option(help: "The port to listen on; 0 takes any that is free.")
  var port = 0

  @Option(help: "The address to listen on. Any but loopback lets other machines in.")
  var host = "127.0.0.1"

  @Option(help: "The file to keep everything in. Without it, nothing is kept.")
  var db: String?

  @Option(help: "Seconds of the sandbox's clock for each real one; 0 holds it until it is stepped.")
  var timeScale = 1.0

  @Option(help: "Account tokens that each organization starts with.")
  var tokens = 1000

  @Option(
    help: ArgumentHelp(
      "What goes wrong, by chance: seed=7,latency=50ms..2s,error=5%,reset=1%,slow=1%,lost-response=1%,throttle=20/s,expire-token=30s.",
      discussion: "Every part may be left out. The same seed gives the same faults."))
  var chaos: String?

  @Option(help: "End when the process with this id ends.")
  var parent: Int32?

  @Flag(help: "End when standard input is closed.")
  var watchStdin = false

  @Flag(help: "Send webhooks to other machines too.")
  var allowRemoteWebhooks = false

  @Flag(name: .shortAndLong, help: "Show each request on standard error, as a line of JSON.")
  var verbose = false

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535.") }
    guard (0...1_000_000).contains(timeScale) else {
      throw ValidationError("--time-scale must be 0 to 1000000.")
    }
    if let chaos {
      do { _ = try Chaos(chaos) } catch { throw ValidationError("--chaos: \(error)") }
    }
    guard tokens >= 0 else { throw ValidationError("--tokens must be 0 or more.") }
  }

  func run() async throws {
    Lifeline.watch(parent: parent, standardInput: watchStdin)
    do {
      let server = try await SandboxServer(configuration)
      try await server.run(endsAtSignals: true) { [host] port in
        Announcement.print(host: host, port: port)
      }
    } catch {
      throw StartError(error, host: host, port: port)
    }
  }

  private var configuration: SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.host = host
    configuration.port = port
    configuration.database = db.map { URL(fileURLWithPath: $0) }
    configuration.timeScale = timeScale
    configuration.tokens = tokens
    configuration.chaos = chaos.flatMap { try? Chaos($0) }
    configuration.allowsRemoteWebhooks = allowRemoteWebhooks
    configuration.isVerbose = verbose
    return configuration
  }
}

/// Why the sandbox could not start, in a line.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ error: any Error, host: String, port: Int) {
    // Foundation's own description of its errors is a dump.
    let cocoa = (error as? CocoaError).map { error in
      [error.localizedDescription, error.filePath].compactMap { $0 }.joined(separator: " ")
    }
    description = "The sandbox cannot run on \(host), port \(port): \(cocoa ?? "\(error)")"
  }
}
