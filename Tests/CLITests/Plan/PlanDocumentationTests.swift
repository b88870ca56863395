import Foundation
import TestSupport
import Testing

/// What `docs/unattended.md` shows of plans is what comes out.
@Suite(.blocking) struct PlanDocumentationTests {
  @Test func `the plan in the manual is that of its script`() throws {
    let page = Repository.root.appending(path: "docs/unattended.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## What a run would do\n").last)
    let script = try #require(section.firstMatch(of: /(?s)```imgflow sandbox\n(.*?)```/)).1
    let shown = try #require(section.firstMatch(of: /(?s)```text\n(.*?)```/)).1
    let command = try #require(section.firstMatch(of: /`(imgflow plan [^`]*)`/)).1
    let folder = try TemporaryFolder()
    try folder.write(String(script), to: "night.imgflow")
    for name in ["a", "b", "c"] {
      try FileManager.default.copyItem(
        at: Repository.fixture("images/banner.jpg"),
        to: folder.url.appending(path: "\(name).jpg"))
    }
    let run = try Shell.run(String(command), in: folder.url)
    #expect(run.status == 5, "\(run.errors)")
    if GoldenFile.isRecording, run.output != shown {
      try text.replacing("```text\n\(shown)```", with: "```text\n\(run.output)```")
        .write(to: page, atomically: true, encoding: .utf8)
      Issue.record("the plan in docs/unattended.md was rewritten")
    } else {
      #expect(run.output == shown)
    }
  }
}
