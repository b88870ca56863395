import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The vendors' emulator: an HTTP server on which `/expoze/…` stands for expoze's base address, and so
/// for the others.
package struct SandboxServer: Sendable {
  private let configuration: SandboxConfiguration
  private let sandbox: Sandbox
  private let limits: ConnectionLimits
  private let connections: ConnectionTable

  /// Opens the store and prepares the vendors.
  ///
  /// - Throws: `StartProblem` if the database cannot be opened, or a vendor's declaration is not usable.
  package init(_ configuration: SandboxConfiguration) async throws {
    try await self.init(configuration, limits: .ofProcess)
  }

  init(_ configuration: SandboxConfiguration, limits: ConnectionLimits) async throws {
    self.configuration = configuration
    self.limits = limits
    connections = ConnectionTable(limit: limits.connections)
    do {
      sandbox = try await Sandbox(configuration)
    } catch {
      throw StartProblem(error, configuration: configuration)
    }
  }

  /// Serves until the task is cancelled or, in the separate program, a signal ends the process; then closes
  /// the store.
  ///
  /// - Parameter onReady: is given the port as soon as connections are accepted.
  /// - Throws: `StartProblem` if it cannot listen; `CancellationError`.
  package func run(
    endsAtSignals: Bool = false, onReady: @escaping @Sendable (Int) -> Void
  ) async throws {
    let outcome: Result<Void, any Error>
    let ending = ServerLog.Ending()
    do {
      try await withTaskCancellationHandler {
        try await application(ending, onReady).runService(
          gracefulShutdownSignals: endsAtSignals ? [.sigterm, .sigint] : [])
      } onCancel: {
        ending.begin()
      }
      outcome = .success(())
    } catch is CancellationError {
      outcome = .failure(CancellationError())
    } catch {
      outcome = .failure(StartProblem(error, configuration: configuration))
    }
    await sandbox.close()
    try outcome.get()
  }

  /// Ends all connections, whatever they are about.
  package func closeConnections() { connections.closeAll() }

  private func application(
    _ ending: ServerLog.Ending, _ onReady: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    let logger = Logger(label: "imgflow-sandbox") { ServerLog($0, ending: ending) }
    let responder = SandboxResponder(sandbox: sandbox, names: ServedNames(configuration))
    return Application(
      responder: CallbackResponder<SandboxContext> { request, context in
        var request = request
        request.body = RequestBody(asyncSequence: IncomingBody(of: request, on: context.channel))
        if let response = await responder.respond(to: request) { return response }
        try? await context.channel.close()
        return Response(status: .serviceUnavailable)
      },
      server: HTTPServerBuilder { [limits, connections, clock = sandbox.clock] responder in
        SandboxChannel(responder: responder, limits: limits, table: connections, clock: clock)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
        availableConnectionsDelegate: connections),
      onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
      logger: logger)
  }
}

/// What belongs to one request: its connection, which a test may have cut.
private struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
