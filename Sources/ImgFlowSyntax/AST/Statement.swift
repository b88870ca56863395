/// A statement with the full range of its source.
package struct Statement: Sendable {
  package let kind: Kind
  package let range: SourceRange
  /// The text of the `///` lines above it, without the slashes.
  package let documentation: String?
  /// Whether `export` precedes it.
  package let isExported: Bool

  package init(
    _ kind: Kind, at range: SourceRange, documentation: String? = nil, isExported: Bool = false
  ) {
    self.kind = kind
    self.range = range
    self.documentation = documentation
    self.isExported = isExported
  }

  package indirect enum Kind: Sendable {
    case expression(Expression)
    /// `let pattern: T = e`, `var pattern = e`.
    case variable(Pattern, TypeExpression?, Expression, isMutable: Bool)
    case function(Function)
    /// `place = e`, `place += e`; the operator is nil for plain `=`.
    case assignment(place: Expression, BinaryOperator?, Expression)
    /// `[a, b] = e`, `{x, y: p.y} = e`: the pattern takes apart and holds places instead of names.
    case patternAssignment(Pattern, Expression)
    case forIn(LoopHead, Block)
    case whileLoop(Expression, Block, label: Name?)
    /// `break`, `break label`.
    case breakLoop(Name?)
    case continueLoop(Name?)
    case returnValue(Expression?)
    case throwError(Expression)
    case deferBlock(Block)
    case importModule(Import)
    /// `use expoze`.
    case useVendor(Name)
    case parameter(ScriptParameter)
    case permit(Permit)
    case test(name: String, Block)
    /// `assert condition`, `assert condition, message`.
    case assertion(Expression, message: Expression?)
    case vendor(VendorDeclaration)
    /// `type Name = T`.
    case type(TypeDeclaration)
  }
}

/// `{ statements }`; its value is that of its last expression statement.
package struct Block: Sendable {
  package let statements: [Statement]
  package let range: SourceRange

  package init(statements: [Statement], range: SourceRange) {
    self.statements = statements
    self.range = range
  }
}

/// `import "std/csv" as csv`, `import {mean, median as m} from "std/math"`.
package struct Import: Sendable {
  package enum Binding: Sendable {
    case module(Name)
    case names([(name: Name, alias: Name)])
  }

  package let path: String
  package let pathRange: SourceRange
  package let binding: Binding

  package init(path: String, pathRange: SourceRange, binding: Binding) {
    self.path = path
    self.pathRange = pathRange
    self.binding = binding
  }
}

/// `param folder: path = here("creatives")`, `param token: secret from env "API_TOKEN"`.
package struct ScriptParameter: Sendable {
  package let name: Name
  package let type: TypeExpression?
  package let defaultValue: Expression?
  package let environmentVariable: String?

  package init(
    name: Name, type: TypeExpression?, defaultValue: Expression?, environmentVariable: String?
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.environmentVariable = environmentVariable
  }
}

/// A whole source file, parsed.
package struct SyntaxTree: Sendable {
  package let file: SourceFile
  /// The text of the `//!` lines.
  package let documentation: String?
  package let statements: [Statement]
  /// One more than the largest node id, so that tables can be arrays.
  package let nodeCount: Int
  /// Comments that another language would read as a part of the expression that ends at an offset.
  package let commentedOperands: [Int: CommentedOperand]

  package init(
    file: SourceFile, documentation: String?, statements: [Statement], nodeCount: Int,
    commentedOperands: [Int: CommentedOperand] = [:]
  ) {
    self.file = file
    self.commentedOperands = commentedOperands
    self.documentation = documentation
    self.statements = statements
    self.nodeCount = nodeCount
  }
}
