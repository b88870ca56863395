import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DiskFiles {
  public func write(_ bytes: [UInt8], to path: String) throws {
    try replace(absolute(path)) { descriptor in Descriptor.write(bytes, to: descriptor) }
  }

  /// Replaces a file as a whole, with permissions that it has from the start.
  func write(_ bytes: [UInt8], to path: String, permissions: mode_t) throws {
    try replace(absolute(path), permissions: permissions) { descriptor in
      let code = Descriptor.write(bytes, to: descriptor)
      return code ?? (fsync(descriptor) == 0 ? nil : errno)
    }
  }

  public func append(_ bytes: [UInt8], to path: String) throws {
    let path = absolute(path)
    let descriptor = try open(path, O_WRONLY | O_APPEND | O_CREAT, "append to")
    defer { close(descriptor) }
    if let code = Descriptor.write(bytes, to: descriptor) {
      throw FileFailure.error(code, "append to", path)
    }
  }

  public func copy(_ path: String, to target: String) throws {
    let path = absolute(path)
    let source = try open(path, O_RDONLY, "read")
    defer { close(source) }
    let status = try status(source, path)
    if status.isFolder { throw FileFailure.error(EISDIR, "copy", path) }
    try replace(absolute(target), permissions: status.permissions) { descriptor in
      Self.pour(source, into: descriptor)
    }
  }

  public func move(_ path: String, to target: String) throws {
    let (path, target) = (absolute(path), absolute(target))
    if rename(path, target) == 0 { return }
    switch errno {
    case EXDEV:
      try copy(path, to: target)
      try remove(path)
    case ENOENT where exists(path): throw FileFailure.error(ENOENT, "write", target)
    case ENOENT: throw FileFailure.error(ENOENT, "move", path)
    case let code: throw FileFailure.error(code, "move \(path) to", target)
    }
  }

  public func remove(_ path: String) throws {
    let path = absolute(path)
    guard unlink(path) != 0 else { return }
    let code = errno
    // Which of the two it is for a folder depends on the system.
    let isFolder = [EISDIR, EPERM].contains(code) && isDirectory(path)
    throw FileFailure.error(isFolder ? EISDIR : code, "remove", path)
  }

  /// Fills a new file and puts it in the place of `path`, so that nobody sees half of it.
  private func replace(
    _ path: String, permissions: mode_t? = nil, _ fill: (Int32) -> Int32?
  ) throws {
    let known = try? status(path)
    if known?.isFolder ?? false { throw FileFailure.error(EISDIR, "write", path) }
    // A device or pipe is not replaced but written to.
    if let known, !known.isPlain { return try fillInPlace(path, fill) }
    let target = known == nil ? path : resolved(path)
    let temporary = "\(target).\(UInt32.random(in: .min ... .max)).part"
    let descriptor: Int32
    switch openDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL) {
    case .success(let opened): descriptor = opened
    // The script knows the file, not the one that stands in for it.
    case .failure(let failure): throw FileFailure.error(failure.code, "write", path)
    }
    if let permissions = permissions ?? known?.permissions { fchmod(descriptor, permissions) }
    var code = fill(descriptor)
    if close(descriptor) != 0, code == nil { code = errno }
    if code == nil, rename(temporary, target) != 0 { code = errno }
    if let code {
      unlink(temporary)
      throw FileFailure.error(code, "write", path)
    }
  }

  private func fillInPlace(_ path: String, _ fill: (Int32) -> Int32?) throws {
    let descriptor = try open(path, O_WRONLY, "write")
    defer { close(descriptor) }
    if let code = fill(descriptor) { throw FileFailure.error(code, "write", path) }
  }

  /// The file that a link leads to, so that the link stays.
  private func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func pour(_ source: Int32, into target: Int32) -> Int32? {
    while true {
      var failure: Int32?
      let part = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
        let result = Descriptor.systemRead(source, UnsafeMutableRawBufferPointer(buffer))
        if result < 0 { failure = errno }
        count = max(result, 0)
      }
      if let failure {
        if failure != EINTR { return failure }
      } else if part.isEmpty {
        return nil
      } else if let code = Descriptor.write(part, to: target) {
        return code
      }
    }
  }
}
