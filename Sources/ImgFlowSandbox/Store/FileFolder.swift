import Foundation

/// The files of the store, under relative paths that the sandbox itself makes up: nothing that a
/// request says ever becomes part of one.
struct FileFolder: Sendable {
  let root: URL

  /// Uses the folder at `root`, which is made when there is none.
  init(at root: URL) throws {
    self.root = root
    try create()
  }

  /// Where uploads are while they arrive. What a crash left there is removed at the start.
  var incoming: URL { root.appendingPathComponent("incoming", isDirectory: true) }

  func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  func read(_ path: String) throws -> Data {
    try Data(contentsOf: url(path), options: .mappedIfSafe)
  }

  /// Writes a file whole or not at all, with the folders it needs.
  func write(_ data: Data, to path: String) throws {
    try makeParent(of: path)
    try data.write(to: url(path), options: .atomic)
  }

  /// Takes over a file from `incoming`.
  func adopt(_ file: URL, as path: String) throws {
    try makeParent(of: path)
    try FileManager.default.moveItem(at: file, to: url(path))
  }

  func remove(_ path: String) { try? FileManager.default.removeItem(at: url(path)) }

  func removeAll() throws {
    try? FileManager.default.removeItem(at: root)
    try create()
  }

  private func create() throws {
    try? FileManager.default.removeItem(at: incoming)
    try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
  }

  private func makeParent(of path: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
  }
}
