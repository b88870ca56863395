import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

extension Builder {
  /// - Parameter isMethod: whether `x.f(…)` may mean the method `f` of x's type.
  func buildCall(
    _ callee: Expression, _ arguments: [Argument], _ range: SourceRange, isMethod: Bool = true
  ) -> Node {
    if isMethod, case .member(let base, let member, let isOptional) = callee.kind,
      module(base) == nil
    {
      return buildMethodCall(base, member, isOptional: isOptional, arguments, range)
    }
    var function = build(callee)
    if let called = (function as? ConstantNode)?.value.asNamespace?.function {
      function = ConstantNode(called, callee.range)
    }
    if let native = (function as? ConstantNode)?.value.asNativeFunction,
      let node = direct(native, arguments, range)
    {
      return node
    }
    guard !arguments.contains(where: \.isSpread) else {
      return GeneralCallNode(function, build(arguments), range)
    }
    let values = arguments.map { build($0.value) }
    let labels: [(name: String?, range: SourceRange)] =
      arguments.contains { $0.label != nil } ? arguments.map { ($0.label?.text, $0.range) } : []
    if let variable = (function as? GlobalNode)?.root ?? (function as? BoxedNode)?.root {
      return CallSharedNode(function, in: variable, values, labels: labels, range)
    }
    if let local = function as? LocalNode, labels.isEmpty,
      arguments.allSatisfy({ Self.keepsFrame($0.value) })
    {
      return CallLocalNode(local, values, range)
    }
    return CallNode(function, values, labels: labels, range)
  }

  /// A call of a built-in whose arguments are known before it runs; nil if some are spread, or do not fit.
  private func direct(
    _ native: NativeFunction, _ arguments: [Argument], _ range: SourceRange
  ) -> Node? {
    guard !arguments.contains(where: \.isSpread) else { return nil }
    if arguments.isEmpty, let value = native.builtin.constant { return ConstantNode(value, range) }
    let entry = NativeEntry(native.builtin)
    let labels = arguments.map { $0.label?.text }
    let isPositional = labels.allSatisfy { $0 == nil }
    if isPositional, native.builtin.ofInts == nil, entry.takes(arguments.count) {
      return NativeCallNode(entry, name: native.name, arguments.map { build($0.value) }, range)
    }
    guard let call = PlannedCall(entry, name: native.name, labels: labels) else { return nil }
    if let quick = native.builtin.ofInts, isPositional, arguments.count == 2 {
      return QuickCallNode(
        call, quick, build(arguments[0].value), build(arguments[1].value), range)
    }
    return PlannedCallNode(call, arguments.map { build($0.value) }, range)
  }

  func build(_ arguments: [Argument]) -> ArgumentNodes {
    ArgumentNodes(
      items: arguments.map {
        .init(
          name: $0.label?.text, node: build($0.value), isSpread: $0.isSpread, range: $0.range)
      })
  }

  private func buildMethodCall(
    _ base: Expression, _ member: Name, isOptional: Bool, _ arguments: [Argument],
    _ range: SourceRange
  ) -> Node {
    let isPlain = arguments.allSatisfy { $0.label == nil && !$0.isSpread }
    let key = Symbols.key(member.text)
    let receiver = build(base)
    let node = MethodCallNode(
      receiver, key, isOptional: isOptional,
      isPlain ? arguments.map { build($0.value) } : [],
      general: isPlain ? nil : build(arguments), range)
    if node.takesItems, let source = MethodCallNode.makingItems(receiver) {
      return UsingCallNode(source, node)
    }
    guard !isOptional, Resolver.mutatingMethods.contains(member.text),
      let place = place(base, operands: arguments.map(\.value))
    else {
      return node
    }
    let mutation = MutationNode(place, key, build(arguments), ordinary: node)
    if member.text == "push", isPlain, arguments.count == 1, place.type == nil {
      return PushNode(mutation, item: build(arguments[0].value))
    }
    if member.text == "pop", arguments.isEmpty, place.type == nil { return PopNode(mutation) }
    return mutation
  }

  // MARK: - Functions

  func build(_ function: Function) -> ClosureNode {
    let layout = resolution.frames[function.id] ?? FrameLayout(slotCount: 0, captures: [])
    return inFrame(layout) {
      let code = FunctionCode(
        name: function.name?.text ?? "fn", parameters: buildParameters(function.parameters),
        range: function.name?.range ?? function.range, slotCount: layout.slotCount,
        resultType: function.result.map(type))
      let (body, hasStatements) = buildBody(function.body)
      code.setBody(
        body, hasStatements: hasStatements, frameSize: frameSize,
        hasCaptures: !layout.captures.isEmpty)
      return ClosureNode(code, captures: layout.captures)
    }
  }

  func inFrame<T>(_ layout: FrameLayout, _ body: () -> T) -> T {
    let outer = (frameSize, earlyBoxes, defers)
    frameSize = layout.size
    earlyBoxes = []
    defers = nil
    defer { (frameSize, earlyBoxes, defers) = outer }
    return body()
  }

  /// A body whose `return`s are all at its ends is evaluated for its value; others end by completing, which
  /// costs a little more.
  func buildBody(_ block: Block) -> (Node, hasStatements: Bool) {
    guard ReturnFinder.isFound(in: block) else { return (build(block), false) }
    if let body = buildValue(of: block) { return (body, false) }
    return (build(block), true)
  }

  private func buildParameters(_ parameters: [Parameter]) -> [CodeParameter] {
    var slot = 0
    return parameters.map { parameter in
      var name: String?
      var pattern: PatternNode?
      let own = slot
      if case .binding(let binding) = parameter.pattern.kind {
        name = binding.text
        slot += 1
        if case .local = self.binding(binding) {} else { pattern = build(parameter.pattern) }
      } else {
        slot += 1 + Self.nameCount(parameter.pattern)
        pattern = build(parameter.pattern)
      }
      return CodeParameter(
        name: name, slot: own, pattern: pattern, type: parameter.type.map(type),
        defaultValue: parameter.defaultValue.map(build), isRest: parameter.isRest)
    }
  }

  /// How many names a pattern declares, and so how many slots it takes.
  private static func nameCount(_ pattern: Pattern) -> Int {
    switch pattern.kind {
    case .binding: 1
    case .type(let name, _): name == nil ? 0 : 1
    case .wildcard, .literal, .range, .place: 0
    case .alternatives(let patterns): patterns.reduce(0) { $0 + nameCount($1) }
    case .object(let fields, let rest):
      fields.reduce(rest?.name == nil ? 0 : 1) { $0 + nameCount($1.pattern) }
    case .list(let elements, let rest, let after):
      (elements + after).reduce(rest?.name == nil ? 0 : 1) { $0 + nameCount($1.pattern) }
    }
  }
}
