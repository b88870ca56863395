import ImgFlow
import ImgFlowJournal
import ImgFlowSyntax
import ImgFlowValues

/// How a run is, as it is shown.
enum RunState: String {
  case running
  case done
  /// It can be resumed.
  case stopped
  /// It can be resumed when its script has been mended.
  case failed
}

extension RunID {
  /// A row of the table of runs for one whose journal is damaged.
  var rowOfDamaged: [(name: String, text: String)] {
    [
      ("run", description), ("started", RunTime.of(time)), ("state", "damaged"), ("steps", ""),
      ("took", ""), ("script", ""),
    ]
  }

  /// A run whose journal is damaged, as JSON.
  var valueOfDamaged: Value {
    get throws {
      .heap(
        try RecordObject([
          ("run", .string(description)), ("state", .string("damaged")),
          ("started", .time(milliseconds: time)),
        ]))
    }
  }
}

extension SetupError {
  init(_ damaged: DamagedJournal) {
    let stop = JournalStop.damaged(damaged.problem)
    self.init(stop.message, help: stop.help)
  }
}

extension RunSummary {
  /// How the run is now: a process that has ended without a word has stopped.
  var state: RunState {
    switch status {
    case .running: owner?.isAlive == true ? .running : .stopped
    case .done: .done
    case .stopped: .stopped
    case .failed: .failed
    }
  }

  /// A row of the table of runs.
  var row: [(name: String, text: String)] {
    [
      ("run", run.description), ("started", RunTime.of(origin.started)), ("state", state.rawValue),
      ("steps", "\(steps)"), ("took", DurationText.short(max(0, since - origin.started))),
      ("script", origin.script + (origin.isRehearsal ? " (sandbox)" : "")),
    ]
  }

  var value: Value { get throws { try value(with: nil) } }

  /// The run as JSON, with one more field.
  func value(with field: (String, Value)?) throws -> Value {
    let fields: [(String, Value)] = [
      ("run", .string(run.description)), ("script", .string(origin.script)),
      ("state", .string(state.rawValue)), ("started", .time(milliseconds: origin.started)),
      ("changed", .time(milliseconds: since)), ("steps", .int(steps)),
      ("profile", .string(origin.profile)), ("sandbox", .bool(origin.isRehearsal)),
      ("arguments", try .list(origin.arguments.map(Value.string))),
    ]
    return .heap(try RecordObject(fields + (field.map { [$0] } ?? [])))
  }
}

extension RecordedEffect {
  /// A row of the table of steps.
  ///
  /// - Parameter count: how many effects the row is about, of which this one is the first.
  func row(count: Int) -> [(name: String, text: String)] {
    [
      ("step", "\(number)"), ("place", effect.place),
      ("call", Columns.cut("\(effect.name)(\(effect.arguments))", to: Self.widest)),
      ("took", ended.map { DurationText.short(max(0, $0 - effect.began)) } ?? ""),
      ("attempts", "\(attempts)"),
      ("outcome", shownOutcome + (count > 1 ? " and \(count - 1) more" : "")),
    ]
  }

  /// How many columns a call or an outcome takes at most.
  private static let widest = 60

  private var shownOutcome: String {
    switch outcome {
    case nil: "in flight"
    case .value("null"): "done"
    case .value(let text):
      (try? StoredValue.value(of: text))?.shortDescription(limit: Self.widest)
        ?? Columns.cut(text, to: Self.widest)
    case .error(let text): "error: \(Columns.cut(Self.message(text), to: Self.widest))"
    case .failure(let text): "failed: \(Columns.cut(Self.message(text), to: Self.widest))"
    case .file(_, let size), .digest(_, let size): size > 0 ? "\(size) bytes" : "not kept"
    }
  }

  private static func message(_ text: String) -> String {
    (try? JSON.parse(text))?.asRecord?["message"]?.asString ?? text
  }

  /// The step as JSON.
  var value: Value {
    get throws {
      .heap(
        try RecordObject([
          ("step", .int(number)), ("place", .string(effect.place)), ("name", .string(effect.name)),
          ("arguments", .string(effect.arguments)), ("task", .string(effect.key.task)),
          ("repeat", .string(effect.repetition.rawValue)),
          ("began", .time(milliseconds: effect.began)),
          ("ended", ended.map { .time(milliseconds: $0) } ?? .null), ("attempts", .int(attempts)),
          ("outcome", .string(shownOutcome)),
        ]))
    }
  }
}
