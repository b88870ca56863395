import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Words for what the operating system says about files.
enum FileFailure {
  /// The error of a call that failed with `code`.
  ///
  /// - Parameters:
  ///   - action: what was tried, such as `read`.
  ///   - path: the absolute path.
  static func error(_ code: Int32, _ action: String, _ path: String) -> ValueError {
    if code == ENOENT { return missing(action, path) }
    return ValueError(.io, "cannot \(action) \(path): \(reason(code))")
  }

  private static func missing(_ action: String, _ path: String) -> ValueError {
    let folder = Paths.folder(of: path)
    switch action {
    case "write", "append to", "make", "touch", "link":
      return ValueError(
        .io, "cannot \(action) \(path): no such folder: \(folder)",
        help:
          "create it first: `file.createFolder(\(Value.string(folder).shortDescription(limit: 200)))`"
      )
    case "list": return ValueError(.io, "no such folder: \(path)")
    default:
      if access(folder, F_OK) == 0 { return ValueError(.io, "no such file: \(path)") }
      return ValueError(.io, "cannot \(action) \(path): no such folder: \(folder)")
    }
  }

  /// A few words for an error number.
  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case ENOSPC: "the disk is full"
    case EROFS: "the file system is read-only"
    case EEXIST: "something with that name already exists"
    case ENOTEMPTY: "the folder is not empty"
    case EMFILE, ENFILE: "too many files are open"
    case ELOOP: "too many links point to each other"
    case ENAMETOOLONG: "the name is too long"
    case EINVAL: "this is not a valid path"
    case EBADF: "it is closed"
    case ETIMEDOUT: "nothing reads from it"
    case ENXIO: "it is a pipe or device that nothing reads from"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}
