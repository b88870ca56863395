import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

// What a call costs.
extension OperationCall {
  /// Makes a call, and counts what it costs unless it was certainly not carried out.
  ///
  /// - Throws: what `perform` throws; a `budget` error if the call would exceed a budget, before it is made.
  func spending<Result>(_ arguments: [Value?], _ perform: () throws -> Result) throws -> Result {
    guard !operation.costs.isEmpty, client.settings.countsCosts?() ?? true else {
      return try perform()
    }
    let costs = try costs(arguments)
    let spending = client.settings.spending
    try spending.spend(costs, on: operation.qualifiedName)
    do { return try perform() } catch {
      if !Self.mayBeDone(error) { spending.takeBack(costs) }
      throw error
    }
  }

  /// Counts what a call has cost that an earlier process of the run has made.
  func recount(_ arguments: [Value?]) throws {
    guard !operation.costs.isEmpty else { return }
    client.settings.spending.count(try costs(arguments))
  }

  private func costs(_ arguments: [Value?]) throws -> [(unit: Spending.Unit, amount: Int)] {
    let names = names(arguments)
    return try operation.costs.map { cost in
      let unit = Spending.Unit(vendor: operation.vendor, name: cost.unit)
      return (unit, try amount(try evaluate(cost.amount, names), cost))
    }
  }

  private func amount(_ value: Value, _ cost: Operation.Cost) throws -> Int {
    if let amount = value.asInt, amount >= 0 { return amount }
    throw DetailedError(
      .type,
      "what `\(operation.qualifiedName)` costs must be a whole number, but "
        + "`\(cost.amount.onOneLine)` is \(value.shortDescription())",
      help: "this is a mistake in the declaration of \(operation.vendor): "
        + "`costs` takes a whole number of `\(cost.unit)`")
  }

  private static func mayBeDone(_ error: any Error) -> Bool {
    switch error {
    case let stop as ImgFlowRuntime.CancellationError: stop.isAfterSending
    case let error as DetailedError: error.leavesOpen
    default: false
    }
  }
}
