import Foundation
import TestSupport
import Testing

/// A walk goes on in a resumed run as it began, although its files have been moved meanwhile.
@Suite(.blocking) struct ResumedWalkTests {
  @Test func `files that are moved on the way`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "in/d"), withIntermediateDirectories: true)
    for name in ["in/a", "in/b", "in/c", "in/d/e"] { try folder.write(name, to: name) }
    try folder.write(
      """
      for path in file.walk("in", (path, isFolder) => true) {
        if file.name(path) != "d" { file.move(path, "out-\\(file.name(path))") }
        if file.name(path) == "b" { process.run("test", ["-e", "go"]) }
      }
      print(file.list(".").filter(name => name.startsWith("out-")))
      """, to: "run.imgflow")
    let first = try Shell.run(
      "export XDG_STATE_HOME=$PWD/state; imgflow run.imgflow", in: folder.url)
    #expect(first.status == 7, "\(first.errors)")
    let second = try Shell.run(
      "export XDG_STATE_HOME=$PWD/state; touch go; imgflow resume last", in: folder.url)
    #expect(second.output == #"["out-a", "out-b", "out-c", "out-e"]"# + "\n", "\(second.errors)")
  }
}
