import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that stays open as long as it is referenced. The only place that opens files for scripts: opening
/// never waits, and what is not a file is refused.
final class OpenFile: FileReader {
  let descriptor: Int32
  let status: FileStatus
  private let path: String
  private let action: String

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - action: what for, in words.
  ///   - kinds: what it may be.
  ///   - path: the path that messages show.
  /// - Throws: an `io` error that says what is at the path if it is something else.
  init(
    _ place: FilePlace, _ flags: Int32, _ action: String,
    allowing kinds: Set<FileStatus.Kind> = [.file], shownAs path: String
  ) throws {
    (self.path, self.action) = (path, action)
    // Opening alone can be felt on the other side of a pipe or device.
    if let before = place.status() { try Self.check(before, kinds, action, path) }
    descriptor = place.open(flags | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Self.failure(errno, action, path, place) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw FileFailure.error(code, "look at", path)
    }
    self.status = FileStatus(status)
    try Self.check(status, kinds, action, path)
  }

  private static func failure(
    _ code: Int32, _ action: String, _ path: String, _ place: FilePlace
  ) -> ValueError {
    // Links have been followed already.
    guard code == ELOOP, place.isConfined else { return FileFailure.error(code, action, path) }
    return ValueError(
      .permission, "cannot \(action) \(path): a link has taken its place meanwhile",
      help: "try again when nothing else changes it")
  }

  deinit { close(descriptor) }

  private static func check(
    _ status: stat, _ kinds: Set<FileStatus.Kind>, _ action: String, _ path: String
  ) throws {
    let kind = FileStatus(status).kind
    guard !kinds.contains(kind), !isNull(status) else { return }
    let isStream = [.pipe, .device].contains(kind) && action == "read"
    throw ValueError(
      .io,
      "cannot \(action) \(path): it is \(kind.rawValue)\(kind == .folder ? "" : ", not a file")",
      help: isStream ? "pass it as standard input, `< \(path)`, and read `-`" : nil)
  }

  /// Whether it is `/dev/null`, which reads as an empty file and is written to in place of one.
  private static func isNull(_ status: stat) -> Bool {
    var null = stat()
    return status.st_mode & S_IFMT == S_IFCHR && stat("/dev/null", &null) == 0
      && null.st_rdev == status.st_rdev
  }

  func next(atMost count: Int) throws -> [UInt8] {
    try explaining { try Descriptor.read(descriptor, atMost: count) }
  }

  /// Waits until the file system has taken what was written; some say only then that it does not fit.
  ///
  /// - Throws: `Descriptor.Failure`.
  func finish() throws {
    let copy = dup(descriptor)
    guard copy >= 0, close(copy) == 0 else { throw Descriptor.Failure(code: errno) }
  }

  /// Performs an operation on the file; a failure becomes an error that names it.
  func explaining<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let failure as Descriptor.Failure {
      throw FileFailure.error(failure.code, action, path)
    }
  }
}

extension FileStatus {
  init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFCHR: .device
      case S_IFBLK: .disk
      default: .file
      }
    #if canImport(Glibc)
      let changed = status.st_mtim
    #else
      let changed = status.st_mtimespec
    #endif
    self.init(
      kind: kind, size: Int(status.st_size), permissions: UInt32(status.st_mode & 0o7777),
      modified: changed.milliseconds,
      identity: Identity(
        device: UInt64(truncatingIfNeeded: status.st_dev),
        number: UInt64(truncatingIfNeeded: status.st_ino)))
  }
}

extension timespec {
  /// Milliseconds since 1970, rounded down.
  fileprivate var milliseconds: Int { Int(tv_sec) * 1000 + Int(tv_nsec) / 1_000_000 }
}
