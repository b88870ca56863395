import Foundation
import ImgFlow
import ImgFlowValues
import TestSupport
import Testing

@Suite(.blocking) struct DiskFilesTests {
  private let files = DiskFiles()
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as ValueError {
      #expect(error.kind == .io)
      return error.message.replacingOccurrences(of: folder.url.path, with: "…")
    } catch { return "\(error)" }
  }

  @Test func `writes a file as a whole and leaves nothing else`() throws {
    try files.write(Array("one".utf8), to: path("a.txt"))
    try files.write(Array("two".utf8), to: path("a.txt"))
    try files.append(Array("+".utf8), to: path("a.txt"))
    #expect(try files.read(path("a.txt")) == Array("two+".utf8))
    #expect(try files.list(folder.url.path) == ["a.txt"])
    #expect(try files.size(path("a.txt")) == 4)
  }

  @Test func `what a killed process has left of a file is replaced with it`() throws {
    let left = path("a.txt.imgflow.part")
    try Data("half".utf8).write(to: URL(fileURLWithPath: left))
    // Another process still writes to its own.
    let held = open(path("b.txt.imgflow.part"), O_WRONLY | O_CREAT, 0o600)
    defer { close(held) }
    #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
    for name in ["a.txt", "b.txt"] {
      try files.write(Array("whole".utf8), to: path(name))
      #expect(try files.read(path(name)) == Array("whole".utf8))
    }
    #expect(try files.list(folder.url.path) == ["a.txt", "b.txt", "b.txt.imgflow.part"])
  }

  @Test func `keeps permissions and links`() throws {
    try files.write([1], to: path("target"))
    #expect(chmod(path("target"), 0o600) == 0)
    #expect(symlink("target", path("link")) == 0)
    try files.write([2], to: path("link"))
    #expect(try files.read(path("target")) == [2])
    let link = try FileManager.default.attributesOfItem(atPath: path("link"))
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
    let target = try FileManager.default.attributesOfItem(atPath: path("target"))
    #expect(target[.posixPermissions] as? Int == 0o600)
  }

  @Test func `writes to devices instead of replacing them`() throws {
    try files.write([1, 2], to: "/dev/null")
    #expect(try files.read("/dev/null") == [])
  }

  @Test func `reads files whose size the system does not tell`() throws {
    #expect(try !files.read("/proc/self/status").isEmpty)
  }

  @Test func `makes folders, moves, copies and removes`() throws {
    try files.createDirectory(path("a/b/c"))
    try files.createDirectory(path("a/b/c"))
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    try files.write(bytes, to: path("a/b/c/big"))
    try files.copy(path("a/b/c/big"), to: path("copy"))
    try files.move(path("copy"), to: path("a/moved"))
    #expect(try files.read(path("a/moved")) == bytes)
    #expect(try !files.exists(path("copy")))
    try files.remove(path("a/moved"))
    #expect(try files.list(path("a")) == ["b"])
    #expect(try files.isDirectory(path("a")) && !files.isDirectory(path("a/b/c/big")))
  }

  @Test func `says what is wrong, with the path`() throws {
    try files.write([1], to: path("file"))
    let failures: [(String, () throws -> Void)] = [
      ("no such file: …/x", { _ = try files.read(path("x")) }),
      ("cannot read …/no/x: no such folder: …/no", { _ = try files.read(path("no/x")) }),
      ("cannot read …: it is a folder", { _ = try files.read(folder.url.path) }),
      ("cannot write …/no/x: no such folder: …/no", { try files.write([], to: path("no/x")) }),
      ("cannot write …: it is a folder", { try files.write([], to: folder.url.path) }),
      ("no such folder: …/no", { _ = try files.list(path("no")) }),
      (
        "cannot list …/file: a part of the path is a file, not a folder",
        { _ = try files.list(path("file")) }
      ),
      (
        "cannot make …/file/x: a part of the path is a file, not a folder",
        { try files.createDirectory(path("file/x")) }
      ),
      ("no such file: …/x", { try files.remove(path("x")) }),
      ("cannot remove …: it is a folder", { try files.remove(folder.url.path) }),
      ("no such file: …/x", { try files.move(path("x"), to: path("y")) }),
      (
        "cannot write …/no/y: no such folder: …/no",
        { try files.move(path("file"), to: path("no/y")) }
      ),
      (
        "cannot open …/a\0b: a path cannot contain a NUL character",
        { _ = try files.read(folder.url.path + "/a\0b") }
      ),
    ]
    for (expected, body) in failures { #expect(message(body) == expected) }
  }
}
