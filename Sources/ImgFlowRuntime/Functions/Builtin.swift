import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// A function or method of the language that is written in Swift: its signature, its documentation
/// with examples whose results are tests, and its body.
package struct Builtin: Sendable {
  package let name: String
  package let parameters: [Parameter]
  /// What it gives.
  package let result: Type
  /// What it does, in one sentence or a few.
  package let documentation: String
  /// Expressions and what `print` shows for them.
  package let examples: [(source: String, result: String)]
  package internal(set) var body: Body
  /// How a journal remembers its calls; nil if it reaches nothing outside.
  package internal(set) var effect: EffectRule?
  /// Of what parameters some must be given.
  package var requirements: [CallSignature.Requirement] = []
  /// How arguments are held against the types of the parameters before a script runs.
  package var rules = TypeRules.annotation
  /// What it always returns, when it has no parameters: calls are the value itself.
  var constant: Value?
  /// The result for two ints if it is quick to compute; nil otherwise. Calls with two ints try this first.
  var ofInts: (@Sendable (Int, Int) -> Int?)?
  /// Returns the result without copying the receiver or the argument, or nil if the call takes the general path.
  /// Only for methods that run no code of the script. A method without parameters gets the receiver twice.
  var ofPlaces: QuickMethod?
  /// Does without the list that the body returns: gives its items one at a time.
  var items: ItemMaker?
  /// Does without the list that is the receiver: takes its items one at a time. The receiver is null.
  var ofItems: ItemTaker?

  typealias QuickMethod =
    @Sendable (_ receiver: UnsafePointer<Value>, _ argument: UnsafePointer<Value>) -> Value?

  package enum Body: Sendable {
    /// Takes the bound arguments in the order of the parameters; a method's receiver is the first.
    case function(@Sendable (NativeCall) throws -> Value)
    /// A method that changes the place it is called on; the receiver is not a parameter.
    case mutation(@Sendable (inout Value, NativeCall) throws -> Value)
  }

  /// Declares a function, or a method whose first parameter is its receiver.
  package init(
    _ name: String, _ parameters: [Parameter], returns result: Type, _ documentation: String,
    examples: [(source: String, result: String)] = [],
    body: @escaping @Sendable (NativeCall) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.documentation = documentation
    self.examples = examples
    self.body = .function(body)
  }

  /// Declares a method that changes the place it is called on.
  package init(
    mutating name: String, _ parameters: [Parameter], returns result: Type,
    _ documentation: String, examples: [(source: String, result: String)] = [],
    body: @escaping @Sendable (inout Value, NativeCall) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.documentation = documentation
    self.examples = examples
    self.body = .mutation(body)
  }

  /// Declares a function that returns a list, and can do without it.
  ///
  /// - Parameter count: how many items there will be, when that is known before they are made.
  init(
    listing name: String, _ parameters: [Parameter], returns result: Type,
    _ documentation: String, examples: [(source: String, result: String)] = [],
    count: @escaping @Sendable (NativeCall) throws -> Int = { _ in 0 },
    items: @escaping ItemMaker
  ) {
    self.init(name, parameters, returns: result, documentation, examples: examples) { call in
      let count = try count(call)
      try ValueLimits.claimList(items: count)
      let list = ListObject.make(count: count)
      try items(call) { item in
        try list.append(item)
        return true
      }
      return .heap(list)
    }
    self.items = items
  }

  /// Declares a function that always returns the same.
  init(
    _ name: String, alwaysReturns value: Value, _ type: Type, _ documentation: String,
    examples: [(source: String, result: String)]
  ) {
    self.init(name, [], returns: type, documentation, examples: examples) { _ in value }
    constant = value
  }

  /// The same built-in with a way to do without the list that it returns.
  func making(_ items: @escaping ItemMaker) -> Builtin {
    var making = self
    making.items = items
    return making
  }

  /// The same built-in with a way to do without the list that is its receiver.
  func using(_ ofItems: @escaping ItemTaker) -> Builtin {
    var using = self
    using.ofItems = ofItems
    return using
  }

  /// Whether a call of it may run code of the script.
  var callsFunctions: Bool {
    parameters.contains { !$0.kinds.isDisjoint(with: [.function, .stream]) }
  }

  /// The same built-in with a quick way for two ints.
  func quick(_ ofInts: @escaping @Sendable (Int, Int) -> Int?) -> Builtin {
    var quick = self
    quick.ofInts = ofInts
    return quick
  }

  /// The same method with a quick way for a receiver in a variable.
  func quickInPlace(_ ofPlaces: @escaping QuickMethod) -> Builtin {
    var quick = self
    quick.ofPlaces = ofPlaces
    return quick
  }

  /// A value is not of its parameter's type.
  struct Unsuitable: Error {}

  /// A parameter: its name, the types it takes, and what happens when it is not given.
  package struct Parameter: Sendable {
    package let name: String
    package let type: Type
    /// The kinds of values that it takes; any other is a `type` error.
    package let kinds: TypeSet
    package let presence: Presence
    /// Whether null is the same as leaving it out, by the rules of the function.
    package var takesNull = true
    /// Checks and converts a value beyond its kind; nil where the kind is all that counts. It throws
    /// `Unsuitable` for what the type says.
    package let refine: (@Sendable (Value, Evaluator) throws -> Value)?
    /// What need not be refined.
    let plain: Plain

    /// Values of a parameter's kinds that `refine` would return as they are.
    enum Plain: Sendable {
      case all
      case none
      case ints(ClosedRange<Int>)
      case words([StringObject])
    }

    package enum Presence: Sendable {
      case required
      /// May be left out: `NativeCall.optional` is nil then.
      case optional
      /// May be left out: the value stands in.
      case defaulted(Value)
      /// Takes all further positional arguments as a list.
      case rest
    }

    package init(
      _ name: String, _ type: Type, _ presence: Presence = .required, taking kinds: TypeSet? = nil,
      refine: (@Sendable (Value, Evaluator) throws -> Value)? = nil
    ) {
      self.init(
        name, type, presence, taking: kinds, plain: refine == nil ? .all : .none, refine: refine)
    }

    /// - Parameter plain: what need not be refined, nor must a value that stands in.
    init(
      _ name: String, _ type: Type, _ presence: Presence = .required, taking kinds: TypeSet? = nil,
      plain: Plain, refine: (@Sendable (Value, Evaluator) throws -> Value)?
    ) {
      self.name = name
      self.type = type
      self.kinds = kinds ?? type.kinds
      self.presence = presence
      self.refine = refine
      self.plain = plain
    }
  }
}
