/// What the parser makes of a file: always a tree, as whole as the mistakes in the file allow.
package struct ParseResult: Sendable {
  package let tree: SyntaxTree
  /// What is wrong, in the order of the source; empty if the file is fine.
  package let diagnostics: [Diagnostic]
  /// Whether the source ends inside an open construct, so that more lines could complete it.
  package let isIncomplete: Bool
}

/// Thrown after a diagnostic has been made, to leave the damaged statement.
struct ParseFailure: Error {}
