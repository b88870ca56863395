import Foundation
import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlow

/// A layer above files changes nothing below it, and looks like files that were changed.
@Suite(.blocking) struct LayeredFilesTests {
  private static let names = [
    "a", "b", "c", "d", "d/x", "d/w", "d/y", "d/y/z", "e/f", "e", "link", "way/x", "way",
    "a/b", "d/y/z/q", "d/\u{e9}", "d/e\u{301}", "d/\u{301}",
  ]

  private static func makeTree() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(
      at: folder.url.appending(path: "d/y"), withIntermediateDirectories: true)
    for name in ["a", "b", "d/x", "d/y/z"] { try folder.write("text of \(name)", to: name) }
    for (name, target) in [("link", "a"), ("way", "d")] {
      try files.createSymbolicLink(
        atPath: folder.path + "/" + name, withDestinationPath: target)
    }
    return folder
  }

  /// Does one random thing, and returns what came of it.
  private static func act(
    _ random: inout SeededRandom, _ files: any FileAccess, in folder: String
  ) -> String {
    func path() -> String {
      let name = names.randomElement(using: &random) ?? ""
      return "\(folder)/\(name)"
    }
    let (first, second) = (path(), path())
    let kind = Int.random(in: 0..<15, using: &random)
    let bytes = Array("\(Int.random(in: 0..<100, using: &random))".utf8)
    var result: String
    do {
      result =
        switch kind {
        case 0: "\(try files.write(bytes, to: first))"
        case 1: "\(try files.append(bytes, to: first))"
        case 2: "\(try files.copy(first, to: second))"
        case 3: "\(try files.move(first, to: second))"
        case 4: "\(try files.remove(first))"
        case 5: "\(try files.createDirectory(first))"
        case 6: String(decoding: try files.read(first), as: UTF8.self)
        case 7: "\(try files.list(first))"
        case 8: "\(try files.look(at: first).map { "\($0.kind)" } ?? "nothing")"
        case 9: "\(try write(bytes, with: files.replacement(for: first)))"
        case 10: try files.realPath(first)
        case 11: "\(try files.touch(first))"
        case 12: "\(try files.link(first, at: second))"
        case 13: "\(try files.look(atLink: first).map { "\($0.kind)" } ?? "nothing")"
        default:
          String(decoding: try files.open(first).next(atMost: 1 << 20), as: UTF8.self)
        }
    } catch { result = (error as? ValueError)?.message ?? "\(error)" }
    return "\(kind) \(first) \(second): \(result)".replacing(folder, with: "<folder>")
  }

  private static func write(_ bytes: [UInt8], with writer: any FileWriter) throws {
    try writer.append(bytes[...])
    try writer.finish()
  }

  /// What is seen of a folder through `files`.
  private static func tree(
    _ files: any FileAccess, _ path: String, from root: String
  ) throws -> [String] {
    try files.list(path).flatMap { name -> [String] in
      let inner = "\(path)/\(name)"
      let isLink = try files.look(atLink: inner)?.kind == .link
      guard let kind = try files.look(at: inner)?.kind else { return ["\(name): nothing"] }
      if isLink { return try ["\(name) → \(files.realPath(inner).replacing(root, with: ""))"] }
      guard kind == .folder else {
        return ["\(name): \(String(decoding: try files.read(inner), as: UTF8.self))"]
      }
      return try ["\(name)/"] + tree(files, inner, from: root).map { "\(name)/\($0)" }
    }
  }

  @Test(arguments: 0..<60)
  func `what happens in the layer happens as without it, and nothing below it changes`(
    _ number: Int
  ) throws {
    var random = TestSeed.numbers(for: "layer \(number)")
    var other = random
    let (real, covered) = (try Self.makeTree(), try Self.makeTree())
    let before = try FolderSnapshot(covered.url)
    let files = LayeredFiles(over: DiskFiles(), ScratchFolder(), now: { 0 }, onStream: { _, _ in })
    var done: [String] = []
    for _ in 0..<40 {
      let expected = Self.act(&random, DiskFiles(), in: real.path)
      let found = Self.act(&other, files, in: covered.path)
      done.append(expected)
      #expect(found == expected, "\(TestSeed.advice)")
      if found != expected { return }
    }
    let found = try Self.tree(files, covered.path, from: covered.path)
    let expected = try Self.tree(DiskFiles(), real.path, from: real.path)
    #expect(found == expected, "\(TestSeed.advice) after \(done.joined(separator: "\n"))")
    #expect(try FolderSnapshot(covered.url) == before)
  }

  @Test func `links of the layer are followed like those below`() throws {
    let folder = try Self.makeTree()
    let files = LayeredFiles(
      over: DiskFiles(), ScratchFolder(), now: { 7_000 }, onStream: { _, _ in })
    let path = { (name: String) in folder.path + "/" + name }
    try files.link(path("way"), at: path("new"))
    try files.write(Array("changed".utf8), to: path("new/x"))
    #expect(try files.read(path("d/x")) == Array("changed".utf8))
    #expect(try files.realPath(path("new/y/z")) == path("d/y/z"))
    #expect(try files.list(path("new")) == files.list(path("d")))
    try files.move(path("new"), to: path("d/new"))
    #expect(try files.look(at: path("d/new/new/new"))?.kind == .folder)
    // A circle: a link that has taken the place of what it led to.
    try files.link(path("a"), at: path("round"))
    try files.move(path("round"), to: path("a"))
    #expect(try files.look(at: path("a")) == nil && files.look(atLink: path("a"))?.kind == .link)
    #expect(throws: ValueError.self) { try files.read(path("a")) }
    #expect(throws: ValueError.self) { try files.link(path("b"), at: path("a")) }
    try files.touch(path("b"))
    #expect(try files.look(at: path("b"))?.modified == 7_000)
    #expect(
      files.changes.map { "\($0.kind) \($0.path.dropFirst(folder.path.count + 1))" }
        == ["link a", "touch b", "link d/new", "replace d/x"])
  }

  @Test func `the scratch folder is gone in the end`() throws {
    let folder = try TemporaryFolder()
    var path = ""
    do {
      let files = LayeredFiles(
        over: DiskFiles(), ScratchFolder(), now: { 0 }, onStream: { _, _ in })
      try files.write(Array("text".utf8), to: folder.path + "/a")
      path = try files.contentPath(folder.path + "/a")
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(files.changes.map(\.kind) == [.create])
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
