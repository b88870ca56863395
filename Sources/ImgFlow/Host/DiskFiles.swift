import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of this machine.
package struct DiskFiles: FileAccess {
  /// Writes what is still to be written to standard output, before a file that is one is written to.
  let flush: @Sendable () -> Void

  package init(flush: @escaping @Sendable () -> Void = {}) { self.flush = flush }

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

  package func look(at path: String) throws -> FileStatus? { try look(systemPath(path), stat) }

  package func look(atLink path: String) throws -> FileStatus? {
    try look(systemPath(path), lstat)
  }

  private func look(
    _ path: String, _ call: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
  ) throws -> FileStatus? {
    var status = stat()
    if call(path, &status) == 0 { return FileStatus(status) }
    // A name that is too long names nothing, and a circle of links leads nowhere.
    if [ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP].contains(errno) { return nil }
    throw FileFailure.error(errno, "look at", path)
  }

  package func realPath(_ path: String) throws -> String {
    let path = try systemPath(path)
    guard let real = realpath(path, nil) else { throw FileFailure.error(errno, "look at", path) }
    defer { free(real) }
    return try SystemText.string(real, "the path of the file that \(path) leads to")
  }

  package func read(_ path: String) throws -> [UInt8] {
    if StandardStreams.descriptor(named: path) == STDIN_FILENO {
      return try Self.readAll(StandardInput.shared)
    }
    let file = try OpenFile(reading: systemPath(path))
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
      ? StandardInput.shared : try OpenFile(reading: systemPath(path))
  }

  package func list(_ path: String) throws -> [String] {
    let path = try systemPath(path)
    guard let folder = opendir(path) else { throw FileFailure.error(errno, "list", path) }
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
          return a < b
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
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST where try isDirectory(path): return
    case ENOENT where Paths.folder(of: path) != path:
      try createDirectory(Paths.folder(of: path))
      // Someone else may have made it meanwhile.
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw FileFailure.error(errno, "make", path)
      }
    default: throw FileFailure.error(errno, "make", path)
    }
  }

  /// The absolute path as the system takes it; every path goes through here.
  func systemPath(_ path: String) throws -> String {
    let path = try path.hasPrefix("/") ? path : absolute(path)
    // The system would take the path to end at a NUL.
    guard !path.utf8.contains(0) else {
      throw ValueError(.io, "cannot open \(path): a path cannot contain a NUL character")
    }
    return path
  }
}
