import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

extension Builder {
  func build(_ construct: If, _ range: SourceRange) -> Node {
    IfNode(
      condition(of: construct), build(construct.then), construct.otherwise.map(build), range)
  }

  /// What decides which branch runs.
  func condition(of construct: If) -> Node {
    let condition = build(construct.condition)
    return construct.binding.map { PresenceNode(condition, build($0)) } ?? condition
  }

  func build(_ construct: Match, _ range: SourceRange) -> Node {
    MatchNode(
      build(construct.subject),
      construct.arms.map {
        MatchNode.Arm(build($0.pattern), condition: $0.condition.map(build), build($0.body))
      }, range)
  }

  func build(_ construct: TryCatch, _ range: SourceRange) -> Node {
    TryNode(
      build(construct.body),
      construct.catches.map {
        TryNode.Handler(
          pattern: $0.pattern.map(build), condition: $0.condition.map(build), body: build($0.body))
      }, range)
  }

  func build(_ construct: Parallel, _ range: SourceRange) -> Node {
    let sequence = build(construct.head.sequence)
    let arguments = build(construct.arguments)
    let layout = resolution.frames[construct.id] ?? FrameLayout(slotCount: 0, captures: [])
    let body = inFrame(layout) {
      let index = construct.head.index
      var parameters: [CodeParameter] = []
      if let index {
        parameters.append(parameter(slot: 0, BindingPattern(binding(index), index.range)))
      }
      parameters.append(parameter(slot: parameters.count, build(construct.head.pattern)))
      let code = FunctionCode(
        name: "parallel body", parameters: parameters, range: range, slotCount: layout.slotCount,
        resultType: nil)
      let (body, hasStatements) = buildBody(construct.body)
      code.setBody(
        body, hasStatements: hasStatements, frameSize: frameSize,
        hasCaptures: !layout.captures.isEmpty)
      return ClosureNode(code, captures: layout.captures)
    }
    return ParallelNode(sequence, arguments, hasIndex: construct.head.index != nil, body, range)
  }

  private func parameter(slot: Int, _ pattern: PatternNode) -> CodeParameter {
    CodeParameter(
      name: nil, slot: slot, pattern: pattern, type: nil, defaultValue: nil, isRest: false)
  }

  func build(_ construct: Guarded, _ range: SourceRange) -> Node {
    let arguments = build(construct.arguments)
    let body = build(construct.body)
    return switch construct.kind {
    case .retry: RetryNode(arguments, body, range)
    case .timeout: TimeoutNode(arguments, body, range)
    case .step: StepNode(arguments, body, range)
    case .once: OnceNode(arguments, body, range)
    }
  }

  // MARK: - Patterns

  func build(_ pattern: Pattern) -> PatternNode {
    switch pattern.kind {
    case .wildcard: return BindingPattern(.none, pattern.range)
    case .binding(let name): return BindingPattern(binding(name), pattern.range)
    case .place(let place): return BindingPattern(.local(slot(for: place)), pattern.range)
    case .literal(let value): return LiteralPattern(build(value))
    case .range(let lower, let upper, let isClosed):
      return RangePattern(build(lower), build(upper), isClosed: isClosed, pattern.range)
    case .alternatives(let patterns):
      return AlternativesPattern(patterns.map(build), pattern.range)
    case .type(let name, let type):
      return TypePattern(self.type(type), name.map(binding) ?? .none, pattern.range)
    case .object(let fields, let rest):
      return ObjectPattern(
        fields.map {
          ObjectPattern.Field(
            Symbols.key($0.key.text), build($0.pattern),
            defaultValue: $0.defaultValue.map(build), $0.key.range)
        }, rest: rest.map(binding), pattern.range)
    case .list(let elements, let rest, let after):
      return ListPattern(
        elements.map(build), rest: rest.map(binding),
        after: after.map(build), pattern.range)
    }
  }

  private func binding(_ rest: Pattern.Rest) -> Binding {
    rest.target.map { build($0).plainBinding } ?? .none
  }

  private func build(_ element: Pattern.Element) -> ListPattern.Element {
    ListPattern.Element(
      build(element.pattern), defaultValue: element.defaultValue.map(build))
  }
}
