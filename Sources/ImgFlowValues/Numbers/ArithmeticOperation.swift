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
    case (.add, .time, .period), (.add, .period, .time), (.subtract, .time, .period): return .time
    case (.add, .period, .period), (.subtract, .period, .period), (.multiply, .period, .int),
      (.multiply, .int, .period):
      return .period
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

  /// What to write where operands of two types were meant to go together.
  package func help(_ a: ValueType, _ b: ValueType) -> String? {
    let types = [a, b]
    let hasNumber = types.contains(.int) || types.contains(.float)
    if types.contains(.null) { return "give a value that may be null a default: `value ?? 0`" }
    switch self {
    case .add where types.contains(.string) || types.contains(.secret):
      return #"interpolate the other value: `"…\(value)"`"#
    case .add where types.contains(.list): return "put the single item in a list: `items + [item]`"
    case .add where types == [.object, .object]: return "merge objects by spreading: `{...a, ...b}`"
    case .multiply where types.contains(.string): return "repeat a string with `.repeat(n)`"
    case .multiply where types.contains(.list):
      return "repeat a list with `range(n).flatMap(_ => items)`"
    case .subtract where types == [.list, .list]: return "leave items out with `.without(other)`"
    case .remainder where a == .string:
      return #"`%` does not format strings; interpolate the value: `"…\(value)"`"#
    default: break
    }
    if types.contains(.period) && types.contains(.duration) {
      return "months differ in length: add one after the other to a time, `t + 1mo + 3d`"
    }
    if hasNumber && (types.contains(.time) || types.contains(.duration)) {
      return "give the number a unit: `5s`, or `duration(ms: n)`"
    }
    if types.contains(.string) && hasNumber {
      return "read a number from a string with `.toInt()` or `.toFloat()`"
    }
    return nil
  }
}
