import Foundation
import TestSupport
import Testing

@testable import imgflow_cli

/// `scripts/install` and `scripts/uninstall`, on folders.
@Suite(.blocking) struct InstallTests {
  private let folder: TemporaryFolder
  /// Programs that are small to copy, and run the built ones.
  private let build: URL
  private let prefix: URL

  init() throws {
    folder = try TemporaryFolder()
    build = folder.url.appending(path: "build")
    prefix = folder.url.appending(path: "prefix")
    for url in [build, prefix] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    for name in ["imgflow", "imgflow-sandbox"] {
      let built = BuiltPrograms.folder.appending(path: name).path
      let file = try folder.write("#!/bin/sh\nexec '\(built)' \"$@\"\n", to: "build/\(name)")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    }
  }

  private func run(_ script: String, _ words: [String] = [], as user: [String] = []) throws
    -> ProgramRun
  {
    let path = Repository.root.appending(path: "scripts/\(script)").path
    return try ProgramRun(
      "/usr/bin/env", user + ["bash", path] + words, in: folder.url,
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path])
  }

  private func install(_ more: [String] = []) throws -> ProgramRun {
    try run("install", ["--from", build.path, "--prefix", prefix.path] + more)
  }

  private var files: Set<String> {
    get throws {
      Set(try FileManager.default.subpathsOfDirectory(atPath: prefix.path))
    }
  }

  @Test func `what is installed works, and is removed to the last folder`() throws {
    try folder.write("mine", to: "prefix/other.txt")
    let before = try files
    let run = try install()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("export PATH=\"\(prefix.path)/bin:$PATH\""))
    let commands = RootCommand.pages.commands.filter { $0.program == nil }.map(\.word)
    let pages = commands.map { "share/man/man1/imgflow-\($0).1" }
    let expected = Set(
      pages + [
        "bin/imgflow", "bin/imgflow-sandbox", "share/imgflow/installed",
        "share/man/man1/imgflow.1", "share/man/man1/imgflow-sandbox.1",
        "share/bash-completion/completions/imgflow",
        "share/bash-completion/completions/imgflow-sandbox",
        "share/zsh/site-functions/_imgflow", "share/zsh/site-functions/_imgflow-sandbox",
        "share/fish/vendor_completions.d/imgflow.fish",
        "share/fish/vendor_completions.d/imgflow-sandbox.fish",
      ])
    #expect(try files.subtracting(before).filter { !isFolder($0) } == expected)
    let program = prefix.appending(path: "bin/imgflow").path
    #expect(try ProgramRun(program, ["-e", "1 + 1"]).output == "2\n")

    // Installing again replaces; a file that is not made any more goes.
    try folder.write("old", to: "prefix/share/man/man1/imgflow-gone.1")
    let list = try folder.text("prefix/share/imgflow/installed")
    let digest = String(repeating: "0", count: 64)
    try folder.write(
      "\(digest)  share/man/man1/imgflow-gone.1\n" + list, to: "prefix/share/imgflow/installed")
    let again = try install()
    #expect(again.status == 0, "\(again.errors)")
    #expect(try files.filter { !isFolder($0) } == expected.union(["other.txt"]))

    let removal = try self.run("uninstall", ["--prefix", prefix.path])
    #expect(removal.status == 0, "\(removal.errors)")
    #expect(try files == before)
  }

  private func isFolder(_ name: String) -> Bool {
    (try? prefix.appending(path: name).resourceValues(forKeys: [.isDirectoryKey]).isDirectory)
      == true
  }

  @Test func `the real programs are copied`() throws {
    let run = try run(
      "install",
      ["--from", BuiltPrograms.folder.path, "--prefix", prefix.path, "--without-sandbox"])
    #expect(run.status == 0, "\(run.errors)")
    let programs = try FileManager.default.contentsOfDirectory(atPath: prefix.path + "/bin")
    #expect(programs == ["imgflow"])
    let same = FileManager.default.contentsEqual(
      atPath: prefix.path + "/bin/imgflow",
      andPath: BuiltPrograms.folder.appending(path: "imgflow").path)
    #expect(same)
  }

  @Test(arguments: [
    "bin/imgflow", "share/man/man1/imgflow-check.1",
    "share/fish/vendor_completions.d/imgflow-sandbox.fish",
  ])
  func `a file of someone else stops the installation before it begins`(_ name: String) throws {
    let file = prefix.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try folder.write("theirs", to: "prefix/\(name)")
    let before = try files
    let run = try install()
    #expect(run.status == 1)
    #expect(
      run.errors == """
        error: \(file.path) exists, and was not installed by this script
          help: remove it, or choose another folder with --prefix

        """)
    #expect(try files == before)
    #expect(try folder.text("prefix/\(name)") == "theirs")
  }

  @Test func `a file that was changed, and a folder with other files, stay`() throws {
    #expect(try install().status == 0)
    try folder.write("changed", to: "prefix/share/man/man1/imgflow.1")
    try folder.write("theirs", to: "prefix/share/zsh/site-functions/_other")
    let run = try self.run("uninstall", ["--prefix", prefix.path])
    #expect(run.status == 0)
    #expect(run.errors.contains("share/man/man1/imgflow.1 was changed since it was installed"))
    let left = try ProgramRun.output(of: "/usr/bin/env", ["find", prefix.path, "-type", "f"])
    let names = left.split(separator: "\n").map { $0.dropFirst(prefix.path.count + 1) }
    #expect(Set(names) == ["share/man/man1/imgflow.1", "share/zsh/site-functions/_other"])
  }

  @Test func `mistakes have a cause and a cure, and change nothing`() throws {
    let missing = folder.url.appending(path: "nowhere").path
    let empty = folder.url.appending(path: "empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    try folder.write("", to: "prefix/share")
    let cases: [(script: String, words: [String], message: String)] = [
      ("install", ["--prefix", missing], "error: the folder \(missing) does not exist\n  help: "),
      ("install", ["--from", missing], "error: the folder \(missing) does not exist\n  help: "),
      ("install", ["--prefix"], "error: `--prefix` needs a folder\n"),
      ("install", ["--perfix", "x"], "error: unknown argument `--perfix`\n  help: "),
      (
        "install", ["--from", empty.path, "--prefix", empty.path],
        "error: \(empty.path) has no program imgflow\n  help: build it with scripts/build"
      ),
      (
        "install", ["--from", build.path, "--prefix", prefix.path],
        "error: \(prefix.path)/share is not a folder\n  help: "
      ),
      (
        "uninstall", ["--prefix", missing], "error: the folder \(missing) does not exist\n  help: "
      ),
      ("uninstall", ["--prefix"], "error: `--prefix` needs a folder\n"),
      ("uninstall", ["x"], "error: unknown argument `x`\n  help: "),
      (
        "uninstall", ["--prefix", empty.path],
        "error: nothing is installed in \(empty.path)\n  help: "
      ),
    ]
    let before = try files
    for (script, words, message) in cases {
      let run = try self.run(script, words)
      #expect(run.status == 1, "\(script) \(words)")
      #expect(run.errors.hasPrefix(message), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try files == before)
  }

  /// Root gives up its rights over the files of others and over permissions, and keeps its name: another user may
  /// not even reach the folder of the test.
  @Test func `without the right to write nothing is written or removed`() throws {
    let powerless = getuid() == 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []
    let words = ["--from", build.path, "--prefix", prefix.path]
    let refused = try withoutRightToWrite(in: prefix) { try run("install", words, as: powerless) }
    #expect(refused.status == 1)
    #expect(
      refused.errors.hasPrefix("error: no right to write in \(prefix.path)\n  help: run the"),
      "\(refused.errors)")
    #expect(try files.isEmpty)

    #expect(try install().status == 0)
    let before = try files
    let programs = prefix.appending(path: "bin")
    let kept = try withoutRightToWrite(in: programs) {
      try run("uninstall", ["--prefix", prefix.path], as: powerless)
    }
    #expect(kept.status == 1)
    #expect(
      kept.errors.hasPrefix("error: no right to write in \(programs.path)\n  help: "),
      "\(kept.errors)")
    #expect(try files == before)
  }

  private func withoutRightToWrite(in folder: URL, body: () throws -> ProgramRun) throws
    -> ProgramRun
  {
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
    return try body()
  }
}
