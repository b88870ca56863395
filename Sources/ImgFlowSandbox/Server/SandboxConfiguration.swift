import Foundation

/// How a sandbox is run.
public struct SandboxConfiguration: Sendable {
  /// The address to listen on. Loopback: what a sandbox takes in is for this machine only.
  public var host = "127.0.0.1"
  /// Further names that requests may call it by, such as those of a container's neighbours.
  public var allowedHosts: [String] = []
  /// The port; 0 for any that is free.
  public var port = 0
  /// Where to keep everything; nil for a temporary folder that goes away at the end.
  public var database: URL?
  /// Seconds of the sandbox's clock for each real second; 0 stops it until it is stepped.
  public var timeScale = 1.0
  /// Account tokens that each organization has at the start.
  public var tokens = 1000
  /// What goes wrong by chance; nothing without.
  public var chaos: Chaos?
  /// Whether webhooks may go to other machines.
  public var allowsRemoteWebhooks = false
  /// Whether each request is shown on standard error.
  public var isVerbose = false

  public init() {}

  /// Whether other machines cannot reach it.
  public var isForThisMachineOnly: Bool { Loopback.isHost(host) }

  /// The addresses by which other machines may find it.
  public var outsideAddresses: [String] { ServedNames(self).addresses }
}
