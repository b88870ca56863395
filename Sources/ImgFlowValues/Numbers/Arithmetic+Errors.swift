extension Arithmetic {
  /// The error of operands whose types do not go together.
  static func unsupported(
    _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) -> ValueError {
    let what = operation.phrase(a.type.nameWithArticle, b.type.nameWithArticle)
    return ValueError(
      .type, "cannot \(what) (\(expression(operation, a, b)))", help: help(operation, a, b))
  }

  /// The error of a division by zero.
  static func byZero(_ operation: ArithmeticOperation, _ a: Value, _ b: Value) -> ValueError {
    ValueError(.arithmetic, "cannot divide by zero (\(expression(operation, a, b)))")
  }

  /// The error of a result that `type` cannot hold.
  static func outOfRange(
    _ type: String, _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) -> ValueError {
    ValueError(.arithmetic, "the result of \(expression(operation, a, b)) is too large for \(type)")
  }

  private static func expression(
    _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) -> String {
    let (x, y) = (a.shortDescription(), b.shortDescription())
    return switch operation {
    case .add: "`\(x)` + `\(y)`"
    case .subtract: "`\(x)` - `\(y)`"
    case .multiply: "`\(x)` * `\(y)`"
    case .divide: "`\(x)` / `\(y)`"
    case .remainder: "`\(x)` % `\(y)`"
    case .floorDivide: "`div(\(x), \(y))`"
    }
  }

  private static func help(_ operation: ArithmeticOperation, _ a: Value, _ b: Value) -> String? {
    let types = [a.type, b.type]
    if types.contains(.null) { return "give a value that may be null a default: `value ?? 0`" }
    switch operation {
    case .add where types.contains(.string) || types.contains(.secret):
      return #"interpolate the other value: `"…\(value)"`"#
    case .add where types.contains(.list): return "put the single item in a list: `items + [item]`"
    case .add where types == [.object, .object]: return "merge objects by spreading: `{...a, ...b}`"
    case .multiply where types.contains(.string): return "repeat a string with `.repeat(n)`"
    case .multiply where types.contains(.list):
      return "repeat a list with `range(n).flatMap(_ => items)`"
    case .subtract where types == [.list, .list]: return "leave items out with `.without(other)`"
    case .remainder where a.type == .string:
      return #"`%` does not format strings; interpolate the value: `"…\(value)"`"#
    default: break
    }
    if (a.isNumber || b.isNumber) && (types.contains(.time) || types.contains(.duration)) {
      return "give the number a unit: `5s`, or `duration(ms: n)`"
    }
    if types.contains(.string) && (a.isNumber || b.isNumber) {
      return "read a number from a string with `.toInt()` or `.toFloat()`"
    }
    return nil
  }
}
