import Foundation
import ImgFlow
import ImgFlowRuntime
import ImgFlowVendors
import TestSupport
import Testing

@Suite(.blocking) struct ProfileTests {
  private let folder: TemporaryFolder
  private var file: CredentialsFile {
    CredentialsFile(path: folder.url.appendingPathComponent("config/credentials").path)
  }

  init() throws { folder = try TemporaryFolder() }

  private static let entry = ProfileEntry(
    address: "https://a.example", values: ["name": "me", "password": "\"ü\n"],
    session: KeptSession(fields: #"{"token":"t","n":1}"#, opened: 1_000, ends: 61_500))

  @Test func `what is written is read again, by its owner only`() throws {
    #expect(try file.read().isEmpty)
    try file.update { $0["default"] = ["a": Self.entry] }
    let read = try #require(try file.read()["default"]?["a"])
    #expect(read.values == Self.entry.values && read.session == Self.entry.session)
    #expect(read.address == Self.entry.address)
    let manager = FileManager.default
    let mode = try manager.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let error = #expect(throws: SetupError.self) { try file.read() }
    #expect(error?.description.hasSuffix("its mode is 0640") == true)
  }

  @Test(arguments: ["", "[", "{\"default\": 1", "\u{0}"])
  func `damage is told`(_ text: String) throws {
    try file.update { $0 = [:] }
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let error = #expect(throws: SetupError.self) { try file.read() }
    #expect(error?.description.contains("is damaged") == true)
  }

  @Test(arguments: ["[]", "{\"default\": 1}", "{\"default\": {\"a\": {\"address\": 1}}}"])
  func `what is no entry is passed over`(_ text: String) throws {
    try file.update { $0 = [:] }
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(try file.read()["default"]?.isEmpty ?? true)
  }

  @Test func `no change is lost when many are made at once`() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<20 {
        group.addTask { try file.update { $0["default", default: [:]]["v\(index)"] = Self.entry } }
      }
      try await group.waitForAll()
    }
    #expect(try file.read()["default"]?.count == 20)
  }

  @Test func `a run sees what another process has kept meanwhile`() throws {
    try file.update { $0["default"] = ["a": Self.entry] }
    let profile = try Profile(of: file)
    #expect(profile.entry(of: "a", at: "https://b.example") == nil)
    #expect(profile.entry(of: "a", at: "https://a.example")?.session?.opened == 1_000)
    let newer = KeptSession(fields: "{}", opened: 2_000, ends: nil)
    try Profile(of: file).keep(newer, of: "a")
    try profile.exclusively(for: "a", Cancellation()) {
      #expect(profile.entry(of: "a", at: "https://a.example")?.session == newer)
    }
    try file.update { $0["default"] = nil }
    try profile.keep(newer, of: "a")
    #expect(try file.read().isEmpty, "nobody is signed in again by a run that has not ended")
    #expect(throws: SetupError.self) { try Profile("work", of: file, mustExist: true) }
  }

  @Test func `waiting for a lock can be cancelled`() throws {
    try file.update { $0 = [:] }
    let (one, other) = (try Profile(of: file), try Profile(of: file))
    try one.exclusively(for: "a", Cancellation()) {
      let cancellation = Cancellation()
      cancellation.cancel(.interrupt)
      #expect(throws: ImgFlowRuntime.CancellationError.self) {
        try other.exclusively(for: "a", cancellation) {}
      }
      try other.exclusively(for: "b", cancellation) {}
    }
  }
}
