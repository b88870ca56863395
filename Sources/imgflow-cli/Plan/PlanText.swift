import ImgFlow
import ImgFlowCatalogue
import ImgFlowSyntax
import ImgFlowValues

/// A plan as people read it: a heading for each thing that there is something to say of, and the most of it first.
struct PlanText {
  /// How many files are shown.
  private static let mostFiles = 20

  private let plan: Plan
  private let width: Int
  /// The folder that paths are shown relative to.
  private let folder: String?

  init(_ plan: Plan, width: Int, folder: String? = try? DiskFiles().currentDirectory) {
    (self.plan, self.width, self.folder) = (plan, max(30, width), folder)
  }

  var text: String {
    let blocks = [
      head, time, requests, jobs, costs, files, once, output, unknown,
    ].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: - Head

  private var head: [String] {
    wrap("Plan of \(plan.script); nothing real was touched.") + ending
  }

  private var ending: [String] {
    switch plan.end {
    case .finished: []
    case .exited(let code): wrap("The script ends with `exit(\(code))`.")
    case .failed(_, _, let place):
      wrap(
        "The script fails at \(place)"
          + (plan.notes.isEmpty ? "" : ", perhaps because of what is not known")
          + ". This is what it does until then:")
    case .horizon:
      wrap(
        "The script is not finished after \(DurationText.short(PlanRun.horizon)) by its own clock. This is what "
          + "it does until then; `--timeout 3d` looks further ahead.")
    case .stopped: wrap("The plan was stopped. This is what the script does until then:")
    }
  }

  // MARK: - Time

  private var time: [String] {
    let waits =
      plan.time == 0 ? "no waiting" : "\(DurationText.elapsed(plan.time)) of waiting"
    let requests = plan.requests.isEmpty ? "" : ", and as long as the requests themselves take"
    var rows = [(head: "Time", text: waits + requests)]
    for limit in plan.limits {
      let least =
        limit.time > 0
        ? "at least \(DurationText.elapsed(limit.time)) for \(Quantity.of(limit.requests, "request"))"
        : "no wait for \(Quantity.of(limit.requests, "request"))"
      rows.append((rows.count == 1 ? "Limits" : "", "\(limit.name): \(least) (\(limit.limits))"))
    }
    return facts(rows)
  }

  // MARK: - Calls

  private var requests: [String] {
    guard !plan.requests.isEmpty else { return [] }
    var rows = plan.requests.map {
      [$0.operation, Quantity.grouped($0.count), Self.size($0.bytes)]
    }
    if rows.count > 1 {
      let (count, bytes) = plan.requests.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.bytes) }
      rows.append(["all", Quantity.grouped(count), Self.size(bytes)])
    }
    return table(["Requests", "count", "sent"], rows)
  }

  private static func size(_ bytes: Int) -> String { bytes == 0 ? "–" : Quantity.bytes(bytes) }

  private var jobs: [String] {
    guard !plan.jobs.isEmpty else { return [] }
    let list = plan.jobs.map { "\(Quantity.grouped($0.count)) by \($0.operation)" }
    // Of those that are declared, the notes say so.
    let isGuess = plan.jobs.contains { job in
      !plan.notes.contains { note in
        if case .declared(let vendor) = note.subject {
          job.operation.hasPrefix(vendor + ".")
        } else {
          false
        }
      }
    }
    return facts([
      (
        "Jobs",
        list.formatted(and: "and")
          + (isGuess ? "; how long they take is a guess of the sandbox" : "")
      )
    ])
  }

  private var costs: [String] {
    guard !plan.costs.isEmpty else { return [] }
    let hasBudgets = plan.costs.contains { $0.budget != nil }
    let rows = plan.costs.map { cost -> [String] in
      let row = [cost.unit.description, Quantity.grouped(cost.amount)]
      guard hasBudgets else { return row }
      let excess = cost.budget.map { cost.amount - $0 } ?? 0
      return row + [
        cost.budget.map(Quantity.grouped) ?? "–",
        excess > 0 ? "\(Quantity.grouped(excess)) over" : cost.budget == nil ? "" : "within",
      ]
    }
    return table(["Costs", "amount"] + (hasBudgets ? ["budget", ""] : []), rows)
  }

  // MARK: - Files

  private var files: [String] {
    guard !plan.changes.isEmpty else { return [] }
    let sorted = plan.changes.sorted { ($1.bytes ?? -1, $0.path) < ($0.bytes ?? -1, $1.path) }
    let rows = sorted.prefix(Self.mostFiles).map { change in
      [
        Columns.padded(change.kind.rawValue, to: 8) + path(change),
        change.bytes.map { (change.kind == .append ? "+" : "") + Quantity.bytes($0) } ?? "",
      ]
    }
    let rest = sorted.count - rows.count
    return table(["Files", "size"], rows)
      + (rest > 0 ? ["  and \(Quantity.of(rest, "other file"))"] : [])
  }

  private func path(_ change: PlannedChange) -> String {
    let path = shown(change.path) + (change.kind == .folder ? "/" : "")
    guard let source = change.source.map(shown) else { return path }
    return change.kind == .link ? "\(path) → \(source)" : "\(source) → \(path)"
  }

  private func shown(_ path: String) -> String {
    let inner = folder.flatMap { path.path(inside: $0) } ?? ""
    return VisibleText.of(inner.isEmpty ? path : inner)
  }

  // MARK: - The rest

  private var once: [String] {
    guard plan.skipped > 0 else { return [] }
    return facts([
      (
        "Once",
        "\(Quantity.of(plan.skipped, "block")) would be skipped: earlier runs have their values. What they send and "
          + "cost is not counted; the time that they wait is."
      )
    ])
  }

  private var output: [String] {
    guard plan.printed > 0 else { return [] }
    return facts([("Output", "\(Quantity.bytes(plan.printed)), which a plan does not show")])
  }

  private var unknown: [String] {
    guard !plan.notes.isEmpty else { return [] }
    let notes = plan.notes.flatMap { note -> [String] in
      let place = note.place.map { "\($0): " } ?? ""
      let count = note.count > 1 ? " (\(Quantity.grouped(note.count)) times)" : ""
      return Columns.wrap(VisibleText.of("\(place)\(note.subject.text)\(count)"), to: width - 4)
        .enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
    }
    return ["Not known"] + notes
  }

  // MARK: - Layout

  private func wrap(_ text: String) -> [String] { Columns.wrap(VisibleText.of(text), to: width) }

  private func facts(_ rows: [Columns.Pair]) -> [String] {
    let column = 10
    return rows.flatMap { head, text -> [String] in
      Columns.wrap(VisibleText.of(text), to: width - column).enumerated().map {
        Columns.padded($0 == 0 ? head : "", to: column) + $1
      }
    }
  }

  /// Rows below a heading: the first column to the left and cut to what fits, numbers to the right.
  private func table(_ heading: [String], _ rows: [[String]]) -> [String] {
    let lines = [heading] + rows.map { row in ["  " + row[0]] + row.dropFirst() }
    let widths = heading.indices.map { column in
      lines.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    var numbers = 0
    for width in widths.dropFirst() { numbers += width + 2 }
    let first = min(max(widths[0], 24), max(12, width - numbers))
    return lines.map { cells in
      var line = Columns.padded(Columns.cut(cells[0], to: first), to: first)
      for column in cells.indices.dropFirst() {
        let margin = widths[column] - DisplayWidth.of(cells[column]) + 2
        line += String(repeating: " ", count: margin) + cells[column]
      }
      return String(line.trimmingSuffix { $0 == " " })
    }
  }
}
