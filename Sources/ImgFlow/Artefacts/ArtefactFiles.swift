import ImgFlowRuntime

/// The files of this machine, with a record of what is written.
struct ArtefactFiles: ConfinableFiles {
  private let files: DiskFiles
  private let artefacts: Artefacts

  init(_ files: DiskFiles, _ artefacts: Artefacts) {
    self.files = files
    self.artefacts = artefacts
  }

  func confined(by permissions: Permissions) -> any FileAccess {
    ArtefactFiles(files.restricted(by: permissions), artefacts)
  }

  // MARK: - Writing

  func write(_ bytes: [UInt8], to path: String) throws {
    try files.write(bytes, to: path)
    note(.written(path))
  }

  func replacement(for path: String) throws -> any FileWriter {
    NotedWriter(writer: try files.replacement(for: path), path: path, artefacts: artefacts)
  }

  func append(_ bytes: [UInt8], to path: String) throws {
    let size = try files.look(at: path)?.size ?? 0
    try files.append(bytes, to: path)
    note(.appended(path, after: size))
  }

  func copy(_ path: String, to target: String) throws {
    try files.copy(path, to: target)
    note(.copied(path, to: target))
  }

  func move(_ path: String, to target: String) throws {
    try files.move(path, to: target)
    note(.moved(path, to: target))
  }

  func remove(_ path: String) throws {
    try files.remove(path)
    note(.removed(path))
  }

  func note(_ change: FileChange) {
    switch change {
    case .written(let path): artefacts.note(path)
    case .appended(let path, let size):
      artefacts.note(path, foreign: artefacts.foreign(path) ?? size)
    case .copied(let path, let target): artefacts.copied(path, to: target)
    case .moved(let path, let target): artefacts.moved(path, to: target)
    case .removed(let path): artefacts.removed(path)
    }
  }

  // MARK: - The rest

  var currentDirectory: String { get throws { try files.currentDirectory } }
  func look(at path: String) throws -> FileStatus? { try files.look(at: path) }
  func look(atLink path: String) throws -> FileStatus? { try files.look(atLink: path) }
  func realPath(_ path: String) throws -> String { try files.realPath(path) }
  func read(_ path: String) throws -> [UInt8] { try files.read(path) }
  func open(_ path: String) throws -> any FileReader { try files.open(path) }
  func list(_ path: String) throws -> [String] { try files.list(path) }
  func createDirectory(_ path: String) throws { try files.createDirectory(path) }
  func touch(_ path: String) throws { try files.touch(path) }
  func link(_ target: String, at path: String) throws { try files.link(target, at: path) }
  func settle(_ path: String) throws { try files.settle(path) }
}

/// A file that is noted when it is finished: before that, the old file is still in place.
private final class NotedWriter: FileWriter {
  private let writer: any FileWriter
  private let path: String
  private let artefacts: Artefacts

  init(writer: any FileWriter, path: String, artefacts: Artefacts) {
    self.writer = writer
    self.path = path
    self.artefacts = artefacts
  }

  func append(_ bytes: ArraySlice<UInt8>) throws { try writer.append(bytes) }

  func finish() throws {
    try writer.finish()
    artefacts.note(path)
  }

  func discard() { writer.discard() }
}
