import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

extension Builder {
  func build(_ expression: Expression) -> Node {
    watchesParts ? buildWatched(expression) : buildPlain(expression)
  }

  func buildPlain(_ expression: Expression) -> Node {
    // An assertion shows the whole text of its parts.
    let range = watchesParts ? expression.range : expression.lastLink
    switch expression.kind {
    case .null: return ConstantNode(.null, range)
    case .bool(let value): return ConstantNode(.bool(value), range)
    case .integer(let digits): return ConstantNode(Self.integer(digits), range)
    case .float(let value): return ConstantNode(.float(value), range)
    case .duration(let length): return ConstantNode(length.value, range)
    case .string(let text): return ConstantNode(.string(text), range)
    case .interpolation(let parts): return buildInterpolation(parts, range)
    case .list(let elements): return buildList(elements, range)
    case .object(let entries): return buildObject(entries, range)
    case .name(let name): return node(name)
    case .member(let base, let member, let isOptional):
      return buildMember(base, member, isOptional: isOptional, range)
    case .index(let base, let index, let isOptional):
      return buildIndex(base, index, isOptional: isOptional, range)
    case .call(let callee, let arguments): return buildCall(callee, arguments, range)
    case .chain(let inner): return ChainNode(build(inner), range)
    case .unary(let operation, let operand): return buildUnary(operation, operand, range)
    case .binary(let left, let operation, _, let right)
    where operation == .and || operation == .or:
      return buildConditions(left, operation, right, range)
    case .binary(let left, let operation, _, let right):
      return buildBinary(left, operation, right, range)
    case .typeTest(let operand, let type, let isNegated):
      return TypeTestNode(build(operand), self.type(type), expected: !isNegated, range)
    case .range(let lower, let upper, let isClosed):
      let missing = ConstantNode(.null, range)
      return RangeNode(
        lower.map(build) ?? missing, upper.map(build) ?? missing, isClosed: isClosed, range)
    case .pipe(let value, let callee, let arguments):
      let first = Argument(label: nil, value: value, isSpread: false)
      return buildCall(callee, [first] + arguments, range, isMethod: false)
    case .function(let function): return build(function)
    case .block(let block): return build(block)
    case .ifElse(let construct): return build(construct, range)
    case .match(let construct): return build(construct, range)
    case .tryCatch(let construct): return build(construct, range)
    case .tryOptional(let inner): return TryOptionalNode(build(inner), range)
    case .parallel(let construct): return build(construct, range)
    case .guarded(let construct): return build(construct, range)
    }
  }

  static func integer(_ digits: String) -> Value {
    if let small = Int(digits) { return .int(small) }
    // The parser takes no more digits than an int can have.
    return (try? IntegerText.read(digits[...])) ?? .int(0)
  }

  private func buildInterpolation(
    _ parts: [Expression.StringPart], _ range: SourceRange
  ) -> Node {
    var texts = [""]
    var values: [Node] = []
    for part in parts {
      switch part {
      case .text(let text): texts[texts.count - 1] += text
      case .expression(let expression):
        values.append(build(expression))
        texts.append("")
      }
    }
    return InterpolationNode(texts: texts, values: values, range)
  }

  private func buildList(_ elements: [Expression.ListElement], _ range: SourceRange) -> Node {
    var items: [(node: Node, isSpread: Bool)] = []
    for element in elements {
      switch element {
      case .item(let value): items.append((build(value), false))
      case .spread(let value): items.append((build(value), true))
      }
    }
    if items.contains(where: \.isSpread) { return SpreadListNode(items, range) }
    let nodes = items.map(\.node)
    return ListNode.known(nodes).map { ConstantNode($0, range) } ?? ListNode(nodes, range)
  }

  private func buildObject(_ entries: [Expression.ObjectEntry], _ range: SourceRange) -> Node {
    var keys: [StringObject] = []
    var values: [Node] = []
    var general: [GeneralObjectNode.Entry] = []
    for entry in entries {
      switch entry {
      case .pair(let key, let value):
        keys.append(Symbols.key(key.text))
        values.append(build(value))
        general.append(.pair(keys[keys.count - 1], values[values.count - 1]))
      case .shorthand(let name):
        keys.append(Symbols.key(name.text))
        values.append(node(name))
        general.append(.pair(keys[keys.count - 1], values[values.count - 1]))
      case .computed(let key, let value): general.append(.computed(build(key), build(value)))
      case .spread(let value): general.append(.spread(build(value)))
      }
    }
    if keys.count == entries.count {
      return ObjectNode.known(keys: keys, values: values).map { ConstantNode($0, range) }
        ?? ObjectNode(keys: keys, values: values, range)
    }
    let node = GeneralObjectNode(general, range)
    if keys.count == entries.count - 1, !keys.isEmpty, case .spread(let base)? = general.first {
      return ExtendObjectNode(base, keys: keys, values: values, node)
    }
    return node
  }

  // MARK: - Access

