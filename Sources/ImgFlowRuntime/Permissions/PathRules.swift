import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// The paths that a run may read and write. All are compared without links in them.
final class PathRules: Sendable {
  /// A file, or a folder with all that is in it.
  private struct Root {
    let path: String
    /// Whether no one has named it: hidden files, and scripts that are to be written, are then left out.
    var isImplicit = false

    func covers(_ other: String, writing: Bool) -> Bool {
      guard let inner = other.path(inside: path) else { return false }
      guard isImplicit else { return true }
      let isHidden = inner.pathNames.contains { $0.utf8.first == UInt8(ascii: ".") }
      return !isHidden && !(writing && other.utf8.suffix(8).elementsEqual(".imgflow".utf8))
    }
  }

  private struct Roots {
    var read: [Root]
    var write: [Root]
    /// Paths as a person gave them, which may be streams.
    var given: Set<PathKey> = []
  }

  private let roots: Mutex<Roots>
  private let deniedPaths: [String]
  private let files: any FileAccess

  init(
    reading: [String], writing: [String], deniedPaths: [String], folder: String?,
    _ files: any FileAccess
  ) {
    self.files = files
    let real = { (path: String) in Self.real(path, files) }
    self.deniedPaths = deniedPaths.compactMap(real)
    var read = (reading + ["/dev/null"]).compactMap(real).map { Root(path: $0) }
    var write = (writing + ["/dev/null"]).compactMap(real).map { Root(path: $0) }
    // No one means the whole machine by being in its topmost folder.
    if let folder, folder != "/" { read.append(Root(path: folder, isImplicit: true)) }
    if let folder = real("."), folder != "/" { write.append(Root(path: folder, isImplicit: true)) }
    roots = Mutex(Roots(read: read, write: write))
  }

  /// Grants what a person gave as a parameter, or what belongs to the run.
  func grant(_ path: String) {
    guard let real = Self.real(path, files) else { return }
    roots.withLock { roots in
      roots.read.append(Root(path: real))
      roots.write.append(Root(path: real))
      roots.given.insert(PathKey(path))
    }
  }

  /// Whether a person gave this path as a parameter.
  func isGiven(_ path: String) -> Bool { roots.withLock { $0.given.contains(PathKey(path)) } }

  func covers(_ path: String, reading: Bool) -> Bool {
    roots.withLock { roots in
      (reading ? roots.read : roots.write).contains { $0.covers(path, writing: !reading) }
    }
  }

  /// Whether something that may be used is below a folder, which is then known to be there.
  func leads(through path: String) -> Bool {
    roots.withLock { roots in
      (roots.read + roots.write).contains { $0.path.path(inside: path) != nil }
    }
  }

  /// Whether a flag forbids to write a path.
  func denies(_ path: String) -> Bool { deniedPaths.contains { path.path(inside: $0) != nil } }

  /// The path as a permission would have it: relative to the current folder if it is in it.
  func shown(_ path: String) -> String {
    guard let folder = Self.real(".", files), folder != "/",
      let inner = path.path(inside: folder), !inner.isEmpty
    else { return path }
    return inner
  }

  // MARK: - Arithmetic

  /// Returns the absolute path with links resolved in the part that exists, or nil if the current folder has been
  /// deleted.
  private static func real(_ path: String, _ files: any FileAccess) -> String? {
    guard var start = try? files.absolute(path) else { return nil }
    var rest = ""
    while start != "/" {
      if let real = try? files.realPath(start), (try? files.exists(start)) == true {
        return real == "/" ? rest : real + rest
      }
      rest = "/" + Paths.name(of: start) + rest
      start = Paths.folder(of: start)
    }
    return rest.isEmpty ? "/" : rest
  }
}

extension Permissions {
  /// Checks a path without links in it.
  ///
  /// - Parameter written: The path as the script named it, for messages.
  /// - Throws: a `permission` error.
  package func check(_ path: String, _ access: Access, written: String) throws {
    let (may, shown) = (allows(path, access), paths.shown(path))
    guard !may else { return }
    let isElsewhere = written != path && access != .look
    let place = written + (isElsewhere ? ", which leads to \(path)" : "")
    guard !Self.isOfProcess(path) else {
      throw ValueError(
        .permission, "the script may not use \(written): it belongs to a process",
        help: "variables are read with `env(…)`, which `permit env` allows")
    }
    switch access {
    case .read: throw refusal(.read, "read \(place)", granting: shown)
    case .look: throw refusal(.read, "look at \(place)", granting: shown)
    case .write:
      if !denied.contains(.write), paths.denies(path) {
        throw ValueError(
          .permission, "`--deny-write=…` forbids the script to write \(place)",
          help: "run it without the flag if it should")
      }
      throw refusal(.write, "write \(place)", granting: shown)
    }
  }

  private func allows(_ path: String, _ access: Access) -> Bool {
    if Self.isOfProcess(path) { return false }
    switch access {
    case .read: return !isConfined || paths.covers(path, reading: true)
    case .look: return allows(path, .read) || allows(path, .write) || paths.leads(through: path)
    case .write:
      if denied.contains(.write) || paths.denies(path) { return false }
      return !isConfined || paths.covers(path, reading: false)
    }
  }

  /// Checks that moving something does not make it readable.
  package func checkMove(from source: String, to target: String) throws {
    guard isConfined, paths.covers(target, reading: true) else { return }
    try check(source, .read, written: source)
  }

  /// Checks a stream that the program was started with, such as `/dev/fd/63`.
  package func checkStream(_ path: String, descriptor: Int32) throws {
    guard descriptor > 2, !paths.isGiven(path) else { return }
    throw refusal(.read, "use \(path), which no parameter names", granting: path)
  }

  /// Whether it belongs to a process: there are its environment, its memory and its open files.
  private static func isOfProcess(_ path: String) -> Bool {
    guard let first = path.path(inside: "/proc")?.pathNames.first else { return false }
    return ["self", "thread-self"].contains(first) || first.utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// Grants a path that a person gave as a parameter.
  func grantParameter(_ path: String) { if !path.isEmpty { paths.grant(path) } }

  /// Grants a folder that belongs to the run.
  func grant(folder: String) { if !paths.isGiven(folder) { paths.grant(folder) } }
}
