import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// What the calls of a run have used up at services, and how much they may.
///
/// A call counts from before it is sent, so that calls in parallel cannot exceed a budget together. One that was
/// certainly not carried out is taken back; one of which that is unknown counts.
package final class Spending: Sendable {
  /// What a service counts: `expoze.tokens`.
  package struct Unit: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let vendor: String
    package let name: String

    package init(vendor: String, name: String) {
      self.vendor = vendor
      self.name = name
    }

    package var description: String { "\(vendor).\(name)" }

    package static func < (left: Unit, right: Unit) -> Bool {
      (left.vendor, left.name) < (right.vendor, right.name)
    }
  }

  private struct State {
    var spent: [Unit: Int] = [:]
    /// The units that declarations name, by vendor.
    var known: [String: [Unit]] = [:]
  }

  /// How much a run may spend.
  package let budgets: [Unit: Int]
  private let isEnforced: Bool
  private let state = Mutex(State())

  /// - Parameter isEnforced: whether a call that would exceed a budget is refused; otherwise costs are only counted.
  package init(budgets: [Unit: Int] = [:], isEnforced: Bool = true) {
    (self.budgets, self.isEnforced) = (budgets, isEnforced)
  }

  /// What was spent of each unit, in alphabetical order; only what was spent at all.
  package var amounts: [(unit: Unit, amount: Int)] {
    state.withLock { $0.spent }.filter { $0.value > 0 }.map { ($0.key, $0.value) }
      .sorted { $0.0 < $1.0 }
  }

  /// Counts what a call costs, before it is made.
  ///
  /// - Throws: a `budget` error if that is more than is left; then nothing is counted.
  package func spend(_ costs: [(unit: Unit, amount: Int)], on call: String) throws {
    let excess = state.withLock { state -> DetailedError? in
      for (unit, amount) in costs {
        let spent = state.spent[unit, default: 0]
        if isEnforced, let budget = budgets[unit], amount > budget - spent {
          return Self.error(unit, budget: budget, spent: spent, cost: amount, call)
        }
      }
      Self.add(costs, to: &state)
      return nil
    }
    if let excess { throw excess }
  }

  /// Counts what a call has cost that an earlier process of the run has made.
  package func count(_ costs: [(unit: Unit, amount: Int)]) {
    state.withLock { Self.add(costs, to: &$0) }
  }

  private static func add(_ costs: [(unit: Unit, amount: Int)], to state: inout State) {
    for (unit, amount) in costs {
      let sum = state.spent[unit, default: 0].addingReportingOverflow(amount)
      state.spent[unit] = sum.overflow ? .max : sum.partialValue
    }
  }

  /// Takes back what was counted for a call that was not carried out.
  package func takeBack(_ costs: [(unit: Unit, amount: Int)]) {
    state.withLock { state in
      for (unit, amount) in costs { state.spent[unit, default: 0] -= amount }
    }
  }

  private static func error(
    _ unit: Unit, budget: Int, spent: Int, cost: Int, _ call: String
  ) -> DetailedError {
    let details: [(String, Value)] = [
      ("call", .string(call)), ("unit", .string(unit.description)), ("cost", .int(cost)),
      ("spent", .int(spent)), ("budget", .int(budget)),
    ]
    return DetailedError(
      .budget,
      "`\(call)` costs \(cost) \(unit.name), but \(spent) of the budget of \(budget) are spent",
      details: details, isRetryable: false, notes: ["nothing was sent"],
      help:
        "allow more, at least `--budget \(unit)=\(spent.addingReportingOverflow(cost).partialValue)`"
    )
  }

  // MARK: - Units

  /// Notes what a vendor counts, whether anything is spent there or not.
  func know(_ vendor: Vendor) {
    let units = vendor.units.map { Unit(vendor: vendor.name, name: $0) }
    state.withLock { $0.known[vendor.name] = units }
  }

  /// A budget for what no vendor counts, and why; nil if there is none.
  ///
  /// - Parameter others: the vendors that are known besides those of the run.
  package func unknownBudget(among others: [Vendor]) -> (message: String, help: String)? {
    var known = state.withLock { $0.known }
    for vendor in others where known[vendor.name] == nil {
      known[vendor.name] = vendor.units.map { Unit(vendor: vendor.name, name: $0) }
    }
    let units = known.values.flatMap(\.self).sorted()
    guard let unit = budgets.keys.sorted().first(where: { !units.contains($0) }) else { return nil }
    let near = NearNames.nearest(to: unit.description, in: units.map(\.description))
    let list = units.map { "`\($0)`" }.formatted(and: "and")
    let help = near.map { "did you mean `\($0)`?" } ?? "budgets can be set for \(list)"
    guard let own = known[unit.vendor] else {
      return ("unknown vendor `\(unit.vendor)` in `--budget \(unit)`", help)
    }
    guard !own.isEmpty else {
      return ("no call of `\(unit.vendor)` costs anything, as far as is declared", help)
    }
    return ("calls of `\(unit.vendor)` do not cost `\(unit.name)`", help)
  }
}
