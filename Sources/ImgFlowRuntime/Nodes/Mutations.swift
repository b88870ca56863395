import ImgFlowSyntax
import ImgFlowValues

/// `rows.push(x)`: a method that changes the place it is called on.
final class MutationNode: Node, @unchecked Sendable {
  let place: Place
  let key: StringObject
  private let name: String
  let arguments: ArgumentNodes
  private let nodes: OperandList
  /// What the call is when the place holds an object whose field of this name is a function, or a type
  /// whose method of this name changes nothing.
  let ordinary: MethodCallNode
  private let variable: VariablePlace
  private let methods: ByType<Method>
  private let cache = FieldCache()

  private typealias Body = @Sendable (inout Value, NativeCall) throws -> Value

  /// Sendable: it is immutable.
  private final class Method: Sendable {
    let entry: NativeEntry
    let body: Body
    /// The parameter of each argument in the order of the source; nil if that is known only at run time.
    let targets: [Int]?
    /// Whether each argument is that of the parameter in the same place.
    let isInOrder: Bool
    /// The parameter that takes an item of the list.
    let item: Int?

    init(_ builtin: Builtin, targets: [Int]?, body: @escaping Body) {
      entry = NativeEntry(builtin)
      self.body = body
      self.targets = targets
      isInOrder = targets.map { $0 == Array($0.indices) } ?? false
      item = builtin.parameters.firstIndex { $0.name == "item" }
    }
  }

  init(_ place: Place, _ key: StringObject, _ arguments: ArgumentNodes, ordinary: MethodCallNode) {
    self.place = place
    self.key = key
    self.name = key.text
    self.arguments = arguments
    nodes = OperandList(arguments.items.map(\.node))
    self.ordinary = ordinary
    variable = VariablePlace(place.root)
    self.methods = ByType { type in
      guard let builtin = BuiltinCatalogue.method(key.text, on: type),
        case .mutation(let body) = builtin.body
      else { return nil }
      let plan = try? builtin.matcher(named: key.text, isMethod: false).plan(for: arguments.shape)
      let isNamed = arguments.items.map { $0.name != nil }
      return Method(
        builtin, targets: arguments.isFixed ? plan?.sourceOrder(isNamed) : nil, body: body)
    }
    super.init(ordinary.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    let keys = try place.openKeys(e, slots)
    defer { place.close(keys, e) }
    return try evaluate(at: keys, e, slots)
  }

  /// Evaluates the call when the keys of the place have been evaluated.
  func evaluate(at keys: Place.Keys, _ e: Evaluator, _ slots: Slots) throws -> Value {
    if keys.count == 0, let target = variable.place(e, slots), !mayHaveField(target),
      let method = methods.reference(target.type)
    {
      return try method._withUnsafeGuaranteedRef { try run($0, at: keys, e, slots) }
    }
    let kind = try place.read(e, slots, keys) { $0.isRecord(with: key) ? nil : $0.type }
    guard let kind, let method = methods[kind] else {
      return try ordinary.call(on: place.read(e, slots, keys) { $0 }, e, slots)
    }
    return try run(method, at: keys, e, slots)
  }

  /// Whether it may be an object with a field of the method's name; no reference is counted.
  @inline(__always)
  private func mayHaveField(_ place: UnsafePointer<Value>) -> Bool {
    place.withRecord { $0.mayHave(key, cache) } ?? false
  }

  /// Appends an item that has been evaluated to the list at the place.
  func push(_ item: Value, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots) throws {
    try place.modify(e, slots, keys, addedDepth: item.depth + 1) { target in
      let pushed: Void? = try target.withUniqueList { try $0.append(item) }
      if pushed == nil { throw failure(.type, "\(target.described) has no method `push`") }
    }
  }

  private func run(
    _ method: Method, at keys: Place.Keys, _ e: Evaluator, _ slots: Slots
  ) throws -> Value {
    let entry = method.entry
    let window = try entry.open(e, given: 0, at: self)
    defer { entry.close(e, window) }
    try fill(window, method, e, slots)
    do {
      if !entry.accepts(window, 0..<entry.size) {
        try entry.check(window, e, name: name, first: entry.size)
      }
      var deepest = 0
      for index in 0..<entry.size { deepest = max(deepest, (window + index).depth) }
      let call = entry.arguments(in: window, e, at: self)
      if let result = try runInPlace(method, call, at: keys, deepest, e, slots) { return result }
      var result = Value.null
      try change(by: method, window, at: keys, addedDepth: deepest + 1, e, slots) {
        result = try method.body(&$0, call)
      }
      return result
    } catch { throw located(error) }
  }

  /// Runs the method on the part in place; nil if that takes a closer look.
  ///
  /// - Parameter deepest: how deep the arguments nest.
  @inline(__always)
  private func runInPlace(
    _ method: Method, _ call: NativeCall, at keys: Place.Keys, _ deepest: Int, _ e: Evaluator,
    _ slots: Slots
  ) throws -> Value? {
    guard place.type == nil, let root = variable.place(e, slots),
      let part = try place.part(of: root, keys, 0..<keys.count),
      keys.count == 0 || part.depth > deepest
    else { return nil }
    return try method.body(&part.pointee, call)
  }

  /// Evaluates the arguments into a window with a place for every parameter.
  private func fill(
    _ window: Slots, _ method: Method, _ e: Evaluator, _ slots: Slots
  ) throws {
    if method.isInOrder {
      for index in 0..<nodes.count {
        (window + index).store(try nodes.evaluate(index, e, slots))
      }
      return
    }
    if let targets = method.targets {
      for index in 0..<nodes.count {
        (window + targets[index]).store(try nodes.evaluate(index, e, slots))
      }
      return
    }
    let given = try arguments.evaluate(e, slots)
    do {
      let matcher = method.entry.builtin.matcher(named: key.text, isMethod: false)
      for (index, value) in try matcher.match(given).enumerated() {
        if let value { window[index] = value }
      }
    } catch { throw located(error) }
  }

  /// Changes the place so that the variable stays of the type that it was declared with.
  private func change(
    by method: Method, _ arguments: Slots, at keys: Place.Keys, addedDepth: Int, _ e: Evaluator,
    _ slots: Slots, _ body: (inout Value) throws -> Void
  ) throws {
    if let type = place.type {
      var part = type.part(at: place.path(keys))
      if case .type(let inner) = part { part = inner.itemsOfMutation }
      switch part {
      case .free: break
      case .whole:
        return try place.modify(e, slots, keys, as: type, addedDepth: addedDepth, body)
      case .type(let item):
        guard let index = method.item else { break }
        arguments[index] = try item.convert(
          arguments[index], e, at: range, what: "an item of `\(place.range.text)`")
      }
    }
    try place.modify(e, slots, keys, addedDepth: addedDepth, body)
  }
}

extension Value {
  /// Whether an object has a field of this name.
  func isRecord(with key: StringObject) -> Bool { asRecord?[key]?.type == .function }
}
