import Foundation

/// The files of the store, under relative paths that the sandbox itself makes up: nothing from a request ever
/// becomes part of one.
struct FileFolder: Sendable {
  let root: URL
  /// Whether a file in its place is on disk, and not only with the system.
  private let isDurable: Bool

  /// Uses the folder at `root`, which is created if it does not exist. Partial files left by a crash are
  /// removed.
  init(at root: URL, isDurable: Bool) throws {
    self.root = root
    self.isDurable = isDurable
    try? FileManager.default.removeItem(at: incoming)
    try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
  }

  /// Where files are while they arrive.
  var incoming: URL { root.appendingPathComponent("incoming", isDirectory: true) }

  func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  func read(_ path: String) throws -> Data {
    try Data(contentsOf: url(path), options: .mappedIfSafe)
  }

  /// Writes a file whole or not at all, with the folders it needs.
  func write(_ data: Data, to path: String) throws {
    let file = try arrive(data)
    do {
      try adopt(file, as: path)
    } catch {
      try? FileManager.default.removeItem(at: file)
      throw StoreFault.explained(error)
    }
  }

  /// Writes a file to `incoming`.
  func arrive(_ data: Data) throws -> URL {
    let file = incoming.appendingPathComponent(UUID().uuidString)
    do {
      try data.write(to: file)
    } catch {
      try? FileManager.default.removeItem(at: file)
      throw StoreFault.explained(error)
    }
    return file
  }

  /// Takes over a file from `incoming`, in place of the one that may be there.
  func adopt(_ file: URL, as path: String) throws {
    if isDurable { try synchronize(file) }
    try makeParent(of: path)
    guard rename(file.path, url(path).path) == 0 else { throw CocoaError.system(at: file) }
    if isDurable { try synchronize(url(path).deletingLastPathComponent()) }
  }

  /// Removes a file, or a folder with all that is in it.
  func remove(_ path: String) { try? FileManager.default.removeItem(at: url(path)) }

  /// The paths of all files below a folder.
  func paths(in folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: url(folder).path)?.compactMap {
      $0 as? String
    }
    return (names ?? []).map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: url(path).path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  private func makeParent(of path: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
  }

  /// Has the system write a file, or the names in a folder, to the disk.
  private func synchronize(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError.system(at: url) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw CocoaError.system(at: url) }
  }
}

extension CocoaError {
  /// What the last call of the system said.
  fileprivate static func system(at url: URL) -> CocoaError {
    let code: CocoaError.Code =
      switch errno {
      case ENOSPC, EDQUOT: .fileWriteOutOfSpace
      case EACCES, EPERM: .fileWriteNoPermission
      case EROFS: .fileWriteVolumeReadOnly
      case ENOENT: .fileNoSuchFile
      default: .fileWriteUnknown
      }
    return CocoaError(code, userInfo: [NSFilePathErrorKey: url.path])
  }
}
