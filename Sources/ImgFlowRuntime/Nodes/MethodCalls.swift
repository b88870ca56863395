import ImgFlowSyntax
import ImgFlowValues

/// `x.name(args)`: the field of an object when it holds a function, otherwise the method of x's type.
final class MethodCallNode: Node, @unchecked Sendable {
  let receiver: Operand
  private let key: StringObject
  private let name: String
  let isOptional: Bool
  let arguments: OperandList
  /// Set when arguments have names or spreads.
  let general: ArgumentNodes?
  /// Whether a method may be lent the receiver and the arguments.
  private let mayLend: Bool
  let methods: MethodTable
  /// How a function in a field is called; nil if arguments are spread.
  private let fieldCall: CallNode?
  private let cache = FieldCache()
  /// How methods get arguments with names, or collect them, by the type that has them.
  private let plans: [PlannedCall?]

  init(
    _ receiver: Node, _ key: StringObject, isOptional: Bool, _ arguments: [Node],
    general: ArgumentNodes?, _ range: SourceRange
  ) {
    self.receiver = Operand(receiver)
    self.key = key
    self.name = key.text
    self.isOptional = isOptional
    self.arguments = OperandList(arguments)
    self.general = general
    let methods = MethodTable(key.text)
    self.methods = methods
    mayLend =
      self.arguments.areInPlace && general == nil && self.receiver.isStored
      && ValueType.allCases.contains { methods[$0]?.mayBeLent == true }
    self.plans = methods.plans(name: name, general, count: arguments.count)
    if general?.isFixed != false {
      fieldCall = CallNode(
        receiver, general?.items.map(\.node) ?? arguments,
        labels: general?.items.map { ($0.name, $0.range) } ?? [], range)
    } else {
      fieldCall = nil
    }
    super.init(range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if mayLend, let place = receiver.place(e, slots),
      // To a number no references are counted.
      place.heapObject != nil || arguments.count > 0,
      let result = try callLending(place, e, slots)
    {
      return result
    }
    return try call(on: receiver.evaluate(e, slots), e, slots)
  }

  /// The method of a value, when it may be lent the value and the arguments, as nothing can change the variables
  /// that they are in meanwhile; nil if it takes a closer look.
  @inline(__always)
  private func lendingMethod(of place: UnsafePointer<Value>) -> Unmanaged<NativeEntry>? {
    let type = place.type
    if type == .null || type == .module || type == .object && mayBeField(of: place) { return nil }
    guard let entry = methods.method(of: type, taking: arguments.count + 1),
      entry._withUnsafeGuaranteedRef({ $0.mayBeLent })
    else { return nil }
    return entry
  }

  /// Whether a field of the object may have the name of the method.
  @inline(__always)
  private func mayBeField(of place: UnsafePointer<Value>) -> Bool {
    place.withRecord { $0.mayHave(key, cache) } ?? true
  }

  /// Calls a method of a value with arguments to which no references are counted; nil if they take a closer
  /// look, which may replace some.
  @inline(never)
  private func callLending(
    _ place: UnsafePointer<Value>, _ e: Evaluator, _ slots: Slots
  ) throws -> Value? {
    guard let entry = lendingMethod(of: place) else { return nil }
    if let quick = entry._withUnsafeGuaranteedRef({ $0.ofPlaces }),
      let argument = arguments.count == 0 ? place : arguments.known(0, slots),
      let value = quick(place, argument)
    {
      return value
    }
    let given = arguments.count + 1
    let base = try entry._withUnsafeGuaranteedRef { try $0.open(e, given: given, at: self) }
    base.lend(place)
    for index in 0..<arguments.count {
      if let known = arguments.known(index, slots) { (base + index + 1).lend(known) }
    }
    var result: Value?
    do {
      if entry._withUnsafeGuaranteedRef({ $0.accepts(base, 0..<given) }) {
        result = try entry._withUnsafeGuaranteedRef {
          try $0.body($0.arguments(in: base, e, at: self))
        }
      }
    } catch {
      entry._withUnsafeGuaranteedRef { $0.close(e, base, lent: given) }
      throw located(error)
    }
    entry._withUnsafeGuaranteedRef { $0.close(e, base, lent: given) }
    return result
  }

  /// The call that `node` is, when a method of its name can give the items of its list one at a time.
  static func makingItems(_ node: Node) -> MethodCallNode? {
    guard let call = node as? MethodCallNode,
      ValueType.allCases.contains(where: { call.methods[$0]?.builtin.items != nil })
    else { return nil }
    return call
  }

  /// The method of a receiver, when it can give the items of its list one at a time.
  ///
  /// - Parameter callingFunctions: whether code of the script may run to make items. It runs when a list
  ///   would have been made only if nothing else does between the items.
  func itemMaker(of value: Value, callingFunctions: Bool) throws -> NativeEntry? {
    guard let entry = methods[value.type], entry.builtin.items != nil,
      callingFunctions || !entry.callsFunctions, try function(in: value) == nil
    else { return nil }
    return entry
  }

  /// Calls the method on a receiver that has been evaluated.
  @inline(__always)
  func call(on value: consuming Value, _ e: Evaluator, _ slots: Slots) throws -> Value {
    let type = value.type
    if type == .object || type == .module || type == .null {
      if endsChain(value) { return ChainEnd.value }
      if let field = try function(in: value) { return try call(field, e, slots) }
    }
    guard general == nil, let entry = methods.method(of: type, taking: arguments.count + 1) else {
      return try callMatching(value, e, slots)
    }
    let base = try entry._withUnsafeGuaranteedRef {
      try $0.open(e, given: arguments.count + 1, at: self)
    }
    base.store(value)
    return try entry._withUnsafeGuaranteedRef { entry in
      try fill(base, of: entry, e, slots) {
        try entry.call(name, base, given: arguments.count + 1, e, at: self)
      }
    }
  }

  /// Calls the method with arguments that do not just fill its first parameters.
  @inline(never)
  private func callMatching(_ value: Value, _ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let entry = methods[value.type] else { throw noMethod(value) }
    if entry.isMutation { throw notAPlace(value) }
    if !plans.isEmpty, let plan = plans[Int(value.type.rawValue)] {
      return try plan.run(e, receiver: value, at: self) { index in
        if let general { return try general.items[index].node.evaluate(e, slots) }
        return try arguments.evaluate(index, e, slots)
      }
    }
    do {
      return try entry.builtin.call(
        e, name: name, receiver: value, try evaluateArguments(e, slots), at: range)
    } catch { throw located(error) }
  }

  /// Calls a function in a field.
  private func call(_ field: Value, _ e: Evaluator, _ slots: Slots) throws -> Value {
    guard let fieldCall else { return try e.invoke(field, evaluateArguments(e, slots), at: range) }
    if let closure = field.asClosure { return try fieldCall.call(closure, e, slots) }
    return try fieldCall.callSlowly(field, e, slots)
  }

  /// Acts like a call of a method, but with `body` in place of its own.
  func call<Result>(
    _ entry: NativeEntry, on value: Value, _ e: Evaluator, _ slots: Slots,
    _ body: (NativeCall) throws -> Result
  ) throws -> Result {
    if general == nil, entry.takes(arguments.count + 1) {
      return try withWindow(entry, value, e, slots) { window in
        try entry.call(name, window, given: arguments.count + 1, e, at: self, body)
      }
    }
    do {
      return try entry.builtin.call(
        e, name: name, receiver: value, try evaluateArguments(e, slots), at: range, body)
    } catch { throw located(error) }
  }

  /// Runs `body` with a window of positional arguments that fill the first parameters after the receiver.
  @inline(__always)
  func withWindow<Result>(
    _ entry: NativeEntry, _ value: Value, _ e: Evaluator, _ slots: Slots,
    _ body: (Slots) throws -> Result
  ) throws -> Result {
    let base = try entry.open(e, given: arguments.count + 1, at: self)
    base.store(value)
    return try fill(base, of: entry, e, slots) { try body(base) }
  }

  /// Runs `body` when the arguments are in the window, after the receiver, and closes the window.
  @inline(__always)
  private func fill<Result>(
    _ base: Slots, of entry: NativeEntry, _ e: Evaluator, _ slots: Slots,
    _ body: () throws -> Result
  ) throws -> Result {
    defer { entry.close(e, base) }
    for index in 0..<arguments.count {
      (base + index + 1).store(try arguments.evaluate(index, e, slots))
    }
    return try body()
  }

  /// The function in the field of this name, if there is one.
  private func function(in value: Value) throws -> Value? {
    if let record = value.asRecord {
      guard let field = cache.value(of: key, in: record), field.type == .function else {
        return nil
      }
      return field
    }
    if let module = value.asNamespace {
      return try Members.value(of: .heap(module), key, at: range)
    }
    return nil
  }

  /// Whether the call is skipped, with the rest of its chain.
  private func endsChain(_ value: Value) -> Bool {
    if value.isChainEnd { return true }
    guard isOptional else { return false }
    if let record = value.asRecord {
      return cache.value(of: key, in: record) == nil && methods[.object] == nil
    }
    return value.isNull
  }

  private func evaluateArguments(_ e: Evaluator, _ slots: Slots) throws -> CallArguments {
    if let general { return try general.evaluate(e, slots) }
    var values = CallArguments()
    for index in 0..<arguments.count {
      values.positional.append(try arguments.evaluate(index, e, slots))
    }
    return values
  }

  // MARK: - Errors

  private func noMethod(_ value: Value) -> RuntimeError {
    let name = key.text
    if let record = value.asRecord, let field = record[key] {
      return failure(.type, "the field `\(name)` is \(field.described), not a function")
    }
    if value.isNull {
      return failure(
        .type, "null has no method `\(name)`",
        help: ValueType.allCases.contains { BuiltinCatalogue.method(name, on: $0) != nil }
          ? "`?.\(name)(…)` gives null instead of an error"
          : "test it with `!= null` first; no type has a method `\(name)`"
      )
    }
    let near = NearNames.nearest(to: name, in: BuiltinCatalogue.methodNames(on: value.type))
    let hasLength = [.string, .list, .bytes, .range].contains(value.type)
    let property =
      name == "length" && hasLength ? "`length` is a property: write it without `()`" : nil
    return failure(
      .key, "\(value.described) has no method `\(name)`",
      help: property ?? ForeignNames.help(
        ForeignNames.members(name, of: value.type.name), for: range)
        ?? near.map { "did you mean `.\($0)()`?" })
  }

  private func notAPlace(_ value: Value) -> RuntimeError {
    failure(
      .type,
      "`\(key.text)` changes \(value.type.nameWithArticle) in place, but this is not in a variable",
      help: "put the value into a `var` first")
  }
}

extension Builtin {
  var takesRest: Bool {
    parameters.contains { if case .rest = $0.presence { true } else { false } }
  }

  /// How many of the first parameters must be given.
  var requiredCount: Int {
    parameters.prefix { if case .required = $0.presence { true } else { false } }.count
  }
}
