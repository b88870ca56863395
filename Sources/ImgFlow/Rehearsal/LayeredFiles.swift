import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// The files of this machine with a layer above them: what is changed is changed in the layer only, and what is read
/// is read from there first.
final class LayeredFiles: FileAccess {
  /// What is in the layer at a path. Nothing of what is below it shows through, nor through what contains it.
  enum Entry {
    case file(Content)
    case folder
    /// A link, and the path that it holds.
    case link(String)
    case removed
  }

  /// The bytes of a file.
  struct Content {
    /// Where they are.
    var path: String
    /// Whether that is in the scratch folder.
    var isOwn = true
    /// Where the file was before it was moved.
    var movedFrom: String?
    /// How many bytes there were before the run, if it has only added to them.
    var appendedAt: Int?
  }

  let below: DiskFiles
  let scratch: ScratchFolder
  /// By absolute paths without links.
  let entries = Mutex<[PathKey: Entry]>([:])
  /// When what is in the layer was changed, and what is below touched, in milliseconds since 1970.
  let times = Mutex<[PathKey: Int]>([:])
  let now: @Sendable () -> Int
  /// Is given what is written to the streams of the program, and to pipes and devices.
  let onStream: @Sendable (_ path: String, _ bytes: Int) -> Void

  init(
    over below: DiskFiles, _ scratch: ScratchFolder, now: @escaping @Sendable () -> Int,
    onStream: @escaping @Sendable (_ path: String, _ bytes: Int) -> Void
  ) {
    (self.below, self.scratch, self.now, self.onStream) = (below, scratch, now, onStream)
  }

  // MARK: - Places

  /// Where a path leads: to something in the layer, to nothing, or to what is below.
  enum Place {
    case layer(key: String, Entry)
    case below(key: String)

    var key: String {
      switch self {
      case .layer(let key, _), .below(let key): key
      }
    }
  }

  /// Too many links lead to each other.
  struct LinkCircle: Error {}

  /// Follows the links in a path, as the system does.
  ///
  /// - Throws: `LinkCircle`; an `io` error.
  func place(_ path: String, followsLast: Bool = true) throws -> Place {
    var rest = Array(try below.absolute(path).pathNames.reversed())
    var (key, links) = ("", 0)
    while let part = rest.popLast() {
      if part == "." { continue }
      if part == ".." {
        key = key.isEmpty || Paths.folder(of: key) == "/" ? "" : Paths.folder(of: key)
        continue
      }
      let next = key + "/" + part
      guard !rest.isEmpty || followsLast, let target = try target(ofLink: next) else {
        key = next
        continue
      }
      links += 1
      guard links <= Self.mostLinks else { throw LinkCircle() }
      if target.isAbsolutePath { key = "" }
      rest += target.pathNames.reversed()
    }
    if key.isEmpty { key = "/" }
    guard let found = entry(around: key) else { return .below(key: key) }
    // What is inside a file, or inside a folder that is only in the layer, is not there.
    return .layer(key: key, found.key.isPath(key) ? found.entry : .removed)
  }

  /// The same place for something that is to be done there.
  ///
  /// - Parameter action: what, in words.
  /// - Throws: an `io` error.
  func place(_ path: String, followsLast: Bool = true, for action: String) throws -> Place {
    do { return try place(path, followsLast: followsLast) } catch is LinkCircle {
      throw FileFailure.error(Self.circle, action, try below.absolute(path))
    }
  }

  /// As many as the system follows.
  private static let mostLinks = 40

  /// The path that a link holds; nil for what is not a link.
  func target(ofLink key: String) throws -> String? {
    guard let found = entry(around: key) else {
      guard try below.look(atLink: key)?.kind == .link else { return nil }
      return try below.target(ofLink: key)
    }
    if found.key.isPath(key), case .link(let target) = found.entry { return target }
    return nil
  }

  /// The entry of a path, or of what contains it; nil if what is below shows through.
  private func entry(around key: String) -> (key: String, entry: Entry)? {
    entries.withLock { entries in
      if entries.isEmpty { return nil }
      var path = key
      while true {
        if let entry = entries[PathKey(path)] { return (path, entry) }
        let folder = Paths.folder(of: path)
        if folder.isPath(path) { return nil }
        path = folder
      }
    }
  }

