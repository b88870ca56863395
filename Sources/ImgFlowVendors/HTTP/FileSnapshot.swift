import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file as it was when its upload was prepared. Sending fails if it has changed since: the `Content-Length`
/// has been promised.
struct FileSnapshot: Sendable {
  let path: String
  let size: Int
  private let modified: Int
  /// What the run may do; nil if that is whatever its user may.
  private let permissions: Permissions?

  /// Looks at the file at `path`.
  ///
  /// - Throws: `ValueError` of kind `io` or `permission`.
  init(path: String, by permissions: Permissions? = nil) throws {
    guard let status = try Self.place(path, permissions).status() else {
      throw Self.failure(path, "cannot be read")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ValueError(.io, "`\(path)` is not a file: a folder, pipe or device cannot be sent")
    }
    self.path = path
    self.permissions = permissions
    size = Int(status.st_size)
    modified = Self.modified(status)
  }

  private static func place(_ path: String, _ permissions: Permissions?) throws -> FilePlace {
    do { return try FilePlace(path, .read, by: permissions) } catch let failure as FilePlace.Failure
    {
      throw Self.failure(path, "cannot be read", failure.code)
    }
  }

  private static func modified(_ status: stat) -> Int {
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
  }

  /// The error of the system call that has just failed.
  fileprivate static func failure(
    _ path: String, _ what: String, _ code: Int32 = errno
  ) -> ValueError {
    ValueError(.io, "`\(path)` \(what): \(String(cString: strerror(code)))")
  }

  /// The first bytes, which show what the file is.
  ///
  /// - Throws: `ValueError` of kind `io`.
  func start() throws -> [UInt8] {
    size == 0 ? [] : try Reader(self).read(FileSignature.length) ?? []
  }

  /// Reads the file from its start, a chunk at a time. Belongs to one thread at a time.
  ///
  /// Sendable: that thread alone touches `offset`.
  final class Reader: @unchecked Sendable {
    private let snapshot: FileSnapshot
    private let descriptor: Int32
    private var offset = 0

    init(_ snapshot: FileSnapshot) throws {
      self.snapshot = snapshot
      // A pipe that has taken the place of the file must not block; it fails as changed.
      descriptor = try FileSnapshot.place(snapshot.path, snapshot.permissions)
        .open(O_RDONLY | O_NONBLOCK)
      guard descriptor >= 0 else { throw FileSnapshot.failure(snapshot.path, "cannot be opened") }
    }

    deinit { close(descriptor) }

    /// Returns up to `count` bytes, fewer only at the end; nil after it.
    ///
    /// - Throws: `ValueError` of kind `io`, also if the file has changed.
    func read(_ count: Int) throws -> [UInt8]? {
      let wanted = min(count, snapshot.size - offset)
      guard wanted > 0 else {
        try checkUnchanged()
        return nil
      }
      let chunk = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
        while filled < wanted {
          let got = pread(
            descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled,
            off_t(offset + filled))
          if got < 0, errno == EINTR { continue }
          guard got >= 0 else { throw FileSnapshot.failure(snapshot.path, "cannot be read") }
          guard got > 0 else { throw snapshot.changed }
          filled += got
        }
      }
      offset += chunk.count
      return chunk
    }

    private func checkUnchanged() throws {
      var status = stat()
      guard fstat(descriptor, &status) == 0,
        Int(status.st_size) == snapshot.size, FileSnapshot.modified(status) == snapshot.modified
      else { throw snapshot.changed }
    }
  }

  private var changed: ValueError {
    ValueError(
      .io, "`\(path)` changed while it was being sent",
      help: "send it again when nothing else writes to it")
  }
}
