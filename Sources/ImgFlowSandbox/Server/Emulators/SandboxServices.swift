/// What the emulators of all vendors share.
struct SandboxServices: Sendable {
  let store: SandboxStore
  let clock: SandboxClock
  let workers: ImageWorkers
  let outbox: Outbox
  /// Account tokens that an organization has at the start.
  let tokens: Int
}
