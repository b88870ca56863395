import Foundation
import ImgFlow
import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow once`: what `once` keeps from run to run.
struct OnceCommand: ImgFlowCommand {
  private var words: [String] = []
  private var json = false
  private var script: String?
  var wantsHelp = false

  static let name = "imgflow once"
  static let summary = "Lists what `once` keeps from run to run, or forgets it."
  static let usage = "[list | forget KEY…] [flags]"
  static let discussion = """
    Without words it lists. After `forget`, the next run does the work for a key again; KEY is a key as it is \
    listed, with quotes or without, its beginning, or its ID. Without a KEY, `forget --script FILE` forgets all \
    that is kept for a script. Values whose time is over are removed automatically.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag("json", "As JSON, with whole values.") { $0.json = true },
      CommandFlag("script", takes: "file", offer: .scripts, "Only what is kept for this script.") {
        $0.script = $1
      },
    ]
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("KEY", .any, offer: .words(["list", "forget"])) { $0.words.append($1) }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    do {
      let folder = try RunFolder.standard { try SystemText.variable($0) }
      let store = try folder.onceIfAny(at: SystemHost(console: console).now())
      let entries = try (store?.all() ?? []).filter(isWanted)
      switch words.first {
      case nil: console.write(try list(entries))
      case "list" where words.count == 1: console.write(try list(entries))
      case "list": throw UsageError("`imgflow once list` takes no keys", help: Self.scriptHelp)
      case "forget":
        let chosen = try chosen(words.dropFirst(), entries)
        for entry in chosen { try store?.forget(entry.key) }
        console.note("\(Quantity.of(chosen.count, "key")) forgotten")
      case let word?:
        throw UsageError(
          "`imgflow once` takes `list` or `forget`, not `\(word)`",
          help: "to forget a key, write `imgflow once forget KEY`")
      }
    } catch let problem as StoreProblem {
      throw SetupError(problem.message, help: problem.help)
    }
    return ExitStatus.success
  }

  private static let scriptHelp = "`--script FILE` lists what is kept for one script"

  private func isWanted(_ entry: OnceEntry) -> Bool {
    guard let script else { return true }
    let path = entry.key.scope.script
    return path.isPath(URL(filePath: script).standardizedFileURL.path(percentEncoded: false))
      || path.utf8.reversed().starts(with: "/\(script)".utf8.reversed())
  }

  private func list(_ entries: [OnceEntry]) throws -> String {
    if json { return try JSON.text(of: .list(entries.map { try $0.value }), indent: 2) + "\n" }
    guard !entries.isEmpty else { return "nothing is kept\(ofScript)\n" }
    return PlainTable.text(of: entries.map(\.row))
  }

  private var ofScript: String { script.map { " for \($0)" } ?? "" }

  // MARK: - Choosing

  /// What is to be forgotten.
  private func chosen(
    _ keys: ArraySlice<String>, _ entries: [OnceEntry]
  ) throws -> [OnceEntry] {
    guard !keys.isEmpty || script != nil else {
      throw UsageError(
        "no key to forget",
        help:
          "write `imgflow once forget KEY…`, or `--script FILE` for all that is kept for a script")
    }
    guard !entries.isEmpty else {
      throw UsageError("nothing is kept\(ofScript)", help: "`imgflow once` lists what is kept")
    }
    let chosen = keys.isEmpty ? entries : try keys.map { try entry(named: $0, entries) }
    for entry in chosen {
      guard case .held(let owner) = entry.claim else { continue }
      throw UsageError(
        "the work for \(entry.shown) is being done right now by \(owner.phrase)",
        help: "wait for its end, or stop that process")
    }
    return chosen
  }

  /// The entry that a text names: by its key or ID, or by the beginning of one.
  private func entry(named text: String, _ entries: [OnceEntry]) throws -> OnceEntry {
    let isSame = { (name: String) in name == text }
    let isStart = { (name: String) in name.hasPrefix(text) && !text.isEmpty }
    for matches in [isSame, isStart] {
      let found = entries.filter { $0.names.contains(where: matches) }
      if found.count == 1 { return found[0] }
      guard found.isEmpty else { throw ambiguous(text, found) }
    }
    throw UsageError(
      "nothing is kept for the key `\(text)`\(ofScript)", help: "`imgflow once` lists what is kept")
  }

  private func ambiguous(_ text: String, _ found: [OnceEntry]) -> UsageError {
    let most = 5
    let lines = found.prefix(most).map {
      "\n  \($0.key.id)  \($0.shown)  \($0.key.scope.script), \($0.key.scope.place)"
    }
    let more = found.count > most ? "\n  and \(found.count - most) more" : ""
    return UsageError(
      "several keys are meant by `\(text)`:\(lines.joined())\(more)",
      help: "write the ID of one, or name the script with `--script FILE`")
  }
}
