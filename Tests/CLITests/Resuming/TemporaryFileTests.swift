import Foundation
import TestSupport
import Testing

/// Temporary files last as long as the run that made them, across the processes that it takes.
@Suite(.blocking) struct TemporaryFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Whether a path that a script has printed is there.
  private func exists(_ printed: String) -> Bool {
    let path = printed.trimmingCharacters(in: .newlines).replacing("<folder>", with: folder.path)
    #expect(path.hasPrefix("/"))
    return FileManager.default.fileExists(atPath: path)
  }

  /// Runs a command whose journal later ones find.
  private func shell(_ command: String) throws -> Shell.Result {
    try Shell.run("export XDG_STATE_HOME=$PWD/state; " + command, in: folder.url)
  }

  private var left: [String] {
    let runs = folder.path + "/state/imgflow/runs"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    return names.filter { $0.hasSuffix(".temporary") }
  }

  @Test(arguments: [
    "imgflow run.imgflow", "imgflow run.imgflow --no-journal", "imgflow - < run.imgflow",
    "imgflow -e \"$(cat run.imgflow)\"", "imgflow test.imgflow || true",
    "imgflow wrong.imgflow || true",
  ])
  func `they are removed at the end`(_ command: String) throws {
    let script = """
      let folder = file.temporary(folder: true)
      file.createFolder(folder + "/a/b")
      file.write(folder + "/a/b/c", "x")
      file.link("/etc", at: folder + "/link")
      print(folder)

      """
    try folder.write(script, to: "run.imgflow")
    try folder.write(script + "exit(3)", to: "test.imgflow")
    try folder.write("import \"./nothing.imgflow\"\n", to: "wrong.imgflow")
    let run = try shell(command)
    #expect(run.status == 0, "\(run.errors)")
    if !command.contains("wrong") { #expect(!exists(run.output)) }
    #expect(left.isEmpty && FileManager.default.fileExists(atPath: "/etc/passwd"))
  }

  @Test func `a run that can go on finds them again`() throws {
    try folder.write(
      """
      let path = file.temporary(".txt")
      file.write(path, "kept")
      let other = file.temporary(".txt")
      process.run("test", ["-e", "go"])
      print(path != other, file.text(path), file.size(other), file.exists(file.temporary()))
      """, to: "run.imgflow")
    let first = try shell("imgflow run.imgflow")
    #expect(first.status == 7, "\(first.errors)")
    #expect(left.count == 1)
    let second = try shell("touch go; imgflow resume last")
    #expect(second.output == "true kept 0 true\n", "\(second.errors)")
    #expect(left.isEmpty)
  }

  @Test func `a run that is removed takes them along`() throws {
    try folder.write("file.temporary()\nprocess.run(\"false\")\n", to: "run.imgflow")
    #expect(try shell("imgflow run.imgflow").status == 7)
    #expect(left.count == 1)
    _ = try shell("imgflow runs rm last")
    #expect(left.isEmpty)
  }
}
