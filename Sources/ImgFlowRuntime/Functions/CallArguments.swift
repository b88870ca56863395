import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// The arguments of a call, evaluated and with spreads opened.
struct CallArguments {
  var positional: [Value] = []
  var named: [(name: String, value: Value, range: SourceRange)] = []
  /// Whether a built-in calls a function that it was given, so that the arguments are not in the source.
  var isCallback = false

  /// What there is, without the values.
  var shape: ArgumentShape {
    ArgumentShape(
      positionalCount: positional.count, names: named.map(\.name), isCallback: isCallback)
  }
}

extension Evaluator {
  /// Puts arguments into the slots of a closure's parameters; missing ones are marked absent.
  func place(_ arguments: CallArguments, in code: FunctionCode, _ base: Slots) throws {
    guard reserve(to: base + code.frameSize) else {
      throw ValueError.stackFull
    }
    if code.place(arguments, base) { return }
    let values = try code.matcher.match(arguments)
    for (index, value) in values.enumerated() {
      code.parameters.use(index) { base[$0.slot] = value ?? $0.standIn }
    }
  }

  /// Fills in defaults, checks types and destructures patterns, in the order of the parameters, so that a
  /// default may use the parameters before it.
  @inline(__always)
  func bindParameters(_ code: FunctionCode, _ base: Slots) throws {
    for index in 0..<code.parameterCount {
      try code.parameters.use(index) { try $0.bind(self, base, in: code) }
    }
  }
}
