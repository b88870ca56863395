extension Arithmetic {
  /// The error of operands whose types do not go together.
  static func unsupported(
    _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) -> ValueError {
    ValueError(
      .type,
      later: "cannot \(operation.phrase(a.type.nameWithArticle, b.type.nameWithArticle)) "
        + "(\(expression(operation, a, b)))",
      advice: .later { operation.help(a.type, b.type) })
  }

  /// The error of a division by zero.
  static func byZero(_ operation: ArithmeticOperation, _ a: Value, _ b: Value) -> ValueError {
    ValueError(.arithmetic, later: "cannot divide by zero (\(expression(operation, a, b)))")
  }

  /// The error of a result that `type` cannot hold.
  static func outOfRange(
    _ type: String, _ operation: ArithmeticOperation, _ a: Value, _ b: Value
  ) -> ValueError {
    ValueError(
      .arithmetic,
      later: "the result of \(expression(operation, a, b)) is too large for \(type)")
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
}
