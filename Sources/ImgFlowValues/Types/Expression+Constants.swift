import ImgFlowSyntax

extension Expression {
  /// The value of a literal, or of arithmetic with literals such as `60 * 60`; nil when it must be computed as
  /// the script runs.
  package var constantValue: Value? {
    guard case .binary(let left, let operation, _, let right) = kind else { return literalValue }
    guard let a = left.constantValue, let b = right.constantValue else { return nil }
    return switch operation {
    case .add: try? Arithmetic.add(a, b)
    case .subtract: try? Arithmetic.subtract(a, b)
    case .multiply: try? Arithmetic.multiply(a, b)
    case .divide: try? Arithmetic.divide(a, b)
    default: nil
    }
  }
}
