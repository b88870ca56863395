import Foundation
import ImgFlowNetwork
import Synchronization

/// All that the parts of the server share: time, store, log, and the vendors.
final class Sandbox: Sendable {
  let clock: SandboxClock
  let store: SandboxStore
  let log: RequestLog
  let faults: FaultInjector
  let emulators: EmulatorTable
  let gate = ResetGate()
  let kept = KeptAnswers()
  private let outbox: Outbox
  private let isKept: Bool
  private let clockKeeper = Mutex<Task<Void, Never>?>(nil)

  private static let clockSetting = "clock.ahead"

  init(_ configuration: SandboxConfiguration) async throws {
    store = try SandboxStore(
      file: configuration.database, isDurable: configuration.isDurable,
      onStatement: configuration.onStatement)
    clock = SandboxClock(rate: configuration.timeScale)
    faults = FaultInjector(configuration.chaos)
    log = RequestLog { entry in
      guard configuration.isVerbose else { return }
      FileHandle.standardError.write(Data((entry.json + "\n").utf8))
    }
    let webhooks = WebhookSender(
      allowsRemote: configuration.allowsRemoteWebhooks, isOff: configuration.sendsNoWebhooks,
      proxies: ProxyRules(environment: configuration.environment), log: log, clock: clock)
    let outbox = Outbox(database: store.database, sender: webhooks)
    self.outbox = outbox
    isKept = configuration.database != nil
    emulators = EmulatorTable(
      SandboxServices(
        store: store, clock: clock, workers: ImageWorkers(), outbox: outbox,
        tokens: configuration.tokens))
    // A clock that was ahead stays ahead, or sessions would come back to life and jobs wait.
    let ahead = try await store.setting(Self.clockSetting).flatMap { Double($0) } ?? 0
    clock.step(by: ahead)
    if isKept { try await takeUp() }
  }

  /// Goes on where the process before ended, however that was.
  private func takeUp() async throws {
    try await store.removeOrphans()
    let leftovers = try await outbox.leftovers()
    try await emulators.startAll()
    try await saveClock()
    Task { [outbox] in await outbox.send(leftovers) }
    let keeper = Task {
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        if self.clock.rate > 1 { try? await self.saveClock() }
      }
    }
    clockKeeper.withLock { $0 = keeper }
  }

  /// Remembers how far the clock is ahead of real time. A fast clock is remembered further ahead than it is,
  /// as far as it can get until it is remembered again: after a kill it must not go back.
  func saveClock(isLast: Bool = false) async throws {
    let margin = isLast || clock.rate <= 1 ? 0 : clock.rate * 3
    let ahead = max(0, clock.now.timeIntervalSinceNow) + margin
    try await store.set(Self.clockSetting, String(ahead))
  }

  /// The emulator of a vendor, never one that a reset is just emptying; nil if there is none of this name.
  ///
  /// - Throws: if it cannot be started.
  func emulator(_ name: String) async throws -> (any VendorEmulator)? {
    try await gate.pass { _ in try await self.emulators.emulator(name) }
  }

  /// Starts afresh: as new, but for the clock, which never goes back.
  func reset() async throws {
    try await gate.reset {
      try await self.emulators.restart { try await self.store.removeAll() }
      self.kept.removeAll()
      self.log.removeAll()
      self.faults.reset()
    }
  }

  func close() async {
    clockKeeper.withLock { $0?.cancel() }
    await emulators.stopAll()
    try? await saveClock(isLast: true)
    store.close()
  }
}
