import ImgFlowRuntime

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// What a journal records as done must outlast a failure of the machine.
extension DiskFiles {
  package func settle(_ path: String) throws {
    let path = try systemPath(path)
    try sync(path)
    // The folder has the name, whether it is new or was removed.
    try sync(Paths.folder(of: path))
  }

  /// Waits until the disk has a file or a folder; nothing happens for what is neither, or what the run may not
  /// open.
  private func sync(_ path: String) throws {
    guard let place = try? place(path, .look, for: "look at"), let status = place.status(),
      [.file, .folder].contains(FileStatus(status).kind)
    else { return }
    var descriptor = place.open(O_RDONLY | O_NONBLOCK)
    // A file that its owner cannot read may still be one to write to.
    if descriptor < 0 { descriptor = place.open(O_WRONLY | O_NONBLOCK) }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Any other error says that the file system cannot do this, such as for folders; nothing is lost then.
    guard fsync(descriptor) == 0 || ![EIO, ENOSPC, EDQUOT].contains(errno) else {
      throw FileFailure.error(errno, "write", path)
    }
  }
}
