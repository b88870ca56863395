import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax

/// `imgflow plan SCRIPT`: rehearses a script, and says what a run of it would do. Its words are those of a run.
enum PlanCommand {
  static let summary = "Rehearses a script and says what it would call, cost, take and write."

  /// Does what the words after the command request, and returns the exit status.
  static func execute(_ words: [String]) -> Int32 {
    let cancellation = Cancellation()
    let console = Console(
      isStopped: { cancellation.isCancelled }, onFailure: { cancellation.cancel(.interrupt) })
    defer { console.flush() }
    do {
      let arguments = try RunArguments(["run"] + words, readsInput: false)
      if case .none = arguments.source {
        guard arguments.options.wantsHelp else {
          throw UsageError(
            "no script to plan", help: "write `imgflow plan SCRIPT`, or `imgflow plan -`")
        }
        console.write(help.text)
        return ExitStatus.success
      }
      let source = ParsedScript(try ScriptSource.read(arguments.source))
      let parsed = try ScriptArguments.parsed(arguments, of: source)
      if parsed.options.wantsHelp {
        let name = "plan " + ScriptSource.name(of: arguments.source)
        console.write(ScriptHelp(script: name, parameters: parsed.parameters).text)
        return ExitStatus.success
      }
      return try PlanRun(source, parsed, console, cancellation).execute()
    } catch {
      return DiagnosticPrinter(console, RunOptions(readableIn: words)).report(error)
    }
  }

  static var help: CommandHelp {
    var help = CommandHelp(
      "imgflow plan", summary: summary,
      usage: ["imgflow plan SCRIPT [--PARAMETER VALUE …] [flags]"],
      discussion: """
        The script runs in the sandbox, with a clock that does not wait. Files are read, but what it writes is \
        thrown away; no program runs, and nothing is sent anywhere else. What it prints is not shown. What the plan \
        cannot know it says.

        Write `plan` instead of `run`: parameters and flags are the same, and those about the journal, events and \
        the sandbox have no effect. It looks a day ahead, or as far as `--timeout`.
        """,
      sections: [
        CommandHelp.Section(
          "Flags that mean something else, or are often used",
          flags: [
            own(.json, "Writes the plan as JSON."),
            own(.budget, "Compares the costs with a budget: expoze.tokens=100."),
            own(.timeout, "How long the run may take, by its own clock: 90s, 10m, 3d (1d)."),
            own(.fresh, "Counts what `once` has a value for, too."),
            own(.help, "Shows the script's parameters or, without a script, this help."),
          ])
      ])
    help.unlisted = CommonFlags.all.map(\.shape)
    help.footer = "`imgflow run --help` lists the other flags."
    help.offer = .scripts
    return help
  }

  /// A flag of runs with what it means here.
  private static func own(_ name: ScriptFlag, _ help: String) -> CommandFlag<RunOptions> {
    let flag = CommonFlags.some([name])[0]
    return flag.saying(help)
  }
}
