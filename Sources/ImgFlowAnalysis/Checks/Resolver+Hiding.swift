import ImgFlowSyntax

extension Resolver {
  /// Warns of names in the pattern of a `match` or `catch` that hide a constant: who writes one there
  /// often means to compare with it, and names never compare.
  func checkHiding(_ pattern: Pattern) {
    for name in pattern.boundNames where !name.text.hasPrefix("_") {
      guard let hidden = lookUp(name.text), hidden.isDeclaredConstant else { continue }
      warn(.hiddenConstant(name, declaration: hidden.name))
    }
  }
}