  private func buildMember(
    _ base: Expression, _ member: Name, isOptional: Bool, _ range: SourceRange
  ) -> Node {
    if let module = module(base) {
      if let box = module.variables[member.text] {
        return GlobalNode(box, name: member.text, range)
      }
      if let value = module[member.text] { return ConstantNode(value, range) }
    }
    let node = MemberNode(build(base), Symbols.key(member.text), isOptional: isOptional, range)
    return member.text == "length" && !isOptional ? LengthNode(node) : node
  }

  /// The namespace, vendor or imported module that an expression names.
  func module(_ expression: Expression) -> Namespace? {
    guard case .name(let name) = expression.kind else { return nil }
    switch resolution.references[name.id] {
    case .outer: return outerValue(name)?.asNamespace
    case .global(let index): return globals[index].value.asNamespace
    default: return nil
    }
  }

  private func buildIndex(
    _ base: Expression, _ index: Expression, isOptional: Bool, _ range: SourceRange
  ) -> Node {
    if case .range(let lower, let upper, let isClosed) = index.kind {
      return SliceNode(
        build(base), lower.map(build), upper.map(build), isClosed: isClosed,
        isOptional: isOptional, range)
    }
    let baseNode = build(base)
    return IndexNode(
      baseNode, build(index), isOptional: isOptional,
      keyKeepsBase: Self.keeps(baseNode, evaluating: index), range)
  }

  /// Whether evaluating an expression cannot change a variable.
  private static func keeps(_ variable: Node, evaluating expression: Expression) -> Bool {
    switch variable {
    case is LocalNode: keepsFrame(expression)
    case is GlobalNode, is BoxedNode: changesNothing(expression)
    default: false
    }
  }

  // MARK: - Operators

  private func buildUnary(
    _ operation: UnaryOperator, _ operand: Expression, _ range: SourceRange
  ) -> Node {
    let node = build(operand)
    switch operation {
    case .not:
      return NotNode(node, range)
    case .negate:
      if let constant = (node as? ConstantNode)?.value, let value = try? Arithmetic.negate(constant)
      {
        return ConstantNode(value, range)
      }
      return NegateNode(node, range)
    }
  }

  private func buildBinary(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression, _ range: SourceRange
  ) -> Node {
    let (a, b) = (build(left), build(right))
    if let constant = (b as? ConstantNode)?.value.asInt, constant != Int.min,
      let node = specialised(a, operation, constant, range)
    {
      return node
    }
    return node(a, operation, b, range)
  }

  private func node(
    _ a: Node, _ operation: BinaryOperator, _ b: Node, _ range: SourceRange
  ) -> Node {
    switch operation {
    case .or: OrNode(a, b, range)
    case .and: AndNode(a, b, range)
    case .equal: EqualNode(a, b, expected: true, range)
    case .notEqual: EqualNode(a, b, expected: false, range)
    case .less: LessNode(a, b, range)
    case .lessOrEqual: LessOrEqualNode(a, b, range)
    case .greater: GreaterNode(a, b, range)
    case .greaterOrEqual: GreaterOrEqualNode(a, b, range)
    case .isIn: MembershipNode(a, b, expected: true, range)
    case .isNotIn: MembershipNode(a, b, expected: false, range)
    case .coalesce: CoalesceNode(a, b, range)
    case .add: AddNode(a, b, range)
    case .subtract: SubtractNode(a, b, range)
    case .multiply: MultiplyNode(a, b, range)
    case .divide: DivideNode(a, b, range)
    case .remainder: RemainderNode(a, b, range)
    }
  }

  /// `a && b && c` is joined from its end, so that a false `a` is the whole result at once.
  private func buildConditions(
    _ left: Expression, _ operation: BinaryOperator, _ right: Expression, _ range: SourceRange
  ) -> Node {
    var (first, rest) = (left, build(right))
    while case .binary(let before, operation, _, let last) = first.kind {
      (first, rest) = (before, node(build(last), operation, rest, range))
    }
    return node(build(first), operation, rest, range)
  }

  /// Nodes for an operator whose right side is an int that is written out.
  private func specialised(
    _ a: Node, _ operation: BinaryOperator, _ constant: Int, _ range: SourceRange
  ) -> Node? {
    switch operation {
    case .add where constant >= 0, .subtract where constant > 0:
      return AddConstantNode(a, operation == .add ? constant : -constant, range)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return CompareConstantNode(a, operation, constant, range)
    default: return nil
    }
  }
}

extension Expression {
  /// Where an error of this expression is reported: for a chain over several lines, at the last link, since
  /// the chain may begin far above it.
  fileprivate var lastLink: SourceRange {
    let link: SourceRange
    switch kind {
    case .member(_, let member, _): link = member.range
    case .call(let callee, _), .pipe(_, let callee, _): link = callee.lastLink
    default: return range
    }
    return link.position.line > range.position.line ? link.through(range) : range
  }
}
