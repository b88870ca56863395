import Foundation

/// That a process has a store for itself. The kernel releases it however the process ends.
final class StoreLock: Sendable {
  private let descriptor: Int32

  /// How often it is tried again, 10 ms apart: the process that holds it may be about to end.
  private static let attempts = 200

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Lets others have the store.
  func release() { _ = flock(descriptor, LOCK_UN) }

  /// Takes the lock of the store in `database`, which the file at `path` stands for.
  ///
  /// - Throws: `StartProblem` if another sandbox has it.
  static func take(_ path: String, of database: URL) throws -> StoreLock {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StartProblem(
        "cannot write \(path): \(String(cString: strerror(errno)))",
        help: "`--db` needs a writable folder")
    }
    let lock = StoreLock(descriptor: descriptor)
    for _ in 0..<attempts where flock(descriptor, LOCK_EX | LOCK_NB) != 0 { usleep(10_000) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      throw StartProblem(
        "another sandbox uses \(database.path)" + (holder.isEmpty ? "" : ": process \(holder)"),
        help: "stop that one, or use another file with `--db`")
    }
    let text = Array(String(getpid()).utf8)
    if ftruncate(descriptor, 0) == 0 { _ = write(descriptor, text, text.count) }
    return lock
  }
}
