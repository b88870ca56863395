import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// What a construct was given, with the defaults of what it was not.
struct ConstructOptions {
  fileprivate let values: [String: Value]

  subscript(option: Construct.Option) -> Value { values[option.name] ?? .null }
}

extension ArgumentNodes {
  /// Evaluates the arguments of a construct, and checks them as far as that is not done before running.
  ///
  /// - Parameter range: the construct.
  /// - Throws: a `type` error at the argument that does not fit, in the words of the checks before running.
  func options(
    of construct: Construct, _ e: Evaluator, _ slots: Slots, at range: SourceRange
  ) throws -> ConstructOptions {
    let given = try evaluate(e, slots)
    var values: [String: Value] = [:]
    do {
      let matched = try ArgumentMatcher(construct).match(given)
      for (place, (option, value)) in zip(construct.options, matched).enumerated() {
        guard let value else {
          values[option.name] = option.defaultValue
          continue
        }
        do { try construct.check(value, at: place) } catch {
          throw RuntimeError.located(
            error, at: self.range(of: option, at: place, in: given) ?? range)
        }
        values[option.name] = value
      }
    } catch { throw RuntimeError.located(error, at: range) }
    return ConstructOptions(values: values)
  }

  /// Where an option is given: by its name or in its place, or by what is spread.
  private func range(
    of option: Construct.Option, at place: Int, in given: CallArguments
  ) -> SourceRange? {
    if let named = given.named.first(where: { $0.name == option.name }) { return named.range }
    let positional = items.filter { $0.name == nil }
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
  /// - Throws: a `type` error if the value is not what the option at `place` takes.
  fileprivate func check(_ value: Value, at place: Int) throws {
    let parameter = signature.parameters[place]
    let found = try parameter.type.violations(of: value, by: signature.rules, limit: 1)
    guard let first = found.first else { return }
    throw ValueError(
      .type, first.sentence(about: signature.phrase(for: parameter)),
      help: first.hint ?? TypeFix.help(for: parameter.type, value))
  }
}
