import Foundation
import TestSupport
import Testing

/// A folder for journals that cannot be used: the run says why before it does anything.
@Suite(.blocking) struct StateFolderTests {
  /// How the folder cannot be used.
  enum Fault: String, CaseIterable {
    case file, link, linkToNowhere, system, unset
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Fault.allCases, [[], ["--exclusive"], ["--events", "events.ndjson"]])
  func nothingIsDone(_ fault: Fault, _ flags: [String]) throws {
    let script = try folder.write(#"file.write("done.txt", "")"#, to: "a.imgflow")
    let run = try ProgramRun(
      "/usr/bin/env", try settings(fault) + [BuiltPrograms.imgflow, script] + flags,
      in: folder.url)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("error: "), "\(run.errors)")
    #expect(run.errors.contains("XDG_STATE_HOME"), "\(run.errors)")
    #expect(run.errors.contains(fault == .unset ? "`HOME` is not set" : "imgflow"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/done.txt"))
  }

  /// Words for `env` that set the variables.
  private func settings(_ fault: Fault) throws -> [String] {
    let files = FileManager.default
    let state = folder.path + "/state"
    let runs = state + "/imgflow/runs"
    if fault != .unset, fault != .system {
      try files.createDirectory(atPath: state + "/imgflow", withIntermediateDirectories: true)
    }
    switch fault {
    case .file: try Data().write(to: URL(filePath: runs))
    case .link: try files.createSymbolicLink(atPath: runs, withDestinationPath: folder.path)
    case .linkToNowhere: try files.createSymbolicLink(atPath: runs, withDestinationPath: "nowhere")
    case .system: return ["XDG_STATE_HOME=/proc/none"]
    case .unset: return ["-u", "HOME", "-u", "XDG_STATE_HOME"]
    }
    return ["XDG_STATE_HOME=\(state)"]
  }
}
