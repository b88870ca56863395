import ImgFlowSyntax

extension Resolver {
  /// Warns of statements after one that always leaves the block.
  func checkReachable(_ statements: [Statement]) {
    guard let end = statements.firstIndex(where: leaves) else { return }
    let rest = statements[(end + 1)...].first { statement in
      // Functions are known in their whole block.
      if case .function = statement.kind { false } else { true }
    }
    if let rest { warn(.unreachable(rest, after: statements[end])) }
  }

  private func leaves(_ statement: Statement) -> Bool {
    if statement.jump != nil { return true }
    guard case .expression(let expression) = statement.kind,
      case .call(let callee, _) = expression.kind, case .name(let name) = callee.kind
    else { return false }
    return name.text == "exit" && lookUp(name.text) == nil
  }

  /// Warns about arms that an arm above makes unreachable.
  func checkReachable(_ arms: [(pattern: Pattern, condition: Expression?)]) {
    var taken = TakenPatterns()
    for (pattern, condition) in arms {
      for alternative in pattern.parts {
        if let earlier = taken.first(taking: alternative) {
          warn(.unreachableArm(alternative, takenBy: earlier))
        } else if condition == nil {
          taken.add(alternative)
        }
      }
    }
  }
}

/// The patterns of the arms so far. Literals and patterns with the same text are found by a key: there can
/// be tens of thousands, as in a generated `match`.
private struct TakenPatterns {
  private var byKey: [Pattern.Key: Pattern] = [:]
  /// Those that take whatever comes, and ranges of numbers.
  private var others: [Pattern] = []
  /// How many ranges an arm is compared with.
  private static let mostOthers = 100

  mutating func add(_ pattern: Pattern) {
    if let key = pattern.key { byKey[key] = pattern }
    guard pattern.takesOthers else { return }
    if case .range = pattern.kind, others.count >= Self.mostOthers { return }
    if others.last?.takes(pattern) != true { others.append(pattern) }
  }

  func first(taking pattern: Pattern) -> Pattern? {
    others.first { $0.takes(pattern) } ?? pattern.key.flatMap { byKey[$0] }
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

  /// What is the same for two patterns that take the same values.
  fileprivate enum Key: Hashable {
    case null
    case bool(Bool)
    case string(String)
    case duration(DurationLiteral)
    case number(Double)
    case text(String)
  }

  fileprivate var key: Key? {
    switch kind {
    case .literal(let value): value.key
    case .type(_, let type): .text("is \(type.range.text)")
    case .range, .object, .list: .text(range.text)
    case .wildcard, .binding, .alternatives, .place: nil
    }
  }

  /// Whether it may match a value with another key.
  fileprivate var takesOthers: Bool {
    switch kind {
    case .wildcard, .binding, .range: true
    case .literal, .type, .object, .list, .alternatives, .place: false
    }
  }

  /// Whether it plainly takes every value that `other` takes.
  ///
  /// - Precondition: it takes others.
  fileprivate func takes(_ other: Pattern) -> Bool {
    switch (kind, other.kind) {
    case (.wildcard, _), (.binding, _): true
    case (.range(let lower, let upper, let isClosed), .literal(let value)):
      if let low = lower.number, let high = upper.number, let value = value.number {
        low <= value && (isClosed ? value <= high : value < high)
      } else {
        false
      }
    default: false
    }
  }
}

extension Expression {
  fileprivate var key: Pattern.Key? {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .string(let text): .string(text)
    case .duration(let length): .duration(length)
    default: number.map { .number($0) }
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
