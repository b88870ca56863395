import ImgFlowStdlib
import ImgFlowSyntax
import Synchronization

/// What the standard modules say about themselves.
package enum ModuleText {
  private static let trees = Mutex<[String: SyntaxTree]>([:])

  /// The syntax tree of a standard module; nil if there is none of this name.
  static func tree(of path: String) -> SyntaxTree? {
    if let known = trees.withLock({ $0[path] }) { return known }
    guard let text = Stdlib.module(path) else { return nil }
    let tree = Parser.parse(SourceFile(name: path, text: text, isLibrary: true)).tree
    trees.withLock { $0[path] = tree }
    return tree
  }

  /// The first sentence about a standard module; nil if there is none of this name.
  package static func summary(of path: String) -> String? {
    tree(of: path)?.documentation?.firstSentence
  }
}
