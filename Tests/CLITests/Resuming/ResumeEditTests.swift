import Foundation
import TestSupport
import Testing

/// A run that has stopped is resumed after its script, its parameters or its files have changed: it says what has
/// changed before it does anything, and the command that it names leads to the end.
@Suite(.blocking) struct ResumeEditTests {
  private static let before = [1, 2, 3, 5, 6]

  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  @Test(arguments: ScriptEdit.all)
  func anEditHasItsVerdict(_ edit: ScriptEdit) throws {
    try stop()
    try apply(edit)
    var words = ["resume", "last"] + edit.words
    var verdict = ScriptEdit.Verdict.goesOn
    for _ in 0..<4 {
      let run = try imgflow(words)
      if run.status == 0 {
        #expect(verdict == edit.verdict, "\(run.errors)")
        #expect(try created() == Self.before + edit.created)
        #expect(try folder.text("log.txt") == edit.log)
        return
      }
      #expect(try created() == Self.before, "something was done: \(run.errors)")
      guard let advice = run.errors.firstMatch(of: /resume with `(--changed[^`]*)`/) else {
        return #expect(edit.verdict == .refused, "\(run.errors)")
      }
      #expect(run.status == 7, "\(run.errors)")
      verdict =
        run.errors.contains("did what was not asked for now") ? .leavesOver : .changed
      words = ["resume", "last"] + edit.words + advice.1.split(separator: " ").map(String.init)
    }
    Issue.record("it does not come to an end")
  }

  @Test func aScriptThatIsGoneIsNamed() throws {
    try stop()
    try FileManager.default.removeItem(at: folder.url.appending(path: "night.imgflow"))
    let run = try imgflow(["resume", "last"])
    #expect(run.status != 0)
    #expect(run.errors.contains("night.imgflow"), "\(run.errors)")
    #expect(try created() == Self.before)
  }

  /// Runs the script until it fails, and mends what has made it fail.
  private func stop() throws {
    for name in ["night.imgflow", "words.imgflow"] {
      let text = try String(
        contentsOf: Repository.fixture("journal/edits/\(name)"), encoding: .utf8)
      try folder.write(text, to: name)
    }
    try folder.write("in", to: "input.txt")
    let run = try imgflow(["night.imgflow", "--base", "http://\(server.place)"])
    #expect(run.status == 7, "\(run.errors)")
    try folder.write("late", to: "late.txt")
  }

  private func apply(_ edit: ScriptEdit) throws {
    var text = try folder.text(edit.file)
    for (old, new) in edit.changes {
      #expect(text.contains(old), "\(old)")
      text = text.replacing(old, with: new)
    }
    try folder.write(text, to: edit.file)
  }

  private func imgflow(_ words: [String]) throws -> ProgramRun {
    let environment = ProcessInfo.processInfo.environment.merging([
      "XDG_STATE_HOME": folder.path + "/state"
    ]) { $1 }
    return try ProgramRun(BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }

  /// The numbers of what the service was asked to create: those of the run in their order, and then the others.
  private func created() throws -> [Int] {
    let numbers = try Ledger.created(at: server)
    return numbers.prefix(Self.before.count).sorted() + numbers.dropFirst(Self.before.count)
  }
}
