import ImgFlowAnalysis
import ImgFlowValues

/// Matching of arguments with parameters; the checks before running have caught the faults known then.
struct ArgumentMatcher {
  struct Parameter {
    let name: String?
    let isRequired: Bool
    let isRest: Bool
  }

  let function: String
  let parameters: [Parameter]

  /// Returns a value for every parameter, in their order: nil for one that was left out, a list for a
  /// rest parameter.
  ///
  /// - Throws: as `plan` does.
  func match(_ arguments: CallArguments) throws -> [Value?] {
    let plan = try plan(for: arguments.shape)
    var values: [Value?] = Array(repeating: nil, count: parameters.count)
    var collected: [Value] = []
    for (index, value) in arguments.positional.enumerated() {
      if plan.targets[index] == plan.rest {
        collected.append(value)
      } else {
        values[plan.targets[index]] = value
      }
    }
    for (index, argument) in arguments.named.enumerated() {
      values[plan.targets[arguments.positional.count + index]] = argument.value
    }
    if let rest = plan.rest { values[rest] = try .list(collected) }
    return values
  }

  /// Works out where arguments go.
  ///
  /// - Throws: a `type` error for unknown, repeated, missing or too many arguments.
  func plan(for shape: ArgumentShape) throws -> ArgumentPlan {
    let rest = parameters.firstIndex { $0.isRest }
    var targets: [Int] = []
    targets.reserveCapacity(shape.count)
    for position in 0..<shape.positionalCount {
      guard let target = position < rest ?? parameters.count ? position : rest else {
        throw tooMany(shape)
      }
      targets.append(target)
    }
    var isGiven = Array(repeating: false, count: parameters.count)
    for target in targets.prefix(parameters.count) { isGiven[target] = true }
    let places = shape.names.count > 8 ? self.places : nil
    for name in shape.names {
      let place =
        places.map { $0[name] } ?? parameters.firstIndex { $0.name == name && !$0.isRest }
      guard let target = place else { throw unknown(name) }
      if isGiven[target] { throw ValueError(ArgumentMistake.repeated(name, of: function)) }
      isGiven[target] = true
      targets.append(target)
    }
    let absent = parameters.indices.filter { !isGiven[$0] && !parameters[$0].isRest }
    if let missing = absent.first(where: { parameters[$0].isRequired }) {
      throw self.missing(missing, shape)
    }
    return ArgumentPlan(targets: targets, absent: absent, rest: rest)
  }

  private func missing(_ index: Int, _ shape: ArgumentShape) -> ValueError {
    let name = parameters[index].name ?? "argument \(index + 1)"
    guard shape.isCallback else {
      return ValueError(.type, "`\(function)` needs `\(name)`", help: "add `\(name): …`")
    }
    let needed = parameters.count(where: \.isRequired)
    return ValueError(
      .type,
      "`\(function)` needs \(ArgumentMistake.counted(needed)), but is called with "
        + "\(shape.positionalCount) here",
      help: "nothing is passed for `\(name)`: remove it, or give it a default")
  }

  private func tooMany(_ shape: ArgumentShape) -> ValueError {
    let given = shape.positionalCount
    guard shape.isCallback else {
      return ValueError(
        ArgumentMistake.tooMany(of: function, takes: parameters.count, given: given))
    }
    let takes = ArgumentMistake.counted(parameters.count)
    return ValueError(
      .type, "`\(function)` takes \(takes), but is called with \(given) here",
      help: "let it take \(given == 1 ? "it" : "all of them"); use `_` for what it does not need")
  }

  /// The index of each parameter that can be named; for many arguments.
  private var places: [String: Int] {
    let named = parameters.enumerated().compactMap { index, parameter in
      parameter.isRest ? nil : parameter.name.map { ($0, index) }
    }
    return Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  private func unknown(_ name: String) -> ValueError {
    ValueError(
      ArgumentMistake.unknown(
        name, of: function, names: parameters.filter { !$0.isRest }.compactMap(\.name),
        count: parameters.count))
  }
}

extension ValueError {
  fileprivate init(_ mistake: ArgumentMistake) {
    self.init(.type, mistake.message, help: mistake.help)
  }
}
