import Foundation

/// A folder in the temporary directory that only its user may enter, and that lasts as long as its process.
///
/// While the process lives it holds a lock on a file in it, which the system releases however the process
/// ends. So the next start can distinguish a folder in use from one left by a killed process, and removes the
/// latter; a process id would not do, because ids come back.
final class TemporaryStore: Sendable {
  let url: URL
  private let lock: Int32

  private static let prefix = "imgflow-sandbox."
  private static let lockName = "lock"
  /// How old a folder without a lock must be to count as left behind: a new one is locked at once.
  private static let grace: TimeInterval = 60

  /// Makes a folder in `parent`, after what was left behind there is removed.
  ///
  /// - Throws: `StartProblem` if it cannot be made.
  init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    Self.removeLeftovers(in: parent)
    // Another start may take a folder that is not locked yet for a leftover: then there is a new try.
    for _ in 0..<10 {
      let folder = try Self.makeFolder(in: parent)
      let file = folder.appendingPathComponent(Self.lockName).path
      let lock = open(file, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard lock >= 0 else { continue }
      if flock(lock, LOCK_EX | LOCK_NB) == 0, access(file, F_OK) == 0 {
        url = folder
        self.lock = lock
        return
      }
      close(lock)
    }
    throw StartProblem("cannot create a temporary folder in \(parent.path)")
  }

  /// Removes the folder with all that is in it.
  func remove() {
    try? FileManager.default.removeItem(at: url)
    close(lock)
  }

  private static func makeFolder(in parent: URL) throws -> URL {
    var template = Array(parent.appendingPathComponent(prefix + "XXXXXX").path.utf8CString)
    // `mkdtemp` makes it with the mode 0700, and follows no link that someone put there before.
    guard mkdtemp(&template) != nil else {
      throw StartProblem(
        "cannot create a temporary folder in \(parent.path): \(String(cString: strerror(errno)))",
        help: "set `TMPDIR` to a writable folder, or store everything with `--db`")
    }
    let path = template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return URL(fileURLWithPath: String(decoding: path, as: UTF8.self), isDirectory: true)
  }

  // MARK: - Leftovers

  private static func removeLeftovers(in parent: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      removeIfLeft(parent.appendingPathComponent(name, isDirectory: true))
    }
  }

  /// Removes a folder of this user, not a link to one, that no living process holds.
  private static func removeIfLeft(_ folder: URL) {
    var entry = stat()
    guard lstat(folder.path, &entry) == 0, entry.st_mode & S_IFMT == S_IFDIR,
      entry.st_uid == geteuid()
    else { return }
    let file = folder.appendingPathComponent(lockName).path
    let lock = open(file, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard lock >= 0 else {
      let age = Date().timeIntervalSince1970 - changed(entry)
      if errno == ENOENT, age > grace { try? FileManager.default.removeItem(at: folder) }
      return
    }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
    try? FileManager.default.removeItem(at: folder)
  }

  private static func changed(_ entry: stat) -> TimeInterval {
    #if canImport(Darwin)
      TimeInterval(entry.st_mtimespec.tv_sec)
    #else
      TimeInterval(entry.st_mtim.tv_sec)
    #endif
  }
}
