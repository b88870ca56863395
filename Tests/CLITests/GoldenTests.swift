import Foundation
import TestSupport
import Testing

/// What people see when they use the program, and above all when something goes wrong.
///
/// Every file in `Tests/Golden/cli` is a case; `IMGFLOW_RECORD=1` writes what is seen now into it,
/// and fails, so that nobody records by accident.
@Suite struct GoldenTests {
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: Repository.golden("cli").path)
    return (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: names)
  func `looks as recorded`(_ name: String) throws {
    let file = Repository.golden("cli").appendingPathComponent(name)
    let golden = try GoldenCase(String(contentsOf: file, encoding: .utf8))
    let folder = try TemporaryFolder()
    try golden.write(into: folder.url)
    let run = try Shell.run(golden.command, in: folder.url)
    if GoldenFile.isRecording {
      try golden.text(with: run).write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    #expect(run.output == golden.output)
    #expect(run.errors == golden.errors)
    #expect(run.status == golden.status)
  }
}

extension GoldenCase {
  /// Makes the files of the case.
  func write(into folder: URL) throws {
    for file in files {
      let target = folder.appendingPathComponent(file.name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      var data = Data(file.text.utf8)
      if let source = file.source {
        data = try Data(contentsOf: Repository.root.appendingPathComponent(source))
      }
      try data.prefix(file.limit ?? data.count).write(to: target)
    }
  }
}
