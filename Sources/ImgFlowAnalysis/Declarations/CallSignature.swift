import ImgFlowSyntax

/// What a call must fit.
public struct CallSignature: Sendable {
  public struct Parameter: Sendable {
    /// nil for a parameter that has no name to give, such as a pattern.
    public let name: String?
    public let isRequired: Bool
    public let isRest: Bool
    /// The type as declared, for messages.
    public let typeText: String
    /// Finds what is wrong with an argument that is written out; nil where only running tells.
    public let examine: (@Sendable (Expression) -> [ArgumentProblem])?

    public init(
      name: String?, isRequired: Bool, isRest: Bool = false, typeText: String = "",
      examine: (@Sendable (Expression) -> [ArgumentProblem])? = nil
    ) {
      self.name = name
      self.isRequired = isRequired
      self.isRest = isRest
      self.typeText = typeText
      self.examine = examine
    }
  }

  /// How messages name it: `upload`, `expoze.upload`.
  public let name: String
  public let parameters: [Parameter]
  /// The index of each parameter that has a name.
  let places: [String: Int]
  /// What is known about its result.
  public let result: KnownType?

  public init(name: String, parameters: [Parameter], result: KnownType? = nil) {
    self.name = name
    self.parameters = parameters
    let named = parameters.enumerated().compactMap { index, parameter in
      parameter.name.map { ($0, index) }
    }
    places = Dictionary(named, uniquingKeysWith: { first, _ in first })
    self.result = result
  }

  /// The signature of a function of the script.
  init(_ function: Function, named name: String?, result: KnownType?) {
    self.init(
      name: name ?? function.name?.text ?? "fn",
      parameters: function.parameters.map { parameter in
        var name: String?
        if case .binding(let binding) = parameter.pattern.kind { name = binding.text }
        return Parameter(
          name: name, isRequired: parameter.defaultValue == nil && !parameter.isRest,
          isRest: parameter.isRest, typeText: parameter.type?.range.text ?? "")
      }, result: result)
  }
}

/// What is wrong with an argument that is written out.
public struct ArgumentProblem: Sendable {
  /// The place in the argument, such as `[0].left`; empty for all of it.
  public let path: String
  /// The whole sentence: `` `alpha` of `expoze.createJob` must be from 0 to 1, not 2 ``.
  public let message: String
  public let help: String?

  public init(path: String, message: String, help: String?) {
    self.path = path
    self.message = message
    self.help = help
  }
}

// The constructs that take arguments like a call.
extension CallSignature {
  static func construct(_ kind: Guarded.Kind) -> CallSignature {
    let parameters =
      switch kind {
      case .retry:
        ["times", "every", "backoff", "on", "look"].map { Parameter(name: $0, isRequired: false) }
      case .timeout: [Parameter(name: nil, isRequired: true, typeText: "duration")]
      case .step: [Parameter(name: nil, isRequired: true, typeText: "string")]
      }
    return CallSignature(name: kind.rawValue, parameters: parameters)
  }

  static let parallel = CallSignature(
    name: "parallel",
    parameters: ["limit", "onError"].map { Parameter(name: $0, isRequired: false) })
}
