import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// A function or method of the language that is written in Swift: its signature, its documentation
/// with examples whose results are tests, and its body.
public struct Builtin: Sendable {
  public let name: String
  public let parameters: [Parameter]
  /// The result's type as documentation shows it.
  public let result: String
  /// What it does, in one sentence or a few.
  public let documentation: String
  /// Expressions and what `print` shows for them.
  public let examples: [(source: String, result: String)]
  public let body: Body
  /// What the checks before running know about the result.
  public var resultType: KnownType?
  /// What it gives for two ints, when that is quickly found; nil otherwise. Calls with two ints ask this
  /// first.
  var ofInts: (@Sendable (Int, Int) -> Int?)?
  /// Does without the list that the body returns: gives its items one at a time.
  var items: ItemMaker?
  /// Does without the list that is the receiver: takes its items one at a time. The receiver is null.
  var ofItems: ItemTaker?

  public enum Body: Sendable {
    /// Takes the bound arguments in the order of the parameters; a method's receiver is the first.
    case function(@Sendable (NativeCall) throws -> Value)
    /// A method that changes the place it is called on; the receiver is no parameter.
    case mutation(@Sendable (inout Value, NativeCall) throws -> Value)
  }

  /// Declares a function, or a method whose first parameter is its receiver.
  public init(
    _ name: String, _ parameters: [Parameter], returns result: String, _ documentation: String,
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
  public init(
    mutating name: String, _ parameters: [Parameter], returns result: String,
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
  init(
    listing name: String, _ parameters: [Parameter], returns result: String,
    _ documentation: String, examples: [(source: String, result: String)] = [],
    items: @escaping ItemMaker
  ) {
    self.init(name, parameters, returns: result, documentation, examples: examples) { call in
      let list = ListObject.make(count: 0)
      try items(call) { item in
        try BuiltinLimits.checkItems(list.count + 1)
        try list.append(item)
        return true
      }
      return .heap(list)
    }
    self.items = items
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
    parameters.contains { !$0.types.isDisjoint(with: [.function, .stream]) }
  }

  /// The same built-in with a quick way for two ints.
  func quick(_ ofInts: @escaping @Sendable (Int, Int) -> Int?) -> Builtin {
    var quick = self
    quick.ofInts = ofInts
    return quick
  }

  /// A parameter: its name, the types it takes, and what happens when it is not given.
  public struct Parameter: Sendable {
    public let name: String
    public let types: TypeSet
    /// The type as messages and documentation show it.
    public let typeText: String
    public let presence: Presence
    /// Checks and converts a value beyond its type: enums, ranges, int to float, path to absolute.
    public let refine: (@Sendable (Value, Evaluator) throws -> Value)?
    /// Finds before running what is wrong with a value that is written out.
    public let examine: (@Sendable (Value) -> [ArgumentProblem])?

    public enum Presence: Sendable {
      case required
      /// May be left out: `NativeCall.optional` is nil then.
      case optional
      /// May be left out: the value stands in.
      case defaulted(Value)
      /// Takes all further positional arguments as a list.
      case rest
    }

    public init(
      _ name: String, _ types: TypeSet, _ presence: Presence = .required, typeText: String? = nil,
      refine: (@Sendable (Value, Evaluator) throws -> Value)? = nil,
      examine: (@Sendable (Value) -> [ArgumentProblem])? = nil
    ) {
      self.name = name
      self.types = types
      self.typeText = typeText ?? types.description
      self.presence = presence
      self.refine = refine
      self.examine = examine
    }
  }
}

/// A set of value types, for checking arguments.
public struct TypeSet: OptionSet, Sendable, CustomStringConvertible {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }
  public init(_ type: ValueType) { self.rawValue = 1 << UInt32(type.rawValue) }

  public static let null = TypeSet(.null)
  public static let bool = TypeSet(.bool)
  public static let int = TypeSet(.int)
  public static let float = TypeSet(.float)
  public static let number: TypeSet = [.int, .float]
  public static let string = TypeSet(.string)
  public static let bytes = TypeSet(.bytes)
  public static let list = TypeSet(.list)
  public static let object = TypeSet(.object)
  public static let duration = TypeSet(.duration)
  public static let time = TypeSet(.time)
  public static let range = TypeSet(.range)
  public static let function = TypeSet(.function)
  public static let stream = TypeSet(.stream)
  public static let secret = TypeSet(.secret)
  public static let error = TypeSet(.error)
  public static let any = TypeSet(rawValue: .max)
  /// What `for` can go through with one name.
  public static let sequence: TypeSet = [.list, .range, .stream, .string]

  @inline(__always)
  public func accepts(_ value: Value) -> Bool {
    rawValue & (1 << UInt32(value.type.rawValue)) != 0
  }

  /// `int or float`, `any`.
  public var description: String {
    if self == .any { return "any" }
    if self == .number { return "number" }
    return ValueType.allCases.filter { contains(TypeSet($0)) }.map(\.name)
      .joined(separator: " or ")
  }
}
