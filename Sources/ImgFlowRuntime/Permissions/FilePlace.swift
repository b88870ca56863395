import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place in the file system as calls of the system take it: an open folder, and a name in it.
///
/// Where a run is confined, the folder has been reached without following a link blindly, and the name is
/// not followed either: what is checked is what is opened, whatever happens to the paths meanwhile.
package struct FilePlace: Sendable {
  /// A system call on the way failed.
  package struct Failure: Error {
    package let code: Int32
  }

  /// A folder that stays open as long as it is referenced.
  private final class Folder: Sendable {
    let descriptor: Int32
    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  private let held: Folder?
  package let name: String
  /// The absolute path; without links where the run is confined.
  package let path: String
  private let followsLinks: Bool

  /// The descriptor of the folder.
  package var folder: Int32 { held?.descriptor ?? AT_FDCWD }
  /// What `fstatat` is told.
  package var lookFlags: Int32 { followsLinks ? 0 : AT_SYMLINK_NOFOLLOW }
  package var isConfined: Bool { held != nil }

  /// The place of an absolute path for a run that may do whatever its user may.
  ///
  /// - Parameter followsLast: whether a link at the end of the path leads on.
  package init(unconfined path: String, followsLast: Bool = true) {
    (held, name, self.path, followsLinks) = (nil, path, path, followsLast)
  }

  /// The place of an absolute path, if the run may use it.
  ///
  /// - Parameter permissions: what the run may do; nil if that is whatever its user may.
  /// - Throws: `Failure`; a `permission` error.
  package init(
    _ path: String, _ access: Permissions.Access, followsLast: Bool = true,
    by permissions: Permissions?
  ) throws {
    guard let permissions else {
      self.init(unconfined: path, followsLast: followsLast)
      return
    }
    let walk = try PathWalk(path)
    let end = walk.go(followsLast: followsLast)
    try permissions.check(end.path, access, written: path)
    guard end.failure == 0 else { throw Failure(code: end.failure) }
    self.init(Folder(walk.takeFolder()), end.name, end.path)
  }

  private init(_ folder: Folder?, _ name: String, _ path: String) {
    (held, self.name, self.path, followsLinks) = (folder, name, path, false)
  }

  /// The place of another name in the same folder: this one with something added.
  package func adding(_ suffix: String) -> FilePlace {
    FilePlace(held, name + suffix, path + suffix)
  }

  /// Opens what is there; -1 and `errno` if that fails.
  package func open(_ flags: Int32) -> Int32 {
    let flags = flags | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    while true {
      let descriptor = openat(folder, name, flags, 0o666)
      if descriptor >= 0 || errno != EINTR { return descriptor }
    }
  }

  /// What is there; nil and `errno` if that is not known.
  package func status() -> stat? {
    var status = stat()
    return fstatat(folder, name, &status, lookFlags) == 0 ? status : nil
  }
}
