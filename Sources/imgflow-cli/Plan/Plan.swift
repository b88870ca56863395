import ImgFlow
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowVendors

/// What a run of a script would do, as far as a rehearsal shows it.
struct Plan {
  /// How the rehearsal ended.
  enum End: Equatable {
    case finished
    case exited(Int32)
    /// With an error, at a place such as `night.imgflow:12:3`.
    case failed(kind: String, message: String, place: String)
    /// It was stopped after as much time as a plan looks ahead.
    case horizon
    /// A person stopped it.
    case stopped
  }

  struct Requests {
    let operation: String
    let count: Int
    /// The size of their bodies.
    let bytes: Int
  }

  /// A limit that the requests are subject to, and how long they take because of it alone.
  struct Limit {
    /// `expoze`, `expoze.createJob`.
    let name: String
    let limits: RequestLimits
    let requests: Int
    let time: Int
  }

  struct Cost {
    let unit: Spending.Unit
    let amount: Int
    let budget: Int?

    var isOver: Bool { budget.map { amount > $0 } ?? false }
  }

  let script: String
  let end: End
  /// How long the waits of the run take, in milliseconds.
  let time: Int
  /// Those with the most first, as in all lists.
  let requests: [Requests]
  let limits: [Limit]
  let jobs: [(operation: String, count: Int)]
  let costs: [Cost]
  let changes: [PlannedChange]
  /// How many blocks of `once` a run would not execute.
  let skipped: Int
  /// How many bytes the script would print.
  let printed: Int
  let notes: [PlanNotes.Note]

  init(
    _ script: String, _ end: End, _ host: RehearsalHost, _ setting: RunSetting, skipped: Int
  ) {
    (self.script, self.end, self.skipped) = (script, end, skipped)
    time = host.elapsed
    let tally = setting.host.watch.tally
    // What is not sent to a vendor is told of under its own heading.
    let sent = tally.requestsByName.filter { !$0.key.hasPrefix("http.") }
    requests = sent.map {
      Requests(operation: $0.key, count: $0.value.count, bytes: $0.value.bytes)
    }
    .sorted { ($1.count, $0.operation) < ($0.count, $1.operation) }
    limits = Self.limits(of: setting.services.vendors, sent.mapValues(\.count))
    jobs = tally.started.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    costs = Self.costs(setting.spending)
    changes = host.changes
    printed = host.printed
    notes = host.notes.all
  }

  private static func costs(_ spending: Spending) -> [Cost] {
    var amounts = Dictionary(uniqueKeysWithValues: spending.amounts.map { ($0.unit, $0.amount) })
    for unit in spending.budgets.keys where amounts[unit] == nil { amounts[unit] = 0 }
    return amounts.map { Cost(unit: $0.key, amount: $0.value, budget: spending.budgets[$0.key]) }
      .sorted { ($1.amount, $0.unit) < ($0.amount, $1.unit) }
  }

  private static func limits(of vendors: [Vendor], _ counts: [String: Int]) -> [Limit] {
    vendors.flatMap { vendor in
      let own = vendor.operations.map { ($0.qualifiedName, $0.limits) }
      let all = vendor.operations.reduce(0) { $0 + counts[$1.qualifiedName, default: 0] }
      return [Limit(vendor.name, vendor.limits, all)]
        + own.map { Limit($0.0, $0.1, counts[$0.0, default: 0]) }
    }.filter { !$0.limits.isEmpty && $0.requests > 0 }
      .sorted { ($1.time, $0.name) < ($0.time, $1.name) }
  }
}

extension Plan.Limit {
  fileprivate init(_ name: String, _ limits: RequestLimits, _ requests: Int) {
    self.init(
      name: name, limits: limits, requests: requests,
      time: limits.shortestTime(for: requests))
  }
}

extension Plan.End {
  /// Nil for what did not start at all.
  ///
  /// - Parameter time: how much time has passed for the script.
  init?(_ outcome: Outcome, after time: Int, of options: RunOptions) {
    switch outcome {
    case .rejected, .misused, .unable: return nil
    case .finished: self = .finished
    case .exited(let code): self = .exited(code)
    case .stopped: self = .stopped
    case .failed(let error):
      let isHorizon = options.timeout == nil && time >= PlanRun.horizon
      self =
        error.value.kind == "timeout" && isHorizon
        ? .horizon
        : .failed(
          kind: error.value.kind, message: error.value.message, place: "\(error.range)")
    }
  }
}
