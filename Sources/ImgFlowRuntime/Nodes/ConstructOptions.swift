import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// What a construct was given, with the defaults of what it was not.
struct ConstructOptions {
  private let construct: Construct
  /// The values of the construct's options, in their order.
  fileprivate let values: [Value]

  fileprivate init(_ construct: Construct, _ values: [Value]) {
    (self.construct, self.values) = (construct, values)
  }

  subscript(option: Construct.Option) -> Value {
    construct.place(of: option).map { values[$0] } ?? .null
  }
}

/// The arguments of a construct, matched with its options before it runs unless some are spread.
struct ConstructArguments: Sendable {
  private let construct: Construct
  private let arguments: ArgumentNodes
  /// The option of each argument; nil if that is known only when it runs.
  private let targets: [Int]?
  private let defaults: [Value]

  init(_ arguments: ArgumentNodes, of construct: Construct) {
    self.construct = construct
    self.arguments = arguments
    let plan = try? ArgumentMatcher(construct).plan(for: arguments.shape)
    let isNamed = arguments.items.map { $0.name != nil }
    targets = arguments.isFixed ? plan?.sourceOrder(isNamed) : nil
    defaults = construct.options.map(\.defaultValue)
  }

  /// Where the first argument is; nil if there is none.
  var first: SourceRange? { arguments.items.first?.range }

  /// Evaluates the arguments, and checks them as far as that is not done before running.
  ///
  /// - Parameter range: the construct.
  /// - Throws: a `type` error at the argument that does not fit, in the words of the checks before running.
  func evaluate(_ e: Evaluator, _ slots: Slots, at range: SourceRange) throws -> ConstructOptions {
    guard let targets else { return try evaluateSpread(e, slots, at: range) }
    var values = defaults
    for (index, target) in targets.enumerated() {
      values[target] = try arguments.items[index].node.evaluate(e, slots)
    }
    // In the order of the options, whatever that of the arguments is.
    for place in values.indices {
      guard let index = targets.firstIndex(of: place) else { continue }
      try construct.check(values[place], at: place, given: arguments.items[index].range)
    }
    return ConstructOptions(construct, values)
  }

  private func evaluateSpread(
    _ e: Evaluator, _ slots: Slots, at range: SourceRange
  ) throws -> ConstructOptions {
    let given = try arguments.evaluate(e, slots)
    var values = defaults
    do {
      let matched = try ArgumentMatcher(construct).match(given)
      for (place, value) in matched.enumerated() {
        guard let value else { continue }
        try construct.check(value, at: place, given: self.range(of: place, in: given) ?? range)
        values[place] = value
      }
    } catch { throw RuntimeError.located(error, at: range) }
    return ConstructOptions(construct, values)
  }

  /// Where an option is given: by its name or in its place, or by what is spread.
  private func range(of place: Int, in given: CallArguments) -> SourceRange? {
    let name = construct.options[place].name
    if let named = given.named.first(where: { $0.name == name }) { return named.range }
    let positional = arguments.items.filter { $0.name == nil }
    guard let end = positional.firstIndex(where: \.isSpread), end <= place else {
      return positional.indices.contains(place) ? positional[place].range : nil
    }
    return positional[end].range
  }
}

extension ArgumentMatcher {
  fileprivate init(_ construct: Construct) {
    self.init(
      function: construct.name,
      parameters: construct.signature.parameters.map {
        Parameter(name: $0.name, isRequired: $0.isRequired, isRest: false)
      })
  }
}

extension Construct {
  fileprivate func place(of option: Option) -> Int? {
    options.firstIndex { $0.name == option.name }
  }

  /// - Throws: a `type` error at `range` if the value is not what the option at `place` takes.
  fileprivate func check(_ value: Value, at place: Int, given range: SourceRange) throws {
    let parameter = signature.parameters[place]
    if parameter.type.takesPlainly(value) { return }
    do {
      let found = try parameter.type.violations(of: value, by: signature.rules, limit: 1)
      guard let first = found.first else { return }
      throw ValueError(
        .type, first.sentence(about: signature.phrase(for: parameter)),
        help: first.hint ?? TypeFix.help(for: parameter.type, value))
    } catch { throw RuntimeError.located(error, at: range) }
  }
}
