import Foundation
import TestSupport
import Testing

/// A run, or what `once` kept, may come to a machine that does not know the zone of a time in it.
@Suite(.blocking) struct MissingZoneTests {
  private static let script = """
    print(once("key") { now().in("Europe/Berlin") } is time)
    file.append("done.txt", "done")
    """

  @Test func whatIsMissingIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.script, to: "night.imgflow")
    #expect(try imgflow(["night.imgflow"], in: folder, zones: nil).output == "true\n")
    let again = try imgflow(["night.imgflow"], in: folder, zones: "/nowhere")
    #expect(again.status != 0)
    #expect(
      again.errors.contains("what `once` kept for the key \"key\" cannot be used: "),
      "\(again.errors)")
    #expect(again.errors.contains("help: "), "\(again.errors)")
    let resumed = try imgflow(["resume", "last"], in: folder, zones: "/nowhere")
    #expect(!resumed.errors.contains("damaged"), "\(resumed.errors)")
    #expect(try imgflow(["night.imgflow"], in: folder, zones: nil).output == "true\n")
  }

  private func imgflow(
    _ words: [String], in folder: TemporaryFolder, zones: String?
  ) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["TZDIR"] = zones
    return try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }
}
