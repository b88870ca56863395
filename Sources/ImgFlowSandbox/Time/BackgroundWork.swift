import Foundation

/// Work that continues after a response, each piece until an instant of the sandbox's clock.
actor BackgroundWork {
  private let clock: SandboxClock
  private var running: [UUID: (endsAt: Date, task: Task<Void, Never>)] = [:]

  init(clock: SandboxClock) { self.clock = clock }

  /// Begins a piece of work, which has until `endsAt` and sleeps by the sandbox's clock until then; it is
  /// cancelled by `cancelAll`.
  func start(until endsAt: Date, _ work: @escaping @Sendable () async -> Void) {
    let id = UUID()
    let task = Task {
      await work()
      self.running[id] = nil
    }
    running[id] = (endsAt, task)
  }

  /// Returns when all work that is over by the clock is done, and what it began that is over too.
  func settle() async {
    let now = clock.now
    while let task = running.values.first(where: { $0.endsAt <= now })?.task { await task.value }
  }

  /// Stops all work.
  func cancelAll() async {
    let tasks = running.values.map(\.task)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
