import ImgFlowSyntax
import ImgFlowValues

/// What a call must fit, and what it gives.
package struct CallSignature: Sendable {
  package struct Parameter: Sendable {
    /// nil for a parameter that has no name to give, such as a pattern.
    package let name: String?
    /// What it takes.
    package let type: Type
    package let isRequired: Bool
    package let isRest: Bool
    /// Whether null is the same as leaving it out.
    package let takesNull: Bool

    package init(
      name: String?, type: Type = .any, isRequired: Bool, isRest: Bool = false,
      takesNull: Bool = false
    ) {
      self.name = name
      self.type = type
      self.isRequired = isRequired
      self.isRest = isRest
      self.takesNull = takesNull
    }
  }

  /// How messages name it: `upload`, `expoze.upload`.
  package let name: String
  package let parameters: [Parameter]
  /// What it gives; types that are derived from its arguments say so.
  package let result: Type
  /// Of what some must be given.
  package let requirements: [Requirement]
  /// How arguments are held against the types of the parameters.
  package let rules: TypeRules
  /// The index of each parameter that has a name.
  let places: [String: Int]

  /// `requires any of column, column_name`, of the parameters at some places.
  package struct Requirement: Sendable {
    package let parameters: [Int]
    /// Whether all of them must be given rather than any.
    package let needsAll: Bool

    package init(parameters: [Int], needsAll: Bool) {
      self.parameters = parameters
      self.needsAll = needsAll
    }
  }

  package init(
    name: String, parameters: [Parameter], result: Type = .any, requirements: [Requirement] = [],
    rules: TypeRules = .annotation
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.requirements = requirements
    self.rules = rules
    let named = parameters.enumerated().compactMap { index, parameter in
      parameter.name.map { ($0, index) }
    }
    places = Dictionary(named, uniquingKeysWith: { first, _ in first })
  }

  /// How messages name the argument for a parameter.
  package func phrase(for parameter: Parameter) -> String {
    parameter.name.map { "`\($0)` of `\(name)`" } ?? "the argument of `\(name)`"
  }

  /// The signature of a function of the script.
  init(_ function: Function, named name: String?, type: (TypeExpression) -> Type) {
    self.init(
      name: name ?? function.name?.text ?? "fn",
      parameters: function.parameters.map { parameter in
        var name: String?
        if case .binding(let binding) = parameter.pattern.kind { name = binding.text }
        return Parameter(
          name: name, type: parameter.type.map(type) ?? .any,
          isRequired: parameter.defaultValue == nil && !parameter.isRest, isRest: parameter.isRest)
      }, result: function.result.map(type) ?? .any)
  }
}
