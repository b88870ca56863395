import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// The arguments of a call, evaluated and with spreads opened.
struct CallArguments {
  var positional: [Value] = []
  var named: [(name: String, value: Value, range: SourceRange)] = []
  /// Whether a built-in calls a function that it was given, so that the arguments are not in the source.
  var isCallback = false
}

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
  /// - Throws: a `type` error for unknown, repeated, missing or too many arguments.
  func match(_ arguments: CallArguments) throws -> [Value?] {
    var values: [Value?] = Array(repeating: nil, count: parameters.count)
    var rest: [Value] = []
    let restIndex = parameters.firstIndex { $0.isRest }
    for (position, value) in arguments.positional.enumerated() {
      if position < restIndex ?? parameters.count {
        values[position] = value
      } else if restIndex != nil {
        rest.append(value)
      } else {
        throw tooMany(arguments)
      }
    }
    let places = arguments.named.count > 8 ? self.places : nil
    for argument in arguments.named {
      let place =
        places.map { $0[argument.name] }
        ?? parameters.firstIndex { $0.name == argument.name && !$0.isRest }
      guard let index = place else { throw unknown(argument.name) }
      if values[index] != nil {
        throw ValueError(ArgumentMistake.repeated(argument.name, of: function))
      }
      values[index] = argument.value
    }
    if let restIndex { values[restIndex] = try .list(rest) }
    if let missing = parameters.indices.first(where: {
      parameters[$0].isRequired && values[$0] == nil
    }) {
      throw self.missing(missing, arguments)
    }
    return values
  }

  private func missing(_ index: Int, _ arguments: CallArguments) -> ValueError {
    let name = parameters[index].name ?? "argument \(index + 1)"
    guard arguments.isCallback else {
      return ValueError(.type, "`\(function)` needs `\(name)`", help: "add `\(name): …`")
    }
    let needed = parameters.count(where: \.isRequired)
    return ValueError(
      .type,
      "`\(function)` needs \(ArgumentMistake.counted(needed)), but is called with "
        + "\(arguments.positional.count) here",
      help: "nothing is passed for `\(name)`: remove it, or give it a default")
  }

  private func tooMany(_ arguments: CallArguments) -> ValueError {
    let given = arguments.positional.count
    guard arguments.isCallback else {
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

extension Evaluator {
  /// Puts arguments into the slots of a closure's parameters; missing ones are marked absent.
  func place(_ arguments: CallArguments, in code: FunctionCode, _ base: Slots) throws {
    guard reserve(to: base + code.frameSize) else {
      throw ValueError(.limit, "calls are nested deeper than the value stack allows")
    }
    if code.isPlain, arguments.named.isEmpty, arguments.positional.count == code.parameters.count {
      for (index, value) in arguments.positional.enumerated() { base[index] = value }
      return
    }
    let matcher = ArgumentMatcher(
      function: code.name,
      parameters: code.parameters.map {
        .init(
          name: $0.name, isRequired: $0.defaultValue == nil && !$0.isRest, isRest: $0.isRest)
      })
    let values = try matcher.match(arguments)
    for (parameter, value) in zip(code.parameters, values) {
      base[parameter.slot] = value ?? .heap(Absent.marker)
    }
  }

  /// Fills in defaults, checks types and destructures patterns, in the order of the parameters, so that a
  /// default may use the parameters before it.
  func bindParameters(_ code: FunctionCode, _ base: Slots) throws {
    for parameter in code.parameters {
      var value = base[parameter.slot]
      if case .heap(let object) = value, object === Absent.marker {
        value = try parameter.defaultValue?.evaluate(self, base) ?? .null
      }
      if let type = parameter.type {
        value = try type.convert(
          value, self, at: code.range, what: "`\(parameter.name ?? "…")` of `\(code.name)`")
      }
      base[parameter.slot] = value
      try parameter.pattern?.destructure(value, self, base)
    }
  }
}
