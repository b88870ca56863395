import ImgFlowSyntax
import ImgFlowValues

extension NativeFunction {
  /// Calls the built-in with any arguments.
  func invoke(_ e: Evaluator, _ arguments: CallArguments, at range: SourceRange) throws -> Value {
    do {
      return try builtin.call(
        e, name: name, receiver: nil, arguments, at: range)
    } catch { throw RuntimeError.located(error, at: range) }
  }
}

extension Builtin {
  /// Binds and checks arguments, then runs the body. A method's receiver precedes them.
  func call(
    _ e: Evaluator, name: String, receiver: Value?, _ arguments: CallArguments,
    at range: SourceRange
  ) throws -> Value {
    guard case .function(let body) = self.body else { return .null }
    return try call(e, name: name, receiver: receiver, arguments, at: range, body)
  }

  /// As above, with what stands in for the body.
  func call<Result>(
    _ e: Evaluator, name: String, receiver: Value?, _ arguments: CallArguments,
    at range: SourceRange, _ body: (NativeCall) throws -> Result
  ) throws -> Result {
    let matcher = matcher(named: name, isMethod: receiver != nil)
    let values = try (receiver.map { [$0] } ?? []) + matcher.match(arguments)
    let site = Node(range)
    return try withWindow(e, values) { window in
      try check(window, e, name: name)
      return try withExtendedLifetime(site) {
        try body(NativeCall(e, at: site, window, count: parameters.count))
      }
    }
  }

  /// Matches arguments with its parameters.
  ///
  /// - Parameters:
  ///   - name: what errors call it.
  ///   - isMethod: whether the first parameter is the receiver, which is none of the arguments.
  func matcher(named name: String, isMethod: Bool) -> ArgumentMatcher {
    ArgumentMatcher(
      function: name,
      parameters: parameters.dropFirst(isMethod ? 1 : 0).map(ArgumentMatcher.Parameter.init))
  }

  /// Puts values into a window of the stack while `body` runs; defaults stand in for nil.
  private func withWindow<Result>(
    _ e: Evaluator, _ values: [Value?], _ body: (Slots) throws -> Result
  ) throws -> Result {
    let base = e.top
    guard e.reserve(to: base + values.count) else {
      throw ValueError.stackFull
    }
    e.top = base + values.count
    defer {
      for index in values.indices { base[index] = .null }
      e.top = base
    }
    for (index, value) in values.enumerated() { base[index] = value ?? standIn(index) }
    return try body(base)
  }

  private func standIn(_ index: Int) -> Value {
    if case .defaulted(let value) = parameters[index].presence {
      value
    } else {
      .heap(Absent.marker)
    }
  }

  /// Checks the types of arguments in place.
  func check(_ window: Slots, _ e: Evaluator, name: String, from first: Int = 0) throws {
    for index in first..<parameters.count {
      let parameter = parameters[index]
      if (window + index).isAbsent { continue }
      if case .rest = parameter.presence { continue }
      let value = window[index]
      guard parameter.kinds.accepts(value) else {
        throw try unsuitable(value, for: parameter, name: name)
      }
      guard let refine = parameter.refine else { continue }
      do { window[index] = try refine(value, e) } catch is Unsuitable {
        throw try unsuitable(value, for: parameter, name: name)
      }
    }
  }

  /// The error of an argument that is not of its parameter's type, in the words of the checks before running.
  private func unsuitable(_ value: Value, for parameter: Parameter, name: String) throws
    -> ValueError
  {
    let found = try parameter.type.violations(of: value, by: rules, limit: 1).first
    let violation =
      found
      ?? Violation(
        field: "", message: "must be \(parameter.type.phrase), but is \(value.described)")
    return ValueError(
      .type, violation.sentence(about: "`\(parameter.name)` of `\(name)`"), help: violation.hint)
  }
}

extension ArgumentMatcher.Parameter {
  fileprivate init(_ parameter: Builtin.Parameter) {
    let (isRequired, isRest) =
      switch parameter.presence {
      case .required: (true, false)
      case .rest: (false, true)
      case .optional, .defaulted: (false, false)
      }
    self.init(name: parameter.name, isRequired: isRequired, isRest: isRest)
  }
}
