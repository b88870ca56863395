import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Goes along a path folder by folder, holding each open, and reads the links on the way itself: so it knows
/// where it is, and nothing that changes meanwhile leads it elsewhere.
final class PathWalk {
  /// Where it ends.
  struct End {
    /// The name in the folder; `.` for the folder itself.
    let name: String
    let path: String
    /// Why it could not go on; 0 if it is at the end of the path.
    let failure: Int32
  }

  private static let mostLinks = 40
  #if canImport(Glibc)
    /// The system's O_PATH, which its header shows to C alone: a folder need not be readable to be passed.
    private static let pathOnly: Int32 = 0o10_000_000
    private static let folderFlags = pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
  #else
    private static let folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
  #endif

  /// The folders from `/` to where it is.
  private var folders: [(descriptor: Int32, name: String)] = []
  /// The parts that are left, the next one at the end.
  private var rest: [String] = []
  private var links = 0

  /// - Throws: `FilePlace.Failure` if not even `/` can be opened.
  init(_ path: String) throws {
    let root = open("/", Self.folderFlags)
    guard root >= 0 else { throw FilePlace.Failure(code: errno) }
    folders = [(root, "")]
    // `..` counts as it is written, as in all paths of scripts.
    push(Paths.absolute(path, in: "/"))
  }

  deinit { for folder in folders { close(folder.descriptor) } }

  /// The descriptor of the folder that it is in, which the caller closes.
  func takeFolder() -> Int32 { folders.removeLast().descriptor }

  /// Goes to the end of the path, or as far as it leads.
  func go(followsLast: Bool) -> End {
    while let part = rest.popLast() {
      if part == "." { continue }
      if part == ".." {
        if folders.count > 1 { leave() }
        continue
      }
      if rest.isEmpty, !followsLast { return end(part) }
      var status = stat()
      guard fstatat(top, part, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        let isMissing = errno == ENOENT && rest.isEmpty
        return end(part, failure: isMissing ? 0 : errno)
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        if let failure = follow(part) { return end(part, failure: failure) }
      case S_IFDIR where !rest.isEmpty:
        let next = openat(top, part, Self.folderFlags)
        guard next >= 0 else { return end(part, failure: errno) }
        folders.append((next, part))
      default: return end(part, failure: rest.isEmpty ? 0 : ENOTDIR)
      }
    }
    return End(name: ".", path: here.isEmpty ? "/" : here, failure: 0)
  }

  private var top: Int32 { folders[folders.count - 1].descriptor }

  private var here: String { folders.map(\.name).joined(separator: "/") }

  private func end(_ part: String, failure: Int32 = 0) -> End {
    // Beyond a failure the path is taken as it is written.
    let beyond = rest.reversed().reduce(here + "/" + part) { Paths.absolute($1, in: $0) }
    return End(name: part, path: beyond, failure: failure)
  }

  private func leave() { close(folders.removeLast().descriptor) }

  private func push(_ path: String) {
    rest += path.pathNames.reversed()
  }

  /// Goes where a link leads; returns an error number if it cannot.
  private func follow(_ name: String) -> Int32? {
    links += 1
    guard links <= Self.mostLinks else { return ELOOP }
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlinkat(top, name, &target, target.count)
    guard count >= 0 else { return errno }
    let text = String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    if text.isAbsolutePath {
      while folders.count > 1 { leave() }
    }
    push(text)
    return nil
  }
}
