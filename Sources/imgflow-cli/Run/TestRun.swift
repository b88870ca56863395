import ImgFlow
import ImgFlowCommandLine
import ImgFlowReports
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A run of tests from the command line: a line on standard output for each, and what went wrong on
/// standard error.
final class TestRun {
  private let command: TestCommand
  private let setting: RunSetting
  /// What the running test has printed, which is shown only when it fails.
  private let printed: Printed
  private var results: [TestResult] = []

  private final class Printed: Sendable {
    let text = Mutex("")
  }

  /// Runs what a command line requests, and returns the exit status.
  static func execute(_ command: TestCommand) throws -> Int32 {
    let cancellation = Cancellation()
    let console = Console(
      isStopped: { cancellation.isCancelled }, onFailure: { cancellation.cancel(.interrupt) })
    defer { console.flush() }
    let files = try TestFiles.read(command.paths)
    return try TestRun(command, console, cancellation).execute(files)
  }

  private init(
    _ command: TestCommand, _ console: Console, _ cancellation: Cancellation
  ) throws {
    self.command = command
    let printed = Printed()
    self.printed = printed
    setting = try RunSetting(command.options.confined(), console, cancellation) { text in
      printed.text.withLock { $0 += text }
    }
  }

  private func execute(_ files: [SourceFile]) throws -> Int32 {
    defer { setting.stop() }
    setting.watchSignals()
    // Whether they matter is for each script to say.
    setting.announcePermissions(permits: true)
    if command.writesTAP { setting.console.write(TAPReport.start) }
    for file in files where !setting.cancellation.isCancelled { run(file) }
    setting.host.finish()
    let source = setting.host.sources.mark?.rawValue
    if command.writesTAP {
      setting.console.write(TAPReport.end(count: results.count, source: source))
    }
    let isWritten = writeJUnit()
    setting.host.markArtefacts()
    if results.isEmpty, !setting.cancellation.isCancelled { throw nothingToRun }
    if !command.options.isQuiet {
      setting.console.note(summary + (source.map { " (\($0))" } ?? ""))
    }
    return setting.exitStatus(
      damaged > 0 ? ExitStatus.check : failed > 0 || !isWritten ? ExitStatus.failure : 0)
  }

  /// Writes the file of `--junit`, if it is asked for; false if it cannot be written.
  private func writeJUnit() -> Bool {
    guard let path = command.junitPath else { return true }
    do {
      try setting.host.files.write(Array(JUnitReport.text(of: results).utf8), to: path)
      return true
    } catch {
      setting.printer.print(
        error:
          "cannot write the results of the tests: \((error as? ValueError)?.message ?? "\(error)")")
      return false
    }
  }

  private var failed: Int { results.count { $0.failure?.isOfScript == false } }
  private var damaged: Int { results.count { $0.failure?.isOfScript == true } }

  private func run(_ file: SourceFile) {
    let script = setting.script(ParsedScript(file))
    do {
      for test in try script.tests() where command.selects(test.name) {
        printed.text.withLock { $0 = "" }
        let start = ContinuousClock.now
        // A deadline ends one test, Ctrl-C all of them.
        let outcome = script.run(
          test, options: setting.limits, cancellation: Cancellation(parent: setting.cancellation))
        if setting.cancellation.isCancelled { return }
        if case .rejected(let diagnostics) = outcome {
          throw CheckFailure(diagnostics: diagnostics)
        }
        let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
        tell(outcome, of: test, elapsed: Int(elapsed))
      }
    } catch let failure as CheckFailure {
      note(TestResult(damaged: file, failure, mask: setting.host.masked))
      setting.printer.print(failure.diagnostics)
    } catch {
      setting.report(.unable(error))
    }
  }

  private func tell(_ outcome: Outcome, of test: ScriptTest, elapsed: Int) {
    let output = setting.host.masked(printed.text.withLock { $0 })
    let result = TestResult(
      name: test.name, file: test.range.file.name, line: test.range.position.line,
      elapsed: elapsed, output: output, failure: .init(outcome, mask: setting.host.masked))
    note(result)
    guard let failure = result.failure else { return }
    if case .failed = outcome { return setting.report(outcome) }
    setting.printer.print(error: failure.message)
  }

  /// Keeps a result and shows it.
  private func note(_ result: TestResult) {
    results.append(result)
    if command.writesTAP {
      return setting.console.write(TAPReport.lines(result, number: results.count))
    }
    let line = "\(result.file):\(result.line)  \(result.name)\n"
    guard let failure = result.failure else {
      if !command.options.isQuiet { setting.console.write("ok    \(line)") }
      return
    }
    if failure.isOfScript { return }
    let text = result.output
    setting.console.write("fail  \(line)")
    setting.console.write(text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
  }

  private var nothingToRun: UsageError {
    if let filter = command.filter { return UsageError("no test has `\(filter)` in its name") }
    return UsageError(
      "no tests in \(command.paths.map { $0 == "." ? "this folder" : $0 }.joined(separator: ", "))",
      help: "write `test \"what must hold\" { assert … }` next to what it tests")
  }

  private var summary: String {
    let scripts =
      damaged == 0 ? "" : "; \(Quantity.of(damaged, "script")) with errors"
    let count = results.count - damaged
    let tests = Quantity.of(count, "test")
    return (failed == 0 ? "\(tests) passed" : "\(failed) of \(tests) failed") + scripts
  }
}
