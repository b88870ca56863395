import Foundation
import TestSupport
import Testing

@testable import ImgFlowSandbox

@Suite final class TemporaryStoreTests {
  private let folder: TemporaryFolder
  private var parent: URL { folder.url }

  init() throws { folder = try TemporaryFolder() }

  @Test func itGoesAwayWithItsStore() throws {
    let store = try SandboxStore(file: nil)
    let folder = store.files.root.deletingLastPathComponent()
    #expect(FileManager.default.fileExists(atPath: folder.path))
    store.close()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func onlyItsUserMayEnter() throws {
    let store = try TemporaryStore(in: parent)
    defer { store.remove() }
    for (path, mode) in [(store.url.path, 0o700), (store.url.path + "/lock", 0o600)] {
      let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(found as? Int == mode, "\(path)")
    }
  }

  @Test func theNextRemovesWhatWasLeftBehind() throws {
    try make("imgflow-sandbox.killed", files: ["lock", "sandbox.db", "sandbox.db-wal"])
    try make("imgflow-sandbox.unlocked", files: ["sandbox.db"], age: 3600)
    try make("imgflow-sandbox.new", files: [])
    try make("other", files: ["lock"])
    try make("target", files: ["lock", "kept"])
    try FileManager.default.createSymbolicLink(
      atPath: parent.path + "/imgflow-sandbox.link", withDestinationPath: "target")
    try Data("x".utf8).write(to: parent.appendingPathComponent("imgflow-sandbox.file"))

    let first = try TemporaryStore(in: parent)
    let second = try TemporaryStore(in: parent)
    let kept = [
      first.url.lastPathComponent, second.url.lastPathComponent, "imgflow-sandbox.file",
      "imgflow-sandbox.link", "imgflow-sandbox.new", "other", "target",
    ]
    #expect(try names() == kept.sorted())
    #expect(FileManager.default.fileExists(atPath: parent.path + "/target/kept"))
    first.remove()
    second.remove()
  }

  /// Starts that come together take nothing from each other.
  @Test func manyStartTogether() async throws {
    let stores = try await withThrowingTaskGroup(of: TemporaryStore.self) { group in
      for _ in 0..<40 { group.addTask { [parent] in try TemporaryStore(in: parent) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(try names() == stores.map(\.url.lastPathComponent).sorted())
    for store in stores {
      #expect(FileManager.default.fileExists(atPath: store.url.path + "/lock"))
      store.remove()
    }
    #expect(try names() == [])
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted()
  }

  private func make(_ name: String, files: [String], age: TimeInterval = 0) throws {
    let folder = parent.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files { try Data("x".utf8).write(to: folder.appendingPathComponent(file)) }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: folder.path)
  }
}
