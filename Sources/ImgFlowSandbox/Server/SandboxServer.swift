import Foundation
import Hummingbird
import Logging
import NIOCore

/// The vendors' emulator: an HTTP server on which `/expoze/…` stands for expoze's base address, and so
/// for the others.
public struct SandboxServer: Sendable {
  /// Connections at a time, a limit of ours; more wait until one ends.
  private static let connectionLimit = 256

  private let configuration: SandboxConfiguration
  private let sandbox: Sandbox

  /// Opens the store and prepares the vendors.
  ///
  /// - Throws: `StartProblem`, when the database cannot be opened, or a vendor's declaration is not
  ///   usable.
  public init(_ configuration: SandboxConfiguration) async throws {
    self.configuration = configuration
    do {
      sandbox = try await Sandbox(configuration)
    } catch {
      throw StartProblem(error, configuration: configuration)
    }
  }

  /// Serves until the task is cancelled or, for a program of its own, the process is told to end by a
  /// signal; then closes the store.
  ///
  /// - Parameter onReady: is told the port as soon as connections are accepted.
  /// - Throws: `StartProblem`, when it cannot listen; `CancellationError`.
  public func run(
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

  private func application(
    _ ending: ServerLog.Ending, _ onReady: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    let logger = Logger(label: "imgflow-sandbox") { ServerLog($0, ending: ending) }
    let responder = SandboxResponder(sandbox: sandbox, names: ServedNames(configuration))
    return Application(
      responder: CallbackResponder<SandboxContext> { request, context in
        if let response = await responder.respond(to: request) { return response }
        try? await context.channel.close()
        return Response(status: .serviceUnavailable)
      },
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [AnswerDate(sandbox.clock)], idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port),
        availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: logger)),
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
