import ImgFlow
import ImgFlowJournal
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// What a run came to, for people and for programs.
struct RunReport {
  let tally: RunTally
  let spent: [(unit: Spending.Unit, amount: Int)]
  let files: [String]
  /// The run, if it is recorded.
  let run: RunID?
  /// How long it took, in milliseconds.
  let took: Int

  private static let mostFailures = 3
  private static let mostFiles = 5

  // MARK: - For people

  /// A line for each thing that there is something to say of.
  func lines(width: Int) -> [String] {
    let rows = [
      ("steps", [Self.phrase(tally.counts)]), ("failures", failures),
      ("requests", [requests].compactMap(\.self)),
      (
        "spent",
        spent.isEmpty ? [] : [spent.map { "\($0.amount) \($0.unit)" }.joined(separator: ", ")]
      ),
      ("files", shownFiles), ("took", [DurationText.elapsed(took)]),
      ("journal", run.map { ["imgflow runs \($0)"] } ?? []),
    ]
    let widest = rows.filter { !$0.1.isEmpty }.map(\.0.count).max() ?? 0
    return rows.flatMap { name, texts in
      texts.enumerated().map { index, text in
        let name = Columns.padded(index == 0 ? name : "", to: widest)
        return Columns.cut("  \(name)  \(VisibleText.of(text))", to: width)
      }
    }
  }

  /// `9 done, 3 from the journal, 1 failed`.
  static func phrase(_ counts: RunTally.Counts) -> String {
    let parts = [
      (counts.done, "done"), (counts.taken, "from the journal"),
      (counts.kept, "from an earlier run"), (counts.failed, "failed"),
      (counts.unknown, "unknown"), (counts.stopped, "stopped"),
    ]
    let shown = parts.filter { $0.0 > 0 }.map { "\(Quantity.grouped($0.0)) \($0.1)" }
    return shown.isEmpty ? "none" : shown.joined(separator: ", ")
  }

  private var failures: [String] {
    let sorted = sortedFailures
    let more = sorted.count - Self.mostFailures
    return sorted.prefix(Self.mostFailures).map { "\($0.count) × \($0.text)" }
      + (more > 0 ? ["and \(Quantity.of(more, "other reason"))"] : [])
  }

  private var requests: String? {
    guard tally.requests.sent > 0 else { return nil }
    let repeated = tally.requests.repeated
    return Quantity.grouped(tally.requests.sent)
      + (repeated > 0 ? ", \(Quantity.grouped(repeated)) of them sent again" : "")
  }

  private var shownFiles: [String] {
    let more = files.count - Self.mostFiles
    return files.prefix(Self.mostFiles)
      + (more > 0 ? ["and \(Quantity.of(more, "other file"))"] : [])
  }

  private var sortedFailures: [FailureReasons.Reason] {
    tally.failures.all.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
  }

  // MARK: - For programs

  private static let mostInEvent = 20

  /// The fields of the last event.
  var totals: [(String, Value)] {
    [
      ("steps", tally.counts.value), ("requests", .int(tally.requests.sent)),
      ("repeated", .int(tally.requests.repeated)),
      ("spent", Self.object(spent.map { ($0.unit.description, .int($0.amount)) })),
      ("files", Self.list(files.map(Value.string))), ("fileCount", .int(files.count)),
      ("took", .int(took)),
    ]
  }

  /// The fields of the event that says what was done, by operation, and why something failed.
  var operations: [(String, Value)] {
    let sorted = tally.operations.sorted {
      ($1.value.counts.sum, $0.key) < ($0.value.counts.sum, $1.key)
    }
    let operations = sorted.map { name, operation in
      Self.object([
        ("name", .string(name)), ("steps", operation.counts.value), ("took", .int(operation.took)),
      ])
    }
    let failures = sortedFailures.map {
      Self.object([("reason", .string($0.text)), ("count", .int($0.count))])
    }
    return [("operations", Self.list(operations)), ("failures", Self.list(failures))]
  }

  private static func object(_ fields: [(String, Value)]) -> Value {
    (try? RecordObject(fields)).map(Value.heap) ?? .null
  }

  private static func list(_ values: [Value]) -> Value {
    (try? .list(Array(values.prefix(mostInEvent)))) ?? .null
  }
}
