import Foundation
import ImgFlowSyntax
import TestSupport
import Testing

/// Versions: of the packages that are used, and of a release.
@Suite(.blocking) struct ReleaseTests {
  private func run(_ script: String, _ words: [String], in folder: URL) throws -> ProgramRun {
    try ProgramRun(folder.appending(path: "scripts/\(script)").path, words, in: folder)
  }

  @Test func `the packages that are used are those of the list`() throws {
    let run = try run("dependencies", [], in: Repository.root)
    #expect(run.status == 0, "\(run.errors)")
    let manifest = try String(
      contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    let addresses = manifest.matches(of: /url: "([^"]+)"/).map(\.1)
    let exact = manifest.matches(of: /url: "([^"]+)", exact: "([\d.]+)"/)
    #expect(addresses.count == exact.count && addresses.count > 5)
    let list = try String(
      contentsOf: Repository.root.appending(path: "dependencies.tsv"), encoding: .utf8)
    for match in exact {
      #expect(list.contains("\t\(match.2)\t"), "\(match.1)")
      #expect(list.contains(match.1), "\(match.1)")
    }
  }

  @Test func `the version report names each of them`() throws {
    let report = try ProgramRun.output(of: BuiltPrograms.imgflow, ["--version", "--verbose"])
    let list = try String(
      contentsOf: Repository.root.appending(path: "dependencies.tsv"), encoding: .utf8)
    let words = report.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for line in list.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t")
      #expect(words.contains("\(cells[0]) \(cells[1])"))
    }
    #expect(words.hasPrefix("imgflow \(Version.text) build "))
    #expect(words.contains("libreadline.so."))
    #expect(report.contains(/Swift +\d+\.\d+/))
  }

  /// A checkout with what a release reads.
  private func checkout() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let files = [
      "scripts/release", "scripts/lib/layout.sh", "scripts/lib/changelog.py", "CHANGELOG.md",
      "Sources/ImgFlowSyntax/Version.swift",
    ]
    for file in files {
      let target = folder.url.appending(path: file)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Repository.root.appending(path: file), to: target)
    }
    try git(["init", "--quiet"], in: folder)
    try git(["config", "user.name", "Test"], in: folder)
    try git(["config", "user.email", "test@example.com"], in: folder)
    try git(["add", "."], in: folder)
    try git(["commit", "--quiet", "--message", "All"], in: folder)
    return folder
  }

  @discardableResult
  private func git(_ words: [String], in folder: TemporaryFolder) throws -> String {
    try ProgramRun.output(of: "/usr/bin/env", ["git"] + words, in: folder.url)
  }

  private static let short = ["--dry-run", "--without-tests", "--without-packages"]

  @Test func `a rehearsal shows the release and changes nothing`() throws {
    let folder = try checkout()
    let before = try git(["log", "--all", "--oneline", "--decorate"], in: folder)
    let run = try run("release", ["9.0.0"] + Self.short, in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Test: Release 9.0.0"))
    #expect(run.output.contains("+  public static let text = \"9.0.0\""))
    #expect(run.output.contains("+## 9.0.0 – "))
    #expect(run.output.hasSuffix("Rehearsed the release of 9.0.0. Nothing was changed here.\n"))
    #expect(try git(["log", "--all", "--oneline", "--decorate"], in: folder) == before)
    #expect(try git(["status", "--porcelain"], in: folder).isEmpty)
  }

  @Test func `what cannot be released is refused`() throws {
    let folder = try checkout()
    let cases: [([String], String)] = [
      ([], "no version to release\n  help: "),
      (["9.0"], "`9.0` is not a version\n  help: write three numbers"),
      (["09.0.0"], "`09.0.0` is not a version\n  help: "),
      (["9.0.0", "9.0.1"], "one version can be released, but `9.0.1` was also given\n"),
      (["9.0.0", "--dry-rum"], "unknown argument `--dry-rum`\n  help: "),
      (["9.0.0", "--without-tests"], "a release leaves nothing out\n  help: add `--dry-run`"),
      (["0.0.1"] + Self.short, "0.0.1 is older than \(Version.text)\n  help: "),
    ]
    for (words, message) in cases {
      let run = try run("release", words, in: folder.url)
      #expect(run.status == 1 && run.errors.hasPrefix("error: " + message), "\(run.errors)")
    }
    try git(["tag", "v9.0.0"], in: folder)
    let tagged = try run("release", ["9.0.0"] + Self.short, in: folder.url)
    #expect(tagged.errors.hasPrefix("error: the tag v9.0.0 exists already\n"), "\(tagged.errors)")
    try folder.write("# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- First.\n", to: "CHANGELOG.md")
    let open = try run("release", ["9.1.0"] + Self.short, in: folder.url)
    #expect(open.errors.hasPrefix("error: there are changes that are not committed\n"))
    try git(["commit", "--quiet", "--all", "--message", "Nothing new"], in: folder)
    let empty = try run("release", ["9.1.0"] + Self.short, in: folder.url)
    #expect(empty.errors.hasPrefix("error: nothing in CHANGELOG.md is unreleased\n"))
  }
}
