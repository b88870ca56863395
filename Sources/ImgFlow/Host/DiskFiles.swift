import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of this machine.
public struct DiskFiles: FileAccess {
  public init() {}

  public var currentDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  public func read(_ path: String) throws -> [UInt8] {
    let path = absolute(path)
    let descriptor = try open(path, O_RDONLY, "read")
    defer { close(descriptor) }
    let status = try status(descriptor, path)
    if status.isFolder { throw FileFailure.error(EISDIR, "read", path) }
    switch Descriptor.read(descriptor, expected: status.size) {
    case .success(let bytes): return bytes
    case .failure(let failure): throw FileFailure.error(failure.code, "read", path)
    }
  }

  public func open(_ path: String) throws -> any FileReader {
    let path = absolute(path)
    let file = OpenFile(try open(path, O_RDONLY, "read"), path)
    if try status(file.descriptor, path).isFolder { throw FileFailure.error(EISDIR, "read", path) }
    return file
  }

  public func exists(_ path: String) -> Bool { access(absolute(path), F_OK) == 0 }

  public func isDirectory(_ path: String) -> Bool {
    (try? status(absolute(path)))?.isFolder ?? false
  }

  /// Whether the path is a symbolic link, whatever it leads to.
  public func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(absolute(path), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  public func size(_ path: String) throws -> Int {
    let path = absolute(path)
    let status = try status(path)
    if status.isFolder { throw FileFailure.error(EISDIR, "measure", path) }
    return status.size
  }

  public func list(_ path: String) throws -> [String] {
    let path = absolute(path)
    guard let folder = opendir(path) else { throw FileFailure.error(errno, "list", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  public func createDirectory(_ path: String) throws {
    let path = absolute(path)
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST where isDirectory(path): return
    case ENOENT where Paths.folder(of: path) != path:
      try createDirectory(Paths.folder(of: path))
      // Somebody else may have made it meanwhile.
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw FileFailure.error(errno, "make", path)
      }
    default: throw FileFailure.error(errno, "make", path)
    }
  }

  // MARK: - Pieces

  struct Status {
    let isFolder: Bool
    /// Neither a folder nor a pipe, socket or device.
    let isPlain: Bool
    let size: Int
    let permissions: mode_t

    init(_ status: stat) {
      let kind = status.st_mode & S_IFMT
      isFolder = kind == S_IFDIR
      isPlain = kind == S_IFREG
      size = Int(status.st_size)
      permissions = status.st_mode & 0o7777
    }
  }

  /// The absolute path of a path that may be relative to the current folder.
  public func absolute(_ path: String) -> String {
    // The folder is asked for only when it matters: it is a system call.
    path.hasPrefix("/") ? path : Paths.absolute(path, in: currentDirectory)
  }

  func status(_ path: String) throws -> Status {
    var result = stat()
    guard stat(path, &result) == 0 else { throw FileFailure.error(errno, "look at", path) }
    return Status(result)
  }

  func status(_ descriptor: Int32, _ path: String) throws -> Status {
    var result = stat()
    guard fstat(descriptor, &result) == 0 else { throw FileFailure.error(errno, "look at", path) }
    return Status(result)
  }

  /// Opens a file; `action` is what for, in words.
  func open(_ path: String, _ flags: Int32, _ action: String) throws -> Int32 {
    switch openDescriptor(path, flags) {
    case .success(let descriptor): return descriptor
    case .failure(let failure): throw FileFailure.error(failure.code, action, path)
    }
  }

  func openDescriptor(_ path: String, _ flags: Int32) -> Result<Int32, Descriptor.Failure> {
    // The system would take the path to end at a NUL.
    guard !path.utf8.contains(0) else { return .failure(Descriptor.Failure(code: EINVAL)) }
    while true {
      let descriptor = systemOpen(path, flags | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return .success(descriptor) }
      if errno != EINTR { return .failure(Descriptor.Failure(code: errno)) }
    }
  }

  private func systemOpen(_ path: String, _ flags: Int32, _ permissions: mode_t) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags, permissions)
    #else
      Darwin.open(path, flags, permissions)
    #endif
  }
}

/// A file that is open until nobody holds it.
private final class OpenFile: FileReader {
  let descriptor: Int32
  private let path: String

  init(_ descriptor: Int32, _ path: String) { (self.descriptor, self.path) = (descriptor, path) }

  deinit { close(descriptor) }

  func next(atMost count: Int) throws -> [UInt8] {
    while true {
      var failure: Int32?
      let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let result = Descriptor.systemRead(descriptor, UnsafeMutableRawBufferPointer(buffer))
        if result < 0 { failure = errno }
        filled = max(result, 0)
      }
      guard let failure else { return piece }
      if failure != EINTR { throw FileFailure.error(failure, "read", path) }
    }
  }
}
