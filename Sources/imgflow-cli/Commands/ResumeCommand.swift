import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `imgflow resume ID`: goes on with a run. What follows its own flags is for the script, as are the words of the
/// command line that started the run.
struct ResumeCommand {
  private var run: String?
  private var policy = ResumePolicy()
  private var takesOver = false
  private var wantsHelp = false

  init() {}

  static let summary = "Goes on with a run that was stopped or has failed."

  static let flags: [CommandFlag<Self>] = [
    CommandFlag("changed", "Goes on although the script has changed, or what it reads.") {
      $0.policy.allowsChanges = true
    },
    CommandFlag(
      "abandon", takes: "steps", repeats: true,
      "Leaves recorded steps as they are, although they are not asked for any more: 7, or 7-12."
    ) { command, text in
      let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      let first = try step(ends[0], in: text, flag: "abandon")
      let last = ends.count > 1 ? try step(ends[1], in: text, flag: "abandon") : first
      guard first <= last else {
        throw UsageError(
          "`--abandon \(text)` ends before it begins", help: "write `\(last)-\(first)`")
      }
      command.policy.abandoned.append(first...last)
    },
    CommandFlag(
      "assume", takes: "step=outcome", repeats: true,
      "Says what became of an unknown step: STEP=done:'{…}', with its result as JSON, or STEP=not-done."
    ) { command, text in try command.assume(text) },
    CommandFlag(
      "take-over", "Takes the run from a process on another machine, which must have ended."
    ) { $0.takesOver = true },
    CommandFlag("help", short: "h", "Shows this help.") { $0.wantsHelp = true },
  ]

  /// Does what the words after the command request, and returns the exit status.
  static func execute(_ words: [String]) -> Int32 {
    let console = Console()
    defer { console.flush() }
    do {
      var command = Self()
      let rest = try command.read(words)
      guard command.wantsHelp else { return try command.resume(rest, console) }
      console.write(help.text)
      return ExitStatus.success
    } catch let problem as RunFolder.Problem {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(
        UsageError(problem.message, help: problem.help))
    } catch let problem as StoreProblem {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(
        SetupError(problem.message, help: problem.help))
    } catch let damaged as DamagedJournal {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(SetupError(damaged))
    } catch {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(error)
    }
  }

  /// Reads its own words; returns the others.
  mutating func read(_ words: [String]) throws -> [String] {
    var cursor = ArgumentCursor(words)
    var rest: [String] = []
    while let word = cursor.next() {
      if let flag = ArgumentCursor.Flag(word) {
        if try !cursor.apply(flag, of: Self.flags, to: &self) { rest.append(word) }
      } else if run == nil, rest.isEmpty {
        run = word
      } else {
        rest.append(word)
      }
    }
    return rest
  }

  private static func step(_ text: some StringProtocol, in written: String, flag: String) throws
    -> Int
  {
    guard let step = Int(text), step > 0 else {
      throw UsageError(
        "`--\(flag)` takes the number of a step, not `\(written)`",
        help: "`imgflow runs ID` lists the steps")
    }
    return step
  }

  private mutating func assume(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1)
    let number = try Self.step(parts.first ?? "", in: text, flag: "assume")
    policy.assumed[number] = try Assumption.read(parts.count > 1 ? String(parts[1]) : "", of: text)
  }

  // MARK: - Resuming

  private func resume(_ words: [String], _ console: Console) throws -> Int32 {
    guard let run else {
      throw UsageError(
        "no run to resume",
        help: "write `imgflow resume ID`, `imgflow resume SCRIPT`, or `imgflow resume last`")
    }
    let folder = try RunFolder.standard { try SystemText.variable($0) }
    let store = try folder.journal(of: folder.run(named: run))
    try store.check()
    let summary = try store.summary()
    guard chdir(summary.origin.folder) == 0 else {
      throw SetupError(
        "the folder that run \(summary.run) was started in is gone: \(summary.origin.folder)",
        help: "create it again, with the files that the script reads")
    }
    let owner = RunOwner(since: SystemHost(console: console).now())
    do { try store.take(owner, fromElsewhere: takesOver) } catch let held as RunIsHeld {
      DiagnosticPrinter(console, RunOptions(readableIn: words)).print(
        error: "run \(summary.run) is still going on: \(held.owner.phrase)",
        help: held.owner.isElsewhere
          ? "wait for its end; if that process has ended, resume with `--take-over`"
          : "wait for its end, or stop that process")
      return ExitStatus.busy
    }
    return ScriptRun.execute(
      RecordedWords.joined(summary.origin.arguments, with: words),
      resuming: RunRecording.Resumed(store: store, policy: policy, summary: summary))
  }

  static var help: CommandHelp {
    var help = CommandHelp(
      "imgflow resume", summary: summary,
      usage: ["imgflow resume ID [flags] [--PARAMETER VALUE …]"],
      discussion: """
        ID is that of a run, its beginning, the path of its script, of which the latest run goes on, or `last`. The script runs from its start; what it has done is not \
        done again, and standard output is written in full. Parameters that are secret were not kept, and \
        must be given again unless they come from the environment.
        """,
      sections: [CommandHelp.Section("Flags", flags: flags)])
    help.unlisted = CommonFlags.all.map(\.shape)
    help.offer = .scripts(or: ["last"])
    return help
  }
}
