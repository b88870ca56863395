import Foundation
import ImgFlowRuntime
import ImgFlowValues
import TestSupport

/// The real file system, seen from a temporary folder.
struct TestFolder: FileAccess {
  private let folder: TemporaryFolder
  var currentDirectory: String { folder.path }

  init() throws { folder = try TemporaryFolder() }

  private func absolute(_ path: String) -> String { Paths.absolute(path, in: currentDirectory) }

  private func attempt<T>(_ what: String, _ path: String, _ body: (String) throws -> T) throws -> T
  {
    let path = absolute(path)
    do { return try body(path) } catch {
      throw ValueError(
        .io, try exists(path) ? "cannot \(what) \(path)" : "no such file: \(path)")
    }
  }

  func read(_ path: String) throws -> [UInt8] {
    try attempt("read", path) { Array(try Data(contentsOf: URL(filePath: $0))) }
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try attempt("write", path) { try Data(bytes).write(to: URL(filePath: $0), options: .atomic) }
  }

  func append(_ bytes: [UInt8], to path: String) throws {
    try write((exists(path) ? read(path) : []) + bytes, to: path)
  }

  func look(at path: String) throws -> FileStatus? { look(path, stat) }
  func look(atLink path: String) throws -> FileStatus? { look(path, lstat) }

  private func look(
    _ path: String, _ call: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
  ) -> FileStatus? {
    var status = stat()
    guard call(absolute(path), &status) == 0 else { return nil }
    let kinds: [UInt32: FileStatus.Kind] = [UInt32(S_IFDIR): .folder, UInt32(S_IFLNK): .link]
    return FileStatus(
      kind: kinds[UInt32(status.st_mode & S_IFMT)] ?? .file, size: Int(status.st_size),
      modified: Int(status.st_mtim.tv_sec) * 1000,
      identity: .init(device: UInt64(status.st_dev), number: UInt64(status.st_ino)))
  }

  func realPath(_ path: String) throws -> String {
    URL(filePath: absolute(path)).resolvingSymlinksInPath().path
  }

  func list(_ path: String) throws -> [String] {
    try attempt("list", path) { try FileManager.default.contentsOfDirectory(atPath: $0).sorted() }
  }

  func createDirectory(_ path: String) throws {
    try attempt("create", path) {
      try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true)
    }
  }

  func touch(_ path: String) throws {
    if try !exists(path) { try write([], to: path) }
    _ = try attempt("touch", path) { utimes($0, nil) }
  }

  func link(_ target: String, at path: String) throws {
    try attempt("link to", target) { target in
      guard try exists(target) else { throw ValueError(.io, "no such file: \(target)") }
      try FileManager.default.createSymbolicLink(
        atPath: absolute(path), withDestinationPath: target)
    }
  }

  func copy(_ path: String, to target: String) throws {
    // Not `copyItem`, which crashes at paths longer than the system takes.
    try write(read(path), to: target)
  }

  func move(_ path: String, to target: String) throws {
    try attempt("move", path) {
      try FileManager.default.moveItem(atPath: $0, toPath: absolute(target))
    }
  }

  func remove(_ path: String) throws {
    try attempt("remove", path) { try FileManager.default.removeItem(atPath: $0) }
  }
}
