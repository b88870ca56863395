/// The arithmetic operators of two operands, as far as their types decide.
package enum ArithmeticOperation: CaseIterable {
  case add, subtract, multiply, divide, remainder, floorDivide

  /// The type of the result for operands of two types; nil if such operands are a `type` error.
  package func result(_ a: ValueType, _ b: ValueType) -> ValueType? {
    let numbers: [ValueType] = [.int, .float]
    switch (self, a, b) {
    case (.divide, _, _) where numbers.contains(a) && numbers.contains(b): return .float
    case (_, .int, .int): return .int
    case _ where numbers.contains(a) && numbers.contains(b): return .float
    case (.add, .string, .string): return .string
    case (.add, .string, .secret), (.add, .secret, .string), (.add, .secret, .secret):
      return .secret
    case (.add, .list, .list): return .list
    case (.add, .time, .duration), (.add, .duration, .time), (.subtract, .time, .duration):
      return .time
    case (.add, .duration, .duration), (.subtract, .duration, .duration), (.subtract, .time, .time),
      (.remainder, .duration, .duration):
      return .duration
    case (.multiply, .duration, _) where numbers.contains(b): return .duration
    case (.multiply, _, .duration) where numbers.contains(a): return .duration
    case (.divide, .duration, _) where numbers.contains(b): return .duration
    case (.divide, .duration, .duration): return .float
    case (.floorDivide, .duration, .duration): return .int
    default: return nil
    }
  }

  /// What it would do with two operands, for messages: `add an int to a time`.
  package func phrase(_ a: String, _ b: String) -> String {
    switch self {
    case .add: "add \(b) to \(a)"
    case .subtract: "subtract \(b) from \(a)"
    case .multiply: "multiply \(a) by \(b)"
    case .divide, .floorDivide: "divide \(a) by \(b)"
    case .remainder: "take the remainder of \(a) by \(b)"
    }
  }
}
