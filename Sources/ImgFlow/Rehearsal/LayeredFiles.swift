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
  /// Is given what is written to the streams of the program, and to pipes and devices.
  let onStream: @Sendable (_ path: String, _ bytes: Int) -> Void

  init(
    over below: DiskFiles, _ scratch: ScratchFolder,
    onStream: @escaping @Sendable (_ path: String, _ bytes: Int) -> Void
  ) {
    (self.below, self.scratch, self.onStream) = (below, scratch, onStream)
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

  /// Follows the links in a path.
  func place(_ path: String, followsLast: Bool = true) throws -> Place {
    let parts = try below.absolute(path).pathNames
    var key = ""
    for (index, part) in parts.enumerated() {
      key += "/" + part
      guard index < parts.count - 1 || followsLast, entry(around: key) == nil,
        try below.look(atLink: key)?.kind == .link, let real = try? below.realPath(key)
      else { continue }
      key = real == "/" ? "" : real
    }
    if key.isEmpty { key = "/" }
    guard let found = entry(around: key) else { return .below(key: key) }
    // What is inside a file, or inside a folder that is only in the layer, is not there.
    return .layer(key: key, found.key == key ? found.entry : .removed)
  }

  /// The entry of a path, or of what contains it; nil if what is below shows through.
  private func entry(around key: String) -> (key: String, entry: Entry)? {
    entries.withLock { entries in
      if entries.isEmpty { return nil }
      var path = key
      while true {
        if let entry = entries[PathKey(path)] { return (path, entry) }
        let folder = Paths.folder(of: path)
        if folder == path || path == "/" { return nil }
        path = folder
      }
    }
  }

  // MARK: - Looking

  var currentDirectory: String { get throws { try below.currentDirectory } }

  func look(at path: String) throws -> FileStatus? { try status(place(path), follows: true) }

  func look(atLink path: String) throws -> FileStatus? {
    try status(place(path, followsLast: false), follows: false)
  }

  func status(_ place: Place, follows: Bool = true) throws -> FileStatus? {
    switch place {
    case .below(let key): return try follows ? below.look(at: key) : below.look(atLink: key)
    case .layer(_, .file(let content)): return try below.look(at: content.path)
    case .layer(let key, .folder):
      // No file system has a device of this number.
      let number = UInt64(truncatingIfNeeded: key.hashValue)
      let identity = FileStatus.Identity(device: .max, number: number)
      return FileStatus(kind: .folder, size: 0, permissions: 0o755, identity: identity)
    case .layer(_, .removed): return nil
    }
  }

  func realPath(_ path: String) throws -> String {
    switch try place(path) {
    case .below: return try below.realPath(path)
    case .layer(_, .removed): throw try missing("look at", path)
    case .layer(let key, _): return key
    }
  }

  /// The path of the file in which the bytes of one are.
  func contentPath(_ path: String) throws -> String {
    switch try place(path) {
    case .layer(_, .file(let content)): return content.path
    case .layer, .below: return path
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
    switch try place(path) {
    case .below: return try body(path)
    case .layer(_, .file(let content)): return try body(content.path)
    case .layer(_, .folder):
      throw ValueError(.io, "cannot read \(try below.absolute(path)): it is a folder")
    case .layer(_, .removed): throw try missing("read", path)
    }
  }

  func list(_ path: String) throws -> [String] {
    let place = try place(path)
    var names: Set<PathKey> = []
    switch place {
    case .below: names = Set(try below.list(path).map(PathKey.init))
    case .layer(_, .folder): break
    case .layer(_, .file):
      throw FileFailure.error(Self.notAFolder, "list", try below.absolute(path))
    case .layer(_, .removed): throw try missing("list", path)
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
