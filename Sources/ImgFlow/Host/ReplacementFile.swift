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
    temporary = target.adding(".\(UInt32.random(in: .min ... .max)).part")
    // The script knows the file, not the one that temporarily replaces it.
    let opened = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL, "write", shownAs: path)
    if let permissions = permissions ?? known?.permissions {
      fchmod(opened.descriptor, mode_t(permissions))
    }
    file = Mutex(opened)
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
