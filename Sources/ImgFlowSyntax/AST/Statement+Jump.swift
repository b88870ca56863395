extension Statement {
  /// How a statement leaves its block.
  package enum Jump: Sendable {
    case returning, throwing, breaking, continuing
  }

  /// How it always leaves its block, so that nothing after it is reached; nil for all others.
  package var jump: Jump? {
    switch kind {
    case .returnValue: .returning
    case .throwError: .throwing
    case .breakLoop: .breaking
    case .continueLoop: .continuing
    case .expression, .variable, .function, .assignment, .patternAssignment, .forIn, .whileLoop,
      .deferBlock,
      .importModule, .useVendor, .parameter, .permit, .test, .assertion, .vendor, .type:
      nil
    }
  }
}
