import Foundation

/// All that the parts of the server share: time, store, log, and the vendors.
final class Sandbox: Sendable {
  let clock: SandboxClock
  let store: SandboxStore
  let log: RequestLog
  let faults: FaultInjector
  let emulators: EmulatorTable
  private let webhooks: WebhookSender

  private static let clockSetting = "clock.ahead"

  init(_ configuration: SandboxConfiguration) async throws {
    store = try SandboxStore(file: configuration.database)
    clock = SandboxClock(rate: configuration.timeScale)
    faults = FaultInjector(configuration.chaos)
    log = RequestLog { entry in
      guard configuration.isVerbose else { return }
      FileHandle.standardError.write(Data((entry.json + "\n").utf8))
    }
    webhooks = WebhookSender(
      allowsRemote: configuration.allowsRemoteWebhooks, log: log, clock: clock)
    emulators = EmulatorTable(
      SandboxServices(
        store: store, clock: clock, workers: ImageWorkers(), webhooks: webhooks,
        tokens: configuration.tokens))
    // A clock that was ahead stays ahead, or sessions would come back to life and jobs wait.
    let ahead = try await store.setting(Self.clockSetting).flatMap { Double($0) } ?? 0
    clock.step(by: ahead)
    if configuration.database != nil {
      try await store.removeOrphans()
      try await emulators.startAll()
    }
  }

  /// Remembers how far the clock is ahead of real time.
  func saveClock() async throws {
    let ahead = max(0, clock.now.timeIntervalSinceNow)
    try await store.set(Self.clockSetting, String(ahead))
  }

  /// Starts afresh: as new, but for the clock, which never goes back.
  func reset() async throws {
    await emulators.stopAll()
    try await store.removeAll()
    log.removeAll()
    faults.reset()
  }

  func close() async {
    await emulators.stopAll()
    try? await saveClock()
    await webhooks.close()
    store.close()
  }
}
