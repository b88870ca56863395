import ImgFlowHelp
import ImgFlowSyntax
import ImgFlowValues

/// Where the value of an expression comes from.
struct ValueSource {
  /// Whether anything is called or computed for it, rather than read from variables and their parts.
  let computes: Bool

  /// Nil for what is not one expression.
  init?(_ text: String) {
    let parsed = Parser.parse(SourceFile(name: "<type>", text: text))
    guard parsed.diagnostics.isEmpty, parsed.tree.statements.count == 1,
      case .expression(let expression) = parsed.tree.statements[0].kind
    else { return nil }
    computes = SyntaxElement.expression(expression).contains(
      where: Self.computes, entering: { _ in true })
  }

  private static func computes(_ element: SyntaxElement) -> Bool {
    switch element {
    case .expression(let expression):
      switch expression.kind {
      case .null, .bool, .integer, .float, .duration, .string, .interpolation, .list, .object,
        .name, .member, .index, .chain, .range:
        false
      case .call, .unary, .binary, .typeTest, .pipe, .function, .block, .ifElse, .match, .tryCatch,
        .tryOptional, .parallel, .guarded:
        true
      }
    case .statement, .block, .pattern, .function, .parallelBody: true
    }
  }
}

extension REPL {
  /// Shows what is known of an expression before it runs.
  func showType(of expression: String) {
    let (type, result) = session.type(of: expression) { Type(of: $0) }
    report(result)
    guard let type else { return }
    page(ValueShape(type).lines(width: screen.width))
  }
}
