import ImgFlowSyntax

/// Finds the statements of a block after which nothing reads a variable any more that may hold what
/// another variable does.
///
/// Lists, objects and strings are changed in place while one variable holds them. `let n = l` in a loop that
/// changes `l` would make each turn copy `l`, if `n` held it until the next one.
struct LastUses {
  private let block: BlockScope
  private var statements: [(statement: Statement, firstUse: Int, firstVariable: Int)] = []

  init(in block: BlockScope) { self.block = block }

  /// Notes that a statement is about to be resolved.
  mutating func begin(_ statement: Statement, _ firstUse: Int) {
    statements.append((statement, firstUse, block.declared.count))
  }

  /// The slots that are free after each statement, by the start of its range.
  func found(in uses: [Resolver.Use]) -> [Int: [Int]] {
    var last: [ObjectIdentifier: Int] = [:]
    var candidates: [Variable] = []
    for index in statements.indices where isShared(index, uses) {
      for variable in variables(of: index) where !variable.isCaptured {
        candidates.append(variable)
        last[ObjectIdentifier(variable)] = index
      }
    }
    guard !candidates.isEmpty else { return [:] }
    for index in statements.indices {
      for use in uses[self.uses(of: index, uses)] {
        let variable = ObjectIdentifier(use.variable)
        // Deferred code runs after all statements.
        if let known = last[variable] {
          last[variable] = max(known, isDeferred(index) ? .max : index)
        }
      }
    }
    var releases: [Int: [Int]] = [:]
    for variable in candidates {
      guard let index = last[ObjectIdentifier(variable)], index < statements.count else { continue }
      releases[statements[index].statement.range.start, default: []].append(variable.index)
    }
    return releases
  }

  /// Whether a statement declares a variable whose value may be a part of what a `var` holds.
  private func isShared(_ index: Int, _ uses: [Resolver.Use]) -> Bool {
    guard case .variable(_, _, let value, _) = statements[index].statement.kind,
      value.maySharePart
    else { return false }
    let own = Set(variables(of: index).map(ObjectIdentifier.init))
    return uses[self.uses(of: index, uses)].contains {
      $0.variable.kind == .mutable && !own.contains(ObjectIdentifier($0.variable))
    }
  }

  private func isDeferred(_ index: Int) -> Bool {
    if case .deferBlock = statements[index].statement.kind { true } else { false }
  }

  private func variables(of index: Int) -> ArraySlice<Variable> {
    let end =
      index + 1 < statements.count ? statements[index + 1].firstVariable : block.declared.count
    return block.declared[statements[index].firstVariable..<end]
  }

  private func uses(of index: Int, _ uses: [Resolver.Use]) -> Range<Int> {
    statements[index]
      .firstUse..<(index + 1 < statements.count ? statements[index + 1].firstUse : uses.count)
  }
}

extension Expression {
  /// Whether its value may be, or hold, a part of what a name in it holds.
  fileprivate var maySharePart: Bool {
    switch kind {
    case .name, .member, .index, .list, .object, .call, .chain, .pipe, .block, .ifElse, .match,
      .tryCatch, .tryOptional, .guarded:
      true
    case .binary(_, let operation, _, _): operation == .coalesce
    case .null, .bool, .integer, .float, .duration, .string, .interpolation, .unary, .typeTest,
      .range, .function, .parallel:
      false
    }
  }
}
