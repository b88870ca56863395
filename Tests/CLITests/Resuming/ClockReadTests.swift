import Foundation
import TestSupport
import Testing

/// A loop that reads the clock costs little in the journal, and a resumed run sees the same times.
@Suite(.blocking) struct ClockReadTests {
  private static let script = """
    file.write("out.txt", "a")
    let times = range(5000).toList().map(n => {
      if n % 100 == 0 { sleep(1ms) }
      now()
    })
    print(hash.sha256(times.map(t => "\\(t)").join()))
    file.text("needed.txt")
    file.write("out.txt", "b")
    print(times.unique().length > 1)

    """

  @Test func `times are given back, and take few bytes`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.script, to: "s.imgflow")
    let state = "export XDG_STATE_HOME=$PWD/state; "
    let first = try Shell.run(
      state + "imgflow s.imgflow; du -bc state/imgflow/runs/*", in: folder.url)
    let lines = first.output.split(separator: "\n")
    let size = try #require(lines.last.flatMap { Int($0.split(separator: "\t")[0]) })
    #expect(size < 5000 * 120, "\(first.output)")
    try folder.write("a", to: "needed.txt")
    let second = try Shell.run(state + "imgflow resume last && imgflow runs last", in: folder.url)
    #expect(second.output.hasPrefix("\(lines[0])\ntrue\n"), "\(second.errors)")
    #expect(second.output.contains(" more\n"), "\(second.output)")
    #expect(second.output.split(separator: "\n").count < 500)
  }
}
