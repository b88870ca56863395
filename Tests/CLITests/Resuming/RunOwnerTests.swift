import Foundation
import TestSupport
import Testing

/// One process at a time works on a run, and one that has lost it does nothing more.
@Suite(.blocking) struct RunOwnerTests {
  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  @Test func aRunThatIsGoingOnIsNotResumed() throws {
    let owner = try start()
    let second = try imgflow(["resume", "last"])
    #expect(second.status == 75)
    #expect(
      second.errors.contains(
        "is still going on: process \(owner.processIdentifier) on "
          + "\(ProcessInfo.processInfo.hostName), since 20"), "\(second.errors)")
    try go()
    #expect(owner.wait() == 0)
    #expect(try Ledger.created(at: server) == [1, 2])
  }

  @Test func anOwnerThatWasStoppedAndWakesWritesNothing() throws {
    let owner = try start()
    owner.signal(SIGSTOP)
    try go()
    let second = try imgflow(["resume", "last"])
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == "101 102\n")
    owner.signal(SIGCONT)
    #expect(owner.wait() == 7)
    #expect(try folder.text("errors").contains("another process has taken the run over"))
    #expect(try folder.text("output").isEmpty)
    #expect(try Ledger.created(at: server) == [1, 2])
  }

  @Test(arguments: 1...6) func ofManyResumesOneGoesOn(_ round: Int) async throws {
    let owner = try start()
    owner.signal(SIGKILL)
    owner.wait()
    try go()
    let runs = try await withThrowingTaskGroup(of: ProgramRun.self) { group in
      for _ in 0..<4 {
        group.addTask { try await OwnThread.run { try imgflow(["resume", "last"]) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.allSatisfy { [0, 75].contains($0.status) }, "\(runs.map(\.errors))")
    #expect(runs.contains { $0.status == 0 && $0.output == "101 102\n" })
    #expect(try Ledger.created(at: server) == [1, 2])
  }

  // MARK: - Running

  /// Starts the script, and returns when it waits for its file.
  private func start() throws -> RunningProgram {
    for name in ["output", "errors"] { try folder.write("", to: name) }
    let process = try RunningProgram(
      BuiltPrograms.imgflow,
      [
        Repository.fixture("journal/waiting.imgflow").path, "--base", "http://\(server.place)",
      ], in: folder.url, environment: environment,
      output: FileHandle(forWritingTo: folder.url.appending(path: "output")),
      errors: FileHandle(forWritingTo: folder.url.appending(path: "errors")))
    while try !folder.text("errors").contains("waiting"), process.isRunning {
      OwnThread.pause(milliseconds: 10)
    }
    return process
  }

  /// Lets the script go on.
  private func go() throws { try folder.write("", to: "go") }

  private func imgflow(_ words: [String]) throws -> ProgramRun {
    try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }

  private var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["XDG_STATE_HOME": folder.path + "/state"]) { $1 }
  }
}
