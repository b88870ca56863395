extension Type {
  /// Whether a value is of the type, by the rules of `is` unless others are given.
  ///
  /// - Throws: what a checkpoint throws.
  package func accepts(_ value: Value, by rules: TypeRules = .test) throws -> Bool {
    if takesPlainly(value) { return true }
    if isDecidedByKind, rules.countsValuesAsTheyAre { return false }
    var walk = TypeWalk(rules)
    let result = walk.fits(value, self)
    try walk.finish()
    return result
  }

  /// How many violations are told; more say nothing new.
  package static let mostViolations = 20

  /// What is wrong with a value; nothing when it is of the type.
  ///
  /// - Parameters:
  ///   - root: the name of the value, which the paths of its parts begin with.
  ///   - limit: how many violations to look for.
  /// - Throws: what a checkpoint throws.
  package func violations(
    of value: Value, at root: String = "", by rules: TypeRules, limit: Int = mostViolations
  ) throws -> [Violation] {
    try violations(at: root, by: rules, limit: limit) { $0.fits(value, self) }
  }

  /// What is wrong with something that may not be there at all: a field, or an argument.
  ///
  /// - Throws: what a checkpoint throws.
  package func violations(
    ofPart value: Value?, isRequired: Bool, at root: String, by rules: TypeRules
  ) throws -> [Violation] {
    try violations(at: root, by: rules, limit: Self.mostViolations) {
      $0.fits(part: value, self, isRequired: isRequired)
    }
  }

  private func violations(
    at root: String, by rules: TypeRules, limit: Int, _ look: (inout TypeWalk) -> Bool
  ) throws -> [Violation] {
    var walk = TypeWalk(rules, limit: limit, at: root)
    _ = look(&walk)
    try walk.finish()
    return walk.violations
  }
}
