import Foundation

/// All that the parts of the server share: time, store, log, and the vendors.
final class Sandbox: Sendable {
  let clock: SandboxClock
  let store: SandboxStore
  let log: RequestLog
  let workers = ImageWorkers()
  let webhooks: WebhookSender
  let expoze: ExpozeEmulator

  private static let clockSetting = "clock.ahead"

  init(_ configuration: SandboxConfiguration) async throws {
    store = try SandboxStore(file: configuration.database)
    clock = SandboxClock(rate: configuration.timeScale)
    log = RequestLog { entry in
      guard configuration.isVerbose else { return }
      FileHandle.standardError.write(Data((entry.json + "\n").utf8))
    }
    webhooks = WebhookSender(
      allowsRemote: configuration.allowsRemoteWebhooks, log: log, clock: clock)
    expoze = try ExpozeEmulator(
      store: store, clock: clock, workers: workers, webhooks: webhooks,
      tokens: configuration.tokens)
    // A clock that was ahead stays ahead, or sessions would come back to life and jobs wait.
    let ahead = try await store.setting(Self.clockSetting).flatMap { Double($0) } ?? 0
    clock.step(by: ahead)
    try await expoze.start()
  }

  /// Returns when all that is due by the clock has happened, down to the webhooks.
  func settle() async { await expoze.jobs.settle() }

  /// Remembers how far the clock is ahead of real time.
  func saveClock() async throws {
    let ahead = max(0, clock.now.timeIntervalSinceNow)
    try await store.set(Self.clockSetting, String(ahead))
  }

  /// Starts afresh: as new, but for the clock, which never goes back.
  func reset() async throws {
    await expoze.jobs.cancelAll()
    try await store.removeAll()
    try await expoze.start()
    log.removeAll()
  }

  func close() async {
    await expoze.jobs.cancelAll()
    try? await saveClock()
    await webhooks.close()
    store.close()
  }
}
