#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that describe the machine rather than belong to someone's work.
enum MachineFile {
  /// The largest file of a zone has 4 KB.
  private static let largest = 1 << 20

  /// Returns the bytes of a small file; nil if there is none of that path, or if it is not a file.
  ///
  /// - Throws: an `io` error if it cannot be read.
  static func bytes(_ path: String) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw unreadable(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let step = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      guard step >= 0 || errno == EINTR else { throw unreadable(path) }
      if step == 0 { break }
      count += max(step, 0)
    }
    return Array(bytes.prefix(count))
  }

  private static func unreadable(_ path: String) -> ValueError {
    ValueError(.io, "cannot read `\(path)`: \(String(cString: strerror(errno)))")
  }

  /// The path that a symbolic link contains; nil if it is not one.
  static func target(of path: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      count = buffer.withMemoryRebound(to: CChar.self) { letters in
        letters.baseAddress.map { max(0, readlink(path, $0, letters.count)) } ?? 0
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The paths of all files below a folder, as seen from there. Links to folders are not followed.
  static func paths(below folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var paths: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if entry.pointee.d_type == DT_DIR {
        paths += Self.paths(below: "\(folder)/\(name)").map { "\(name)/\($0)" }
      } else {
        paths.append(name)
      }
    }
    return paths
  }
}
