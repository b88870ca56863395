import ImgFlowSyntax
import ImgFlowValues

/// A variable of a script, from its declaration to every use.
package final class Variable {
  package enum Kind: Sendable {
    case constant
    case mutable
    /// A `fn` declaration, visible in its whole block.
    case function
    case parameter
    /// `import "…" as name`.
    case module

    var isAssignable: Bool { self == .mutable }

    /// Whether a frame can hold it; functions and modules are there before the top level runs.
    var isHeldByFrames: Bool {
      switch self {
      case .constant, .mutable, .parameter: true
      case .function, .module: false
      }
    }
  }

  package let name: Name
  package let kind: Kind
  /// The function whose frame holds it; nil for a top-level variable, which lives in its own box unless
  /// nothing but the top level uses it.
  private(set) var owner: FunctionScope?
  /// The block it was declared in, which holds it; nil if that has been resolved.
  private(set) weak var block: BlockScope?
  /// The index among the module's top-level variables, or the slot in the owner's frame.
  private(set) var index: Int
  /// The parameters of a function that never is another, for checking calls.
  var signature: CallSignature?
  /// What an imported module exports.
  var interface: ModuleInterface?
  /// What is known of its value; nil as long as nothing is.
  var type: Type?
  /// The type that a `var` was declared with, which whatever it becomes must have.
  var annotation: TypeExpression?
  /// What a constant is bound to.
  var value: Expression?
  /// Whether a `let`, `param` or `import` declares it as a constant, so that a pattern may be meant to
  /// compare with it.
  var isDeclaredConstant = false
  /// What it is bound to first.
  var initialValue: Expression?
  /// Whether something else is assigned to all of it.
  var isReplaced = false
  /// Whether a top-level variable is used by a function, or shared with another module.
  var isShared = false
  /// Whether a function inside uses it.
  var isCaptured = false
  /// Whether a function that is made at the start of the block uses it.
  private(set) var isCapturedEarly = false
  var isRead = false
  var isAssigned = false

  init(
    name: Name, kind: Kind, owner: FunctionScope?, block: BlockScope?, index: Int,
    signature: CallSignature? = nil
  ) {
    self.name = name
    self.kind = kind
    self.owner = owner
    self.block = block
    self.index = index
    self.signature = signature
  }

  /// Moves a top-level variable from a box of its own to the frame of the top level.
  func move(into frame: FunctionScope) {
    owner = frame
    index = frame.makeFreshSlot()
  }

  /// Notes that a function that is made at the start of the block uses it, so that its box is there from the
  /// start too. The blocks between have been given slots already, and its own may be one of them.
  func captureEarly() {
    guard !isCapturedEarly else { return }
    isCapturedEarly = true
    if kind != .function, let owner { index = owner.makeFreshSlot() }
  }

  /// Whether `x.method(…)` calls a function that the object `x` holds, rather than change `x`.
  func holdsFunction(_ method: String) -> Bool {
    guard case .object(let entries) = value?.kind else { return false }
    // Objects have only one method that changes them.
    guard method == "remove" else { return true }
    return entries.contains { entry in
      guard case .pair(let key, let value) = entry, case .function = value.kind else {
        return false
      }
      return key.text == method
    }
  }

  /// Whether closures share a box rather than copy the value: namely if it can still change after they were
  /// made.
  var isBoxed: Bool {
    isCaptured && (kind == .mutable || kind == .function || isCapturedEarly)
  }
}

/// Where a name's value is found at run time.
package enum VariableReference: Sendable, Equatable {
  /// A slot of the running function's frame.
  case local(slot: Int)
  /// A box in a slot of the running function's frame.
  case boxed(slot: Int)
  /// A top-level variable of the module.
  case global(index: Int)
  /// A name of the outermost scope: built-ins, vendors, `use`d operations.
  case outer
}