  // MARK: - Looking

  var currentDirectory: String { get throws { try below.currentDirectory } }

  func look(at path: String) throws -> FileStatus? {
    do { return try status(place(path)) } catch is LinkCircle { return nil }
  }

  func look(atLink path: String) throws -> FileStatus? {
    do { return try status(place(path, followsLast: false)) } catch is LinkCircle { return nil }
  }

  func status(_ place: Place) throws -> FileStatus? {
    var found: FileStatus?
    switch place {
    case .below(let key): found = try below.look(atLink: key)
    case .layer(_, .file(let content)): found = try below.look(at: content.path)
    case .layer(let key, .folder): found = Self.status(.folder, size: 0, at: key)
    case .layer(let key, .link(let target)):
      found = Self.status(.link, size: target.utf8.count, at: key)
    case .layer(_, .removed): return nil
    }
    if let time = times.withLock({ $0[PathKey(place.key)] }) { found?.modified = time }
    return found
  }

  /// The status of something that is only in the layer.
  private static func status(_ kind: FileStatus.Kind, size: Int, at key: String) -> FileStatus {
    // No file system has a device of this number.
    let number = UInt64(truncatingIfNeeded: PathKey(key).hashValue)
    let identity = FileStatus.Identity(device: .max, number: number)
    return FileStatus(kind: kind, size: size, permissions: 0o755, identity: identity)
  }

  func realPath(_ path: String) throws -> String {
    let place = try place(path, for: "look at")
    guard try status(place) != nil else { throw try missing("look at", path) }
    return place.key
  }

  /// The path of the file in which the bytes of one are.
  func contentPath(_ path: String) throws -> String {
    switch try place(path, for: "read") {
    case .layer(_, .file(let content)): content.path
    case .layer: path
    case .below(let key): key
    }
  }

  // MARK: - Reading

  func read(_ path: String) throws -> [UInt8] {
    try reading(path) { try below.read($0) }
  }

  func open(_ path: String) throws -> any FileReader {
    try reading(path) { try below.open($0) }
  }

  private func reading<Result>(_ path: String, _ body: (String) throws -> Result) throws -> Result {
    if StandardStreams.descriptor(named: path) != nil { return try body(path) }
    let place = try place(path, for: "read")
    switch place {
    case .below(let key): return try reaching(place, key, "read", path, body)
    case .layer(_, .file(let content)): return try body(content.path)
    case .layer(_, .folder):
      throw ValueError(.io, "cannot read \(try below.absolute(path)): it is a folder")
    case .layer(_, .link), .layer(_, .removed): throw try missing("read", path)
    }
  }

  /// Does something with what is below, where a link of the layer may lead. Messages name the path of the script.
  private func reaching<Result>(
    _ place: Place, _ key: String, _ action: String, _ path: String,
    _ body: (String) throws -> Result
  ) throws -> Result {
    guard try status(place) != nil else { throw try missing(action, path) }
    do { return try body(key) } catch let error as ValueError {
      let message = error.message.replacing(key, with: try below.absolute(path))
      throw ValueError(error.kind, message, help: error.help)
    }
  }

  func list(_ path: String) throws -> [String] {
    let place = try place(path, for: "list")
    var names: Set<PathKey> = []
    switch place {
    case .below(let key):
      names = try Set(reaching(place, key, "list", path, below.list).map(PathKey.init))
    case .layer(_, .folder): break
    case .layer(_, .file):
      throw FileFailure.error(Self.notAFolder, "list", try below.absolute(path))
    case .layer(_, .link), .layer(_, .removed): throw try missing("list", path)
    }
    entries.withLock { entries in
      for (key, entry) in entries {
        guard let name = key.text.path(inside: place.key).map(PathKey.init), !name.text.isEmpty,
          !name.text.hasSlash
        else { continue }
        if case .removed = entry { names.remove(name) } else { names.insert(name) }
      }
    }
    return names.sorted().map(\.text)
  }
}
