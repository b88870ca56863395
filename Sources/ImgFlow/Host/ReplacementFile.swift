import ImgFlowRuntime
import ImgFlowValues
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file next to another one, which it replaces when it is finished, so that no one sees half of it.
final class ReplacementFile: FileWriter {
  private let target: FilePlace
  private let temporary: FilePlace
  /// Nil if it is finished or discarded.
  private let file: Mutex<OpenFile?>

  /// Begins the file that is to replace what is at `path`, an absolute path.
  ///
  /// - Parameter permissions: nil for those of the file that it replaces.
  init(for path: String, permissions: UInt32? = nil, _ files: DiskFiles) throws {
    let known = try files.look(at: path)
    // Through a link, so that the link stays.
    let place = try files.place(path, .write, for: "write")
    target =
      try known == nil || place.isConfined ? place : FilePlace(unconfined: files.realPath(path))
    let usual = target.adding(".imgflow.part")
    let opened: OpenFile
    if let free = Self.claim(usual) {
      (temporary, opened) = (usual, free)
    } else {
      temporary = target.adding(".\(UInt32.random(in: .min ... .max)).part")
      // The script knows the file, not the one that temporarily replaces it.
      opened = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL, "write", shownAs: path)
    }
    if let permissions = permissions ?? known?.permissions {
      fchmod(opened.descriptor, mode_t(permissions))
    }
    file = Mutex(opened)
  }

  /// A new file that is locked as long as it is open; nil if it cannot be had, such as while another process
  /// writes to it. What a process has left that was killed is not locked, and is replaced.
  private static func claim(_ place: FilePlace) -> OpenFile? {
    let left = place.open(O_WRONLY | O_NONBLOCK | O_NOFOLLOW)
    if left >= 0 {
      defer { close(left) }
      guard flock(left, LOCK_EX | LOCK_NB) == 0 else { return nil }
      unlinkat(place.folder, place.name, 0)
    }
    let flags = O_WRONLY | O_CREAT | O_EXCL
    guard let file = try? OpenFile(place, flags, "write", shownAs: place.path),
      flock(file.descriptor, LOCK_EX | LOCK_NB) == 0
    else { return nil }
    var status = stat()
    // Another process may have taken it for a leftover before it was locked.
    return fstat(file.descriptor, &status) == 0 && status.st_nlink > 0 ? file : nil
  }

  deinit { discard() }

  func append(_ bytes: ArraySlice<UInt8>) throws {
    try fill { try Descriptor.write(Array(bytes), to: $0) }
  }

  /// Has `body` write to the file.
  func fill(_ body: (Int32) throws -> Void) throws {
    try file.withLock { file in
      guard let file else { return }
      try file.explaining { try body(file.descriptor) }
    }
  }

  func finish() throws {
    try file.withLock { file in
      guard let open = file else { return }
      try open.explaining {
        try open.finish()
        guard renameat(temporary.folder, temporary.name, target.folder, target.name) == 0 else {
          throw Descriptor.Failure(code: errno)
        }
      }
      file = nil
    }
  }

  func discard() {
    file.withLock { file in
      if file.take() != nil { unlinkat(temporary.folder, temporary.name, 0) }
    }
  }
}
