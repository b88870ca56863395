import Foundation
import TestSupport
import Testing

/// Programs may be started with any signals ignored: by `nohup`, by a supervisor, by a shell with a trap.
@Suite(.blocking) struct IgnoredSignalTests {
  private static let script = """
    print(process.run("sh", ["-c", "exit 3"], check: false).status)
    print(try { process.run("false") } catch e { e.message })
    print(process.run("sh", ["-c", "(exit 4); echo $?; kill -9 $$"], check: false).output.trim())
    """

  @Test(arguments: ["CHLD", "PIPE", "HUP", "INT", "TERM", "XFSZ", "USR1", "ALRM"])
  func `the status of a child is its own`(_ signal: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.script, to: "s.imgflow")
    let run = try ProgramRun(
      "/bin/bash",
      ["-c", "trap '' \(signal); exec \"$0\" \"$@\"", BuiltPrograms.imgflow, "s.imgflow"],
      in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "3\n`false` ended with status 1\n4\n")
  }
}
