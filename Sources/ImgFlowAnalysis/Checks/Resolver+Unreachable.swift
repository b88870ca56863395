import ImgFlowSyntax

extension Resolver {
  /// Warns of statements behind one that always leaves the block.
  func checkReachable(_ statements: [Statement]) {
    guard let end = statements.firstIndex(where: leaves) else { return }
    let rest = statements[(end + 1)...].first { statement in
      // Functions are known in their whole block.
      if case .function = statement.kind { false } else { true }
    }
    if let rest { warn(.unreachable(rest, behind: statements[end])) }
  }

  private func leaves(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .returnValue, .throwError, .breakLoop, .continueLoop: return true
    case .expression(let expression):
      guard case .call(let callee, _) = expression.kind, case .name(let name) = callee.kind else {
        return false
      }
      return name.text == "exit" && lookUp(name.text) == nil
    case .variable, .function, .assignment, .forIn, .whileLoop, .deferBlock, .importModule,
      .useVendor, .parameter, .test, .assertion, .vendor:
      return false
    }
  }

  /// Warns of arms that an arm above them leaves nothing for.
  func checkReachable(_ arms: [(pattern: Pattern, condition: Expression?)]) {
    var taken: [Pattern] = []
    for (pattern, condition) in arms {
      for alternative in pattern.parts {
        if let earlier = taken.first(where: { $0.takes(alternative) }) {
          warn(.unreachableArm(alternative, takenBy: earlier))
        } else if condition == nil {
          taken.append(alternative)
        }
      }
    }
  }
}

extension TryCatch.Catch {
  /// What it takes: without a pattern everything, which its opening brace stands for.
  var takenPattern: Pattern {
    let start = body.range.start
    return pattern
      ?? Pattern(.wildcard, at: SourceRange(file: body.range.file, start: start, end: start + 1))
  }
}

extension Pattern {
  /// The alternatives, or the pattern itself.
  fileprivate var parts: [Pattern] {
    if case .alternatives(let patterns) = kind { patterns.flatMap(\.parts) } else { [self] }
  }

  /// Whether it plainly takes every value that `other` takes.
  fileprivate func takes(_ other: Pattern) -> Bool {
    switch (kind, other.kind) {
    case (.wildcard, _), (.binding, _): true
    case (.literal(let a), .literal(let b)): a.isSameLiteral(as: b)
    case (.range(let lower, let upper, let isClosed), .literal(let value)):
      if let low = lower.number, let high = upper.number, let value = value.number {
        low <= value && (isClosed ? value <= high : value < high)
      } else {
        false
      }
    case (.type, .type), (.range, .range), (.object, .object), (.list, .list):
      range.text == other.range.text
    default: false
    }
  }
}

extension Expression {
  fileprivate func isSameLiteral(as other: Expression) -> Bool {
    switch (kind, other.kind) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    default: number.map { $0 == other.number } ?? false
    }
  }

  /// The value of a number that is written out and exact as a float.
  fileprivate var number: Double? {
    switch kind {
    case .integer(let digits): Int(digits).flatMap { Double(exactly: $0) }
    case .float(let value): value
    case .unary(.negate, let operand): operand.number.map { -$0 }
    default: nil
    }
  }
}
