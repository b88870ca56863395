import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A run of tests from the command line: a line on standard output for each, and what went wrong on
/// standard error.
final class TestRun {
  private let arguments: TestArguments
  private let setting: RunSetting
  /// What the running test has printed, which is shown only when it fails.
  private let printed: Printed
  private var passed = 0
  private var failed = 0
  private var damaged = 0

  private final class Printed: Sendable {
    let text = Mutex("")
  }

  /// Runs what the words behind `imgflow test` ask for and returns the exit status.
  static func execute(_ words: [String]) -> Int32 {
    let cancellation = Cancellation()
    let console = Console(onFailure: { cancellation.cancel(.interrupt) })
    defer { console.flush() }
    do {
      let arguments = try TestArguments(words)
      guard !arguments.options.wantsHelp else {
        console.write(TestArguments.helpText)
        return ExitStatus.success
      }
      let files = try TestFiles.read(arguments.paths)
      return try TestRun(arguments, console, cancellation).execute(files)
    } catch let error as UsageError {
      DiagnosticPrinter(console, RunOptions(readableIn: words))
        .print(error: error.message, help: error.help)
    } catch {
      DiagnosticPrinter(console, RunOptions(readableIn: words)).print(error: "\(error)")
    }
    return ExitStatus.usage
  }

  private init(
    _ arguments: TestArguments, _ console: Console, _ cancellation: Cancellation
  ) throws {
    self.arguments = arguments
    let printed = Printed()
    self.printed = printed
    setting = try RunSetting(arguments.options, console, cancellation) { text in
      printed.text.withLock { $0 += text }
    }
  }

  private func execute(_ files: [SourceFile]) throws -> Int32 {
    defer { setting.stop() }
    setting.watchSignals()
    for file in files where !setting.cancellation.isCancelled { run(file) }
    setting.host.finish()
    if passed + failed + damaged == 0, !setting.cancellation.isCancelled { throw nothingToRun }
    if !arguments.options.isQuiet { setting.console.note(summary) }
    return setting.exitStatus(
      damaged > 0 ? ExitStatus.check : failed > 0 ? ExitStatus.failure : ExitStatus.success)
  }

  private func run(_ file: SourceFile) {
    let script = setting.script(file)
    do {
      for test in try script.tests() where arguments.selects(test.name) {
        printed.text.withLock { $0 = "" }
        // A deadline ends one test, Ctrl-C all of them.
        let outcome = script.run(
          test, options: setting.limits, cancellation: Cancellation(parent: setting.cancellation))
        if setting.cancellation.isCancelled { return }
        if case .rejected(let diagnostics) = outcome {
          throw CheckFailure(diagnostics: diagnostics)
        }
        tell(outcome, of: test)
      }
    } catch let failure as CheckFailure {
      damaged += 1
      setting.printer.print(failure.diagnostics)
    } catch {
      setting.report(.unable(error))
    }
  }

  private func tell(_ outcome: Outcome, of test: ScriptTest) {
    let place = "\(test.range.file.name):\(test.range.position.line)"
    if case .finished = outcome {
      passed += 1
      if !arguments.options.isQuiet { setting.console.write("ok    \(place)  \(test.name)\n") }
      return
    }
    failed += 1
    setting.console.write("fail  \(place)  \(test.name)\n")
    let text = printed.text.withLock { $0 }
    setting.console.write(text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
    if case .exited(let code) = outcome {
      setting.printer.print(error: "the test called `exit(\(code))`")
    } else {
      setting.report(outcome)
    }
  }

  private var nothingToRun: UsageError {
    if let filter = arguments.filter { return UsageError("no test has `\(filter)` in its name") }
    return UsageError(
      "there are no tests in \(arguments.paths.map { $0 == "." ? "this folder" : $0 }.joined(separator: ", "))",
      help: "write `test \"what must hold\" { assert … }` beside what it tests")
  }

  private var summary: String {
    let scripts =
      damaged == 0 ? "" : "; \(damaged) \(damaged == 1 ? "script has" : "scripts have") errors"
    let count = passed + failed
    let tests = "\(count) \(count == 1 ? "test" : "tests")"
    return (failed == 0 ? "\(tests) passed" : "\(failed) of \(tests) failed") + scripts
  }
}
