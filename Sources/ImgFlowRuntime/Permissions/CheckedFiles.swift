import ImgFlowValues

/// Files that check themselves what they lead to.
package protocol ConfinableFiles: FileAccess {
  /// The same files, as far as a run may use them.
  func confined(by permissions: Permissions) -> any FileAccess
}

/// Files of a host of its own, of which each path is checked before it is used.
struct CheckedFiles: FileAccess {
  private let files: any FileAccess
  private let permissions: Permissions

  init(_ files: any FileAccess, _ permissions: Permissions) {
    (self.files, self.permissions) = (files, permissions)
  }

  /// Checks a path and returns it.
  private func checked(_ path: String, _ access: Permissions.Access) throws -> String {
    if path == "-" { return path }
    let absolute = try files.absolute(path)
    try permissions.check(real(absolute), access, written: absolute)
    return path
  }

  private func real(_ path: String) throws -> String {
    if try files.look(atLink: path) != nil { return try files.realPath(path) }
    let folder = Paths.folder(of: path)
    return folder.isPath(path) ? path : Paths.absolute(Paths.name(of: path), in: try real(folder))
  }

  var currentDirectory: String { get throws { try files.currentDirectory } }
  func look(at path: String) throws -> FileStatus? { try files.look(at: checked(path, .look)) }
  func look(atLink path: String) throws -> FileStatus? {
    try files.look(atLink: checked(path, .look))
  }
  func realPath(_ path: String) throws -> String { try files.realPath(checked(path, .look)) }
  func read(_ path: String) throws -> [UInt8] { try files.read(checked(path, .read)) }
  func open(_ path: String) throws -> any FileReader { try files.open(checked(path, .read)) }
  func list(_ path: String) throws -> [String] { try files.list(checked(path, .read)) }
  func write(_ bytes: [UInt8], to path: String) throws {
    try files.write(bytes, to: checked(path, .write))
  }
  func replacement(for path: String) throws -> any FileWriter {
    try files.replacement(for: checked(path, .write))
  }
  func append(_ bytes: [UInt8], to path: String) throws {
    try files.append(bytes, to: checked(path, .write))
  }
  func createDirectory(_ path: String) throws {
    try files.createDirectory(checked(path, .write))
  }
  func copy(_ path: String, to target: String) throws {
    try files.copy(checked(path, .read), to: checked(target, .write))
  }
  func move(_ path: String, to target: String) throws {
    let (path, target) = (try checked(path, .write), try checked(target, .write))
    try permissions.checkMove(from: real(files.absolute(path)), to: real(files.absolute(target)))
    try files.move(path, to: target)
  }
  func remove(_ path: String) throws { try files.remove(checked(path, .write)) }
  func touch(_ path: String) throws { try files.touch(checked(path, .write)) }
  func link(_ target: String, at path: String) throws {
    try files.link(checked(target, .read), at: checked(path, .write))
  }
  func settle(_ path: String) throws { try files.settle(checked(path, .write)) }
  func note(_ change: FileChange) { files.note(change) }
}
