import ImgFlowSyntax
import ImgFlowValues

/// What all closures of one function share.
///
/// Sendable: the builder sets the properties that can change once, before anything runs.
final class FunctionCode: @unchecked Sendable {
  let name: String
  let parameters: KeptList<CodeParameter>
  let range: SourceRange
  /// The slots of its own variables; captured ones follow.
  let slotCount: Int
  let resultType: Type?
  /// The results that `resultType` takes as they are.
  let acceptedResults: TypeSet
  /// Whether every parameter is a plain name without type, default or rest, so that arguments are the
  /// first slots as they are.
  let isPlain: Bool
  let parameterCount: Int
  /// How many positional arguments it needs at least.
  let requiredCount: Int
  /// How many positional arguments it can take, if it has no rest parameter.
  private let positionalLimit: Int
  /// The slots up to the last that an argument goes into.
  let argumentSpan: Int
  /// The slot of the first parameter.
  let firstSlot: Int
  // Set once, when the body has been built: bodies may refer to their own function.
  @exclusivity(unchecked) private(set) var hasCaptures = false
  @exclusivity(unchecked) private(set) var body: Kept<Node>
  @exclusivity(unchecked) private(set) var hasStatements = true
  @exclusivity(unchecked) private(set) var frameSize = 0

  init(
    name: String, parameters: [CodeParameter], range: SourceRange, slotCount: Int,
    resultType: Type?
  ) {
    self.name = name
    self.parameters = KeptList(parameters)
    self.range = range
    self.slotCount = slotCount
    self.resultType = resultType
    self.acceptedResults = .accepted(by: resultType)
    self.isPlain =
      resultType == nil
      && parameters.enumerated().allSatisfy { $1.isPlain && $1.slot == $0 }
    self.parameterCount = parameters.count
    self.requiredCount = (parameters.lastIndex { $0.isRequired } ?? -1) + 1
    self.positionalLimit = parameters.contains { $0.isRest } ? -1 : parameters.count
    self.firstSlot = parameters.first?.slot ?? 0
    self.argumentSpan = (parameters.last?.slot ?? -1) + 1
    self.body = Kept(Node(range))
  }

  /// - Parameter hasStatements: whether `body` ends with a completion rather than a value.
  func setBody(_ body: Node, hasStatements: Bool, frameSize: Int, hasCaptures: Bool) {
    self.body = Kept(body)
    self.hasCaptures = hasCaptures
    self.hasStatements = hasStatements
    self.frameSize = frameSize
  }

  /// Whether `count` positional arguments fill its first parameters, and the others have defaults.
  @inline(__always)
  func takes(_ count: Int) -> Bool { count >= requiredCount && count <= positionalLimit }

  /// The slot of a parameter.
  @inline(__always)
  func slot(_ parameter: Int) -> Int { parameters.use(parameter) { $0.slot } }

  /// Marks the arguments from an index on as left out.
  @inline(__always)
  func markAbsent(from first: Int, _ base: Slots) {
    var index = first
    while index < parameterCount {
      parameters.use(index) { (base + $0.slot).store($0.standIn) }
      index += 1
    }
  }

  /// Matches arguments with its parameters.
  var matcher: ArgumentMatcher {
    ArgumentMatcher(
      function: name,
      parameters: parameters.map {
        .init(name: $0.name, isRequired: $0.isRequired, isRest: $0.isRest)
      })
  }

  /// Puts arguments into a frame; false, and an empty frame, if that takes a closer look.
  func place(_ arguments: CallArguments, _ base: Slots) -> Bool {
    let count = arguments.positional.count
    guard count <= positionalLimit else { return false }
    for index in 0..<parameterCount { (base + slot(index)).store(.heap(Absent.marker)) }
    for (index, value) in arguments.positional.enumerated() { (base + slot(index)).store(value) }
    var isDone = true
    for (name, value, _) in arguments.named where isDone {
      isDone = place(value, named: name, after: count, base)
    }
    for index in 0..<parameterCount where isDone && isAbsent(index, base) {
      isDone = parameters.use(index) { parameter in
        (base + parameter.slot).store(parameter.standIn)
        return !parameter.isRequired
      }
    }
    if !isDone { for index in 0..<parameterCount { (base + slot(index)).store(.null) } }
    return isDone
  }

  /// Puts an argument where its name says; false if no parameter has it, or that one has its argument.
  private func place(_ value: Value, named name: String, after first: Int, _ base: Slots) -> Bool {
    for index in first..<parameterCount where parameters.use(index, { $0.name == name }) {
      guard isAbsent(index, base) else { return false }
      (base + slot(index)).store(value)
      return true
    }
    return false
  }

  private func isAbsent(_ parameter: Int, _ base: Slots) -> Bool {
    (base + slot(parameter)).isAbsent
  }
}

/// A parameter of a function of the script.
final class CodeParameter: Sendable {
  let name: String?
  /// The slot that receives the argument.
  let slot: Int
  let isRest: Bool
  /// Moves the argument into a box, or takes it apart.
  private let pattern: PatternNode?
  let type: Type?
  private let defaultValue: Node?
  /// The arguments that need nothing done to them.
  private let accepted: TypeSet
  /// Whether the type decides alone about an argument.
  private let isDecidedByType: Bool
  /// What an argument that is left out is at first: the default, if it is known before running.
  let standIn: Value

  init(
    name: String?, slot: Int, pattern: PatternNode?, type: Type?, defaultValue: Node?, isRest: Bool
  ) {
    self.name = name
    self.slot = slot
    self.pattern = pattern
    self.type = type
    self.defaultValue = defaultValue
    self.isRest = isRest
    let constant = (defaultValue as? ConstantNode)?.value
    let known = constant.flatMap { type?.takesPlainly($0) ?? true ? $0 : nil }
    standIn = known ?? .heap(Absent.marker)
    // The marker of an argument that was left out looks like null.
    let mayBeAbsent = defaultValue != nil && known == nil
    isDecidedByType = pattern == nil && type != nil && !mayBeAbsent
    accepted =
      pattern != nil ? [] : TypeSet.accepted(by: type).subtracting(mayBeAbsent ? .null : [])
  }

  var isPlain: Bool { pattern == nil && type == nil && defaultValue == nil && !isRest }
  var isRequired: Bool { defaultValue == nil && !isRest }

  /// Fills in the default, checks the type and takes the argument apart.
  @inline(__always)
  func bind(_ e: Evaluator, _ base: Slots, in code: FunctionCode) throws {
    if accepted.accepts(base[slot]) { return }
    if isDecidedByType, let type, type.takesPlainly(at: base + slot) { return }
    try bindSlowly(e, base, in: code)
  }

  @inline(never)
  private func bindSlowly(_ e: Evaluator, _ base: Slots, in code: FunctionCode) throws {
    var value = base[slot]
    if (base + slot).isAbsent {
      value = try defaultValue?.evaluate(e, base) ?? .null
    }
    if let type {
      value = try type.convert(value, e, at: code.range, what: "`\(name ?? "…")` of `\(code.name)`")
    }
    base[slot] = value
    if let pattern { try withUnsafePointer(to: value) { try pattern.destructure($0, e, base) } }
  }
}

extension TypeSet {
  /// The kinds of values that a type takes as they are; all if there is no type.
  static func accepted(by type: Type?) -> TypeSet {
    guard let type else { return .any }
    return type.isDecidedByKind ? type.kinds : []
  }
}
