import ImgFlowSyntax
import Synchronization

/// The functions that files declare, with their documentation, found when help or completion first needs one
/// of them.
final class SourceIndex: Sendable {
  static let shared = SourceIndex()

  typealias Entry = (function: Function, documentation: String?)

  /// How many files are kept: in a session every statement is one.
  private static let capacity = 64
  private let files = Mutex<[(file: SourceFile, functions: [Int: Entry])]>([])

  /// The function that is declared at a place; nil if none begins there.
  func function(at range: SourceRange) -> Entry? { functions(in: range.file)[range.start] }

  private func functions(in file: SourceFile) -> [Int: Entry] {
    if let known = files.withLock({ $0.first { $0.file === file } }) { return known.functions }
    var functions: [Int: Entry] = [:]
    for statement in Parser.parse(file).tree.statements {
      for entry in Self.functions(of: statement) {
        let place = entry.function.name?.range ?? entry.function.range
        functions[place.start] = entry
      }
    }
    files.withLock { files in
      files.append((file, functions))
      if files.count > Self.capacity { files.removeFirst() }
    }
    return functions
  }

  private static func functions(of statement: Statement) -> [Entry] {
    switch statement.kind {
    case .function(let function): return [(function, statement.documentation)]
    case .variable(_, _, let value, _):
      guard case .function(let function) = value.kind else { return [] }
      return [(function, statement.documentation)]
    case .vendor(let declaration):
      return declaration.clauses.compactMap { clause in
        guard case .function(let function) = clause.kind else { return nil }
        return (function, clause.documentation)
      }
    case .expression, .assignment, .patternAssignment, .forIn, .whileLoop, .breakLoop,
      .continueLoop, .returnValue,
      .throwError, .deferBlock, .importModule, .useVendor, .parameter, .permit, .test, .assertion,
      .type:
      return []
    }
  }
}
