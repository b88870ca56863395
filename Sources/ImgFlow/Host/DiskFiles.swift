import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of this machine.
package struct DiskFiles: ConfinableFiles {
  /// Writes what is still to be written to standard output, before a file that is one is written to.
  let flush: @Sendable () -> Void
  /// What the run may do; nil if that is whatever its user may.
  let permissions: Permissions?

  package init(
    flush: @escaping @Sendable () -> Void = {}, permissions: Permissions? = nil
  ) {
    self.flush = flush
    self.permissions = permissions
  }

  package func confined(by permissions: Permissions) -> any FileAccess {
    restricted(by: permissions)
  }

  func restricted(by permissions: Permissions) -> DiskFiles {
    DiskFiles(flush: flush, permissions: permissions)
  }

  package var currentDirectory: String {
    get throws {
      guard let path = getcwd(nil, 0) else {
        throw ValueError(
          .io,
          "the current folder cannot be used: "
            + (errno == ENOENT ? "it has been deleted" : FileFailure.reason(errno)),
          help: "change to a folder that exists, or use paths that begin with `/`")
      }
      defer { free(path) }
      return try SystemText.string(path, "the path of the current folder")
    }
  }

  package func look(at path: String) throws -> FileStatus? { try look(path, followsLast: true) }

  package func look(atLink path: String) throws -> FileStatus? {
    try look(path, followsLast: false)
  }

  private func look(_ path: String, followsLast: Bool) throws -> FileStatus? {
    let path = try systemPath(path)
    var code: Int32
    do {
      let place = try place(path, .look, followsLast: followsLast)
      if let status = place.status() { return FileStatus(status) }
      code = errno
    } catch let failure as FilePlace.Failure { code = failure.code }
    // A name that is too long names nothing, and a circle of links leads nowhere.
    if [ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP].contains(code) { return nil }
    throw FileFailure.error(code, "look at", path)
  }

  package func realPath(_ path: String) throws -> String {
    let path = try systemPath(path)
    if permissions != nil {
      let place = try place(path, .look, for: "look at")
      guard place.status() != nil else { throw FileFailure.error(errno, "look at", path) }
      return place.path
    }
    guard let real = realpath(path, nil) else { throw FileFailure.error(errno, "look at", path) }
    defer { free(real) }
    return try SystemText.string(real, "the path of the file that \(path) leads to")
  }

  package func read(_ path: String) throws -> [UInt8] {
    if StandardStreams.descriptor(named: path) == STDIN_FILENO {
      return try Self.readAll(StandardInput.shared)
    }
    let file = try reader(path)
    return try file.explaining {
      try Descriptor.readAll(file.descriptor, expected: file.status.size)
    }
  }

  private static func readAll(_ reader: some FileReader) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let piece = try reader.next(atMost: 1 << 20), !piece.isEmpty {
      if bytes.capacity < bytes.count + piece.count {
        try Memory.claim(bytes: 2 * bytes.count + piece.count)
      }
      bytes += piece
      try ValueLimits.checkString(bytes: bytes.count)
    }
    return bytes
  }

  package func open(_ path: String) throws -> any FileReader {
    StandardStreams.descriptor(named: path) == STDIN_FILENO
      ? StandardInput.shared : try reader(path)
  }

  /// Opens a file, or a stream that was handed to the program, for reading.
  private func reader(_ path: String) throws -> OpenFile {
    let path = try systemPath(path)
    // What a shell makes of `<(…)` is a path of this kind.
    let isStream = StandardStreams.descriptor(named: path) != nil
    return try OpenFile(
      place(path, .read, for: "read"), O_RDONLY, "read",
      allowing: isStream ? [.file, .pipe, .device, .socket] : [.file], shownAs: path)
  }

  package func list(_ path: String) throws -> [String] {
    let path = try systemPath(path)
    let descriptor = try place(path, .read, for: "list").open(O_RDONLY | O_DIRECTORY)
    guard let folder = descriptor < 0 ? nil : fdopendir(descriptor) else {
      throw FileFailure.error(errno, "list", path)
    }
    defer { closedir(folder) }
    var pace = Pace()
    var names: [String] = []
    while true {
      try pace.step()
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw FileFailure.error(errno, "list", path) }
        return try names.sorted { a, b in
          try pace.step()
          return PathKey(a) < PathKey(b)
        }
      }
      let name = try withUnsafePointer(to: &entry.pointee.d_name) {
        try $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          try SystemText.string($0, "a name in \(path)", help: "rename the file")
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  package func createDirectory(_ path: String) throws {
    let path = try systemPath(path)
    switch try makeFolder(path) {
    case 0: return
    case EEXIST where try isDirectory(path): return
    case ENOENT where Paths.folder(of: path) != path:
      try createDirectory(Paths.folder(of: path))
      // Someone else may have made it meanwhile.
      let code = try makeFolder(path)
      guard code == 0 || code == EEXIST else { throw FileFailure.error(code, "make", path) }
    case let code: throw FileFailure.error(code, "make", path)
    }
  }

  /// Makes one folder; returns an error number, 0 if it is made.
  private func makeFolder(_ path: String) throws -> Int32 {
    do {
      let place = try place(path, .write)
      return mkdirat(place.folder, place.name, 0o777) == 0 ? 0 : errno
    } catch let failure as FilePlace.Failure { return failure.code }
  }

  // MARK: - Places

  /// Where an absolute path leads, if the run may use it.
  ///
  /// - Throws: `FilePlace.Failure`; a `permission` error.
  private func place(
    _ path: String, _ access: Permissions.Access, followsLast: Bool = true
  ) throws -> FilePlace {
    if let permissions, let stream = StandardStreams.descriptor(named: path) {
      try permissions.checkStream(path, descriptor: stream)
      return FilePlace(unconfined: path)
    }
    return try FilePlace(path, access, followsLast: followsLast, by: permissions)
  }

  /// Where an absolute path leads, if the run may use it.
  ///
  /// - Parameter action: what for, in words.
  /// - Throws: an `io` error; a `permission` error.
  func place(
    _ path: String, _ access: Permissions.Access, for action: String, followsLast: Bool = true
  ) throws -> FilePlace {
    do { return try place(path, access, followsLast: followsLast) } catch let failure
      as FilePlace.Failure
    { throw FileFailure.error(failure.code, action, path) }
  }

  /// The absolute path as the system takes it; every path goes through here.
  func systemPath(_ path: String) throws -> String {
    let path = try path.isAbsolutePath ? path : absolute(path)
    // The system would take the path to end at a NUL.
    guard !path.utf8.contains(0) else {
      throw ValueError(.io, "cannot open \(path): a path cannot contain a NUL character")
    }
    return path
  }
}
