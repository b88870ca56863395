import ImgFlowSyntax

extension Resolver {
  /// Warns about names in the pattern of a `match` or `catch` that hide a constant: authors of such patterns
  /// often mean to compare with it, and names never compare.
  func checkHiding(_ pattern: Pattern) {
    for name in pattern.boundNames where !name.text.hasPrefix("_") {
      guard let hidden = lookUp(name.text), hidden.isDeclaredConstant else { continue }
      warn(.hiddenConstant(name, declaration: hidden.name))
    }
  }
}
