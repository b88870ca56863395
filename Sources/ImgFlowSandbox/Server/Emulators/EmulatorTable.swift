/// The emulators, each started when its vendor first gets a request.
actor EmulatorTable {
  /// All that there are. A new vendor is a folder, and a line here.
  static let kinds: [any VendorEmulator.Type] = [
    ExpozeEmulator.self, AssetZenEmulator.self, PixoneyeEmulator.self, HautaiEmulator.self,
    DeepOpinionEmulator.self,
  ]

  private let services: SandboxServices
  private var starts: [String: Task<any VendorEmulator, any Error>] = [:]

  init(_ services: SandboxServices) { self.services = services }

  /// The emulator of a vendor; nil if there is none of this name.
  ///
  /// - Throws: if it cannot be started.
  func emulator(_ name: String) async throws -> (any VendorEmulator)? {
    if let start = starts[name] { return try await start.value }
    guard let kind = Self.kinds.first(where: { $0.name == name }) else { return nil }
    let start = Task { [services] in
      let emulator = try await kind.init(services)
      try await emulator.start()
      return emulator
    }
    starts[name] = start
    return try await start.value
  }

  /// Starts all, so that work cut off by a restart continues.
  func startAll() async throws {
    for kind in Self.kinds { _ = try await emulator(kind.name) }
  }

  /// Those that got a request, in the table's order.
  var started: [any VendorEmulator] {
    get async {
      var started: [any VendorEmulator] = []
      for kind in Self.kinds {
        if let emulator = try? await starts[kind.name]?.value { started.append(emulator) }
      }
      return started
    }
  }

  /// Returns when all that is due by the clock has happened, at every vendor.
  func settle() async {
    for emulator in await started { await emulator.settle() }
  }

  /// Stops all emulators, and starts them again when `body` is done.
  func restart(_ body: @Sendable () async throws -> Void) async throws {
    let running = await started
    for emulator in running { await emulator.stop() }
    try await body()
    for emulator in running { try await emulator.start() }
  }

  /// Ends all emulators; one that is needed again starts anew.
  func stopAll() async {
    let running = await started
    starts = [:]
    for emulator in running { await emulator.stop() }
  }
}
