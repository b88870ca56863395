import ImgFlowSyntax

/// Finds out whether a `return` in a part of a function's body may end the function.
///
/// Only the speed depends on it: a body without one is evaluated for its value. A `return` inside an
/// operand ends the call either way, as an `Escape`.
enum ReturnFinder {
  static func isFound(in block: Block) -> Bool { isFound(in: .block(block)) }
  static func isFound(in statement: Statement) -> Bool { isFound(in: .statement(statement)) }
  static func isFound(in expression: Expression) -> Bool { isFound(in: .expression(expression)) }

  private static func isFound(in element: SyntaxElement) -> Bool {
    element.contains(where: isReturn) { element in
      switch element {
      // A `return` in there ends another function.
      case .function, .parallelBody: false
      case .statement, .block, .expression, .pattern: true
      }
    }
  }

  private static func isReturn(_ element: SyntaxElement) -> Bool {
    if case .statement(let statement) = element { statement.jump == .returning } else { false }
  }
}
