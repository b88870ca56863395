import Foundation

/// How a sandbox is run.
package struct SandboxConfiguration: Sendable {
  /// The address to listen on. Loopback: what a sandbox takes in is for this machine only.
  package var host = "127.0.0.1"
  /// Further names that requests may call it by, such as those of a container's neighbours.
  package var allowedHosts: [String] = []
  /// The port; 0 for any that is free.
  package var port = 0
  /// Where to keep everything; nil for a temporary folder that goes away at the end.
  package var database: URL?
  /// Whether what is kept there survives a crash of the machine.
  package var isDurable = true
  /// Seconds of the sandbox's clock for each real second; 0 stops it until it is stepped.
  package var timeScale = 1.0
  /// Account tokens that each organization has at the start.
  package var tokens = 1000
  /// What goes wrong by chance; nothing without.
  package var chaos: Chaos?
  /// Whether webhooks may go to other machines.
  package var allowsRemoteWebhooks = false
  /// Whether no webhooks are sent at all.
  package var sendsNoWebhooks = false
  /// Gives the values of variables that name proxies for webhooks; nil where one is not set.
  package var environment: @Sendable (String) -> String? = { _ in nil }
  /// Whether each request is shown on standard error.
  package var isVerbose = false

  /// Is given the text of each statement that the database carries out.
  var onStatement: StoreDatabase.StatementObserver?

  package init() {}

  /// Whether other machines cannot reach it.
  package var isForThisMachineOnly: Bool { Loopback.isHost(host) }

  /// The addresses by which other machines may find it.
  package var outsideAddresses: [String] { ServedNames(self).addresses }
}
