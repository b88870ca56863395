import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow runs`: the runs that are recorded, and their steps.
struct RunsCommand: ImgFlowCommand {
  private var words: [String] = []
  private var json = false
  private var age: Int?
  var wantsHelp = false

  static let name = "imgflow runs"
  static let summary = "Lists the runs that are recorded, or the steps of one; removes them."
  static let usage = "[ID | rm ID… | gc --older DURATION] [flags]"
  static let discussion = """
    Without an ID it lists the runs, the latest first; with one, its steps. `rm` removes runs, and `gc` those \
    that ended longer ago than `--older`, unless they can still be resumed. ID is that of a run, its beginning, \
    the path of its script, or `last`.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag("json", "As JSON.") { $0.json = true },
      CommandFlag("older", takes: "duration", "For `gc`: how long ago they ended, such as 30d.") {
        $0.age = try CommonFlags.milliseconds($1, flag: "older")
      },
    ]
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("ID", .any, offer: .words(["last", "rm", "gc"])) { $0.words.append($1) }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    do {
      let folder = try RunFolder.standard { try SystemText.variable($0) }
      switch words.first {
      case nil: console.write(try list(folder))
      case "rm": try remove(folder, console)
      case "gc": try collect(folder, console)
      case let name?:
        guard words.count == 1 else {
          throw UsageError(
            "`imgflow runs` takes one ID", help: "to remove several, write `imgflow runs rm ID…`")
        }
        console.write(try steps(folder.journal(of: folder.run(named: name))))
      }
    } catch let problem as RunFolder.Problem {
      throw UsageError(problem.message, help: problem.help)
    } catch let problem as StoreProblem {
      throw SetupError(problem.message, help: problem.help)
    } catch let damaged as DamagedJournal {
      throw SetupError(damaged)
    }
    return ExitStatus.success
  }

  // MARK: - Showing

  private func list(_ folder: RunFolder) throws -> String {
    let runs = folder.runs.reversed().filter { !folder.isUnbegun($0) }
    let summaries = runs.map { run in (run, folder.summary(of: run)) }
      .sorted { ($0.1?.origin.started ?? $0.0.time) > ($1.1?.origin.started ?? $1.0.time) }
    if json {
      let values = try summaries.map { try $1?.value ?? $0.valueOfDamaged }
      return try JSON.text(of: .list(values), indent: 2) + "\n"
    }
    guard !summaries.isEmpty else { return "no run has been recorded yet\n" }
    return PlainTable.text(of: summaries.map { $1?.row ?? $0.rowOfDamaged })
  }

  private func steps(_ store: SQLiteRunStore) throws -> String {
    defer { store.close() }
    let summary = try store.summary()
    let effects = try store.effects()
    if json {
      let steps = try Value.list(effects.map { try $0.value })
      return try JSON.text(of: summary.value(with: ("effects", steps)), indent: 2) + "\n"
    }
    let head = "\(summary.run)  \(summary.origin.script)  \(summary.state.rawValue)\n"
    guard !effects.isEmpty else { return head }
    return head + "\n" + PlainTable.text(of: Self.rows(of: effects))
  }

  /// A row for each step; reads that were stored together are one.
  private static func rows(of effects: [RecordedEffect]) -> [[(name: String, text: String)]] {
    var counts: [Int: Int] = [:]
    for effect in effects { counts[effect.number, default: 0] += 1 }
    return effects.compactMap { effect in
      counts.removeValue(forKey: effect.number).map { effect.row(count: $0) }
    }
  }

  // MARK: - Removing

  private func remove(_ folder: RunFolder, _ console: Console) throws {
    guard words.count > 1 else {
      throw UsageError("no run to remove", help: "write `imgflow runs rm ID…`")
    }
    let runs = try words.dropFirst().map { try folder.run(named: $0) }
    for run in runs {
      let summary = try? folder.journal(of: run).summary()
      guard summary?.state != .running else {
        throw UsageError(
          "run \(run) is still going on", help: "stop it first, or wait for its end")
      }
    }
    for run in runs { folder.remove(run) }
    console.note("\(Quantity.of(runs.count, "run")) removed")
  }

  private func collect(_ folder: RunFolder, _ console: Console) throws {
    guard words.count == 1, let age else {
      throw UsageError("`gc` needs an age", help: "write `imgflow runs gc --older 30d`")
    }
    let now = SystemHost(console: console).now()
    let old = folder.runs.filter { run in
      guard let summary = try? folder.journal(of: run).summary() else { return false }
      return [.done, .failed].contains(summary.state) && summary.since < now - age
    }
    for run in old { folder.remove(run) }
    console.note("\(Quantity.of(old.count, "run")) removed")
  }
}
