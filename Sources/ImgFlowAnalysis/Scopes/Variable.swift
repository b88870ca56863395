import ImgFlowSyntax

/// A variable of a script, from its declaration to every use.
public final class Variable {
  public enum Kind: Sendable {
    case constant
    case mutable
    /// A `fn` declaration, visible in its whole block.
    case function
    case parameter
    /// `import "…" as name`.
    case module

    var isAssignable: Bool { self == .mutable }
  }

  public let name: Name
  public let kind: Kind
  /// The function whose frame holds it; nil for a top-level variable, which lives in a box of its own.
  let owner: FunctionScope?
  /// The block it was declared in.
  let block: BlockScope
  /// The index among the module's top-level variables, or the slot in the owner's frame.
  let index: Int
  /// A declared function's parameters, for checking calls.
  var signature: CallSignature?
  /// Whether a function inside uses it.
  var isCaptured = false
  /// Whether a function that is made at the start of the block uses it.
  var isCapturedEarly = false
  var isUsed = false

  init(
    name: Name, kind: Kind, owner: FunctionScope?, block: BlockScope, index: Int,
    signature: CallSignature? = nil
  ) {
    self.name = name
    self.kind = kind
    self.owner = owner
    self.block = block
    self.index = index
    self.signature = signature
  }

  /// Whether closures share a box rather than copy the value: when it can still change after they
  /// were made.
  var isBoxed: Bool {
    isCaptured && (kind == .mutable || kind == .function || isCapturedEarly)
  }
}

/// Where a name's value is found at run time.
public enum VariableReference: Sendable, Equatable {
  /// A slot of the running function's frame.
  case local(slot: Int)
  /// A box in a slot of the running function's frame.
  case boxed(slot: Int)
  /// A top-level variable of the module.
  case global(index: Int)
  /// A name of the outermost scope: built-ins, vendors, `use`d operations.
  case outer
}

/// What a call must fit.
public struct CallSignature: Sendable {
  public struct Parameter: Sendable {
    /// nil for a parameter that is a pattern, which has no name to give.
    public let name: String?
    public let isRequired: Bool
    public let isRest: Bool
    /// The type as declared, for messages.
    public let typeText: String

    public init(name: String?, isRequired: Bool, isRest: Bool = false, typeText: String = "") {
      self.name = name
      self.isRequired = isRequired
      self.isRest = isRest
      self.typeText = typeText
    }
  }

  /// How messages name it: `upload`, `expoze.upload`.
  public let name: String
  public let parameters: [Parameter]

  public init(name: String, parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
  }

  /// The signature of a function of the script.
  public init(_ function: Function) {
    self.name = function.name?.text ?? "fn"
    self.parameters = function.parameters.map { parameter in
      var name: String?
      if case .binding(let binding) = parameter.pattern.kind { name = binding.text }
      return Parameter(
        name: name, isRequired: parameter.defaultValue == nil && !parameter.isRest,
        isRest: parameter.isRest, typeText: parameter.type?.range.text ?? "")
    }
  }
}
