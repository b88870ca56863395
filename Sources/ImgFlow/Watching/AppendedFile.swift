import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file, pipe or device that lines are appended to. Each line is there whole or not at all, whatever happens to
/// the program or the disk.
package final class AppendedFile: Sendable {
  /// Why a file cannot be appended to, in a few words.
  package struct Problem: Error {
    package let reason: String
  }

  private let descriptor: Int32
  private let isFile: Bool
  private let isStopped: @Sendable () -> Bool
  private let hasFailed = Mutex(false)

  /// Opens a file, or creates one that only its owner can read. A link to a file is not followed: its maker
  /// would choose what is written to.
  ///
  /// - Parameter isStopped: whether the run is to stop, and with it waiting for a reader that does not read.
  /// - Throws: `Problem`.
  package init(_ path: String, isStopped: @escaping @Sendable () -> Bool) throws {
    self.isStopped = isStopped
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY
    var descriptor = open(path, flags | O_NOFOLLOW, 0o600)
    if descriptor < 0, errno == ELOOP {
      // A shell's `>(…)` and `/dev/stdout` are links to pipes.
      guard Self.kind(of: path) != S_IFREG else { throw Problem(reason: "it is a link") }
      descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY)
    }
    guard descriptor >= 0 else { throw Problem(reason: FileFailure.reason(errno)) }
    var status = stat()
    isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
  }

  /// Appends a line, which ends with a line end. After a failure nothing is appended any more.
  ///
  /// - Returns: why it failed, once; nil otherwise.
  package func append(_ line: String) -> String? {
    hasFailed.withLock { hasFailed in
      guard !hasFailed else { return nil }
      var rest = Array(line.utf8)[...]
      let end = isFile ? lseek(descriptor, 0, SEEK_END) : 0
      do { try Descriptor.write(&rest, to: descriptor, patience()) } catch {
        hasFailed = true
        if isFile, !rest.isEmpty { _ = ftruncate(descriptor, end) }
        return FileFailure.reason((error as? Descriptor.Failure)?.code ?? ETIMEDOUT)
      }
      return nil
    }
  }

  /// How long a run that is to stop waits for a reader that does not read.
  private static let patience = Duration.seconds(1)

  private func patience() -> () throws -> Void {
    var end: ContinuousClock.Instant?
    return { [isStopped] in
      guard isStopped() else { return }
      let last = end ?? .now + Self.patience
      end = last
      if .now > last { throw Descriptor.Failure(code: ETIMEDOUT) }
    }
  }
}
