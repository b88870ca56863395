import ImgFlowSyntax
import ImgFlowValues

// What calls use up, how many a service takes, and the headers that are named.
extension CatalogueBuilder {
  /// A cost; reports and returns nil if it makes no sense, or repeats one of `others`.
  mutating func cost(
    _ cost: VendorCost, _ parameters: [Operation.Parameter], after others: [Operation.Cost]
  ) -> Operation.Cost? {
    let help = "write `costs 1 \(cost.unit.text)`, or an expression of the parameters"
    if let literal = cost.amount.literalValue {
      guard let amount = literal.asInt, amount > 0 else {
        report("`costs` takes a whole number above 0", at: cost.amount.range, help: help)
        return nil
      }
    }
    if let stray = strayName(in: .expression(cost.amount), known: Set(parameters.map(\.name))) {
      report(
        "this operation has no parameter `\(stray.text)`", at: stray.range,
        help: NearNames.hint(for: stray.text, in: parameters.map(\.name)))
      return nil
    }
    guard !others.contains(where: { $0.unit == cost.unit.text }) else {
      report(
        "this operation says twice how many `\(cost.unit.text)` it costs", at: cost.unit.range)
      return nil
    }
    return Operation.Cost(amount: cost.amount, unit: cost.unit.text)
  }

  /// A name that is neither known nor called, outside the functions in the expression, which have names of
  /// their own.
  private func strayName(in element: SyntaxElement, known: Set<String>) -> Name? {
    guard case .expression(let expression) = element else { return nil }
    switch expression.kind {
    case .name(let name): return known.contains(name.text) ? nil : name
    case .call(let callee, let arguments):
      if case .name = callee.kind {
        return arguments.lazy.compactMap { strayName(in: .expression($0.value), known: known) }
          .first
      }
    default: break
    }
    return element.children.lazy.compactMap { strayName(in: $0, known: known) }.first
  }

  /// Limits with further ones; reports those that make no sense.
  mutating func limits(_ limits: [VendorLimit], after earlier: RequestLimits) -> RequestLimits {
    var result = earlier
    for limit in limits {
      guard let count = literal(limit.count)?.asInt, count > 0 else {
        report(
          "a limit is a whole number of requests above 0", at: limit.count.range,
          help: "write `limits 10 per 1s, 4 at once`")
        continue
      }
      if let window = limit.window {
        guard let length = window.literalValue?.asDuration?.milliseconds, length > 0 else {
          report("`per` takes a duration above 0", at: window.range, help: "write `10 per 1s`")
          continue
        }
        result.rates.append(.init(count: count, window: length))
      } else if result.concurrency == nil {
        result.concurrency = count
      } else {
        report("`at once` is limited twice", at: limit.count.range)
      }
    }
    return result
  }

  /// Reports a header whose name is not one, or which has another use than the key of a call.
  mutating func checkHeader(_ header: VendorText, isForKey: Bool = false) {
    if !HeaderName.isToken(header.text) {
      report(
        "\(Value.string(header.text).shortDescription()) is not a valid header name",
        at: header.range,
        help: isForKey ? "write the vendor's own, such as \"Idempotency-Key\"" : nil)
    } else if isForKey, isTaken(header.text) {
      report(
        "the header `\(header.text)` cannot carry the key: it has another use", at: header.range,
        help: "write the vendor's own, such as \"Idempotency-Key\"")
    }
  }

  private func isTaken(_ header: String) -> Bool {
    var taken = HeaderName.ownUse
    taken += parts.headers.map { $0.name.lowercased() }
    if case .header(let name, _) = parts.auth.scheme { taken.append(name.lowercased()) }
    return taken.contains(header.lowercased())
  }
}
