/// A statement with the full range of its source.
public struct Statement: Sendable {
  public let kind: Kind
  public let range: SourceRange
  /// The text of the `///` lines above it, without the slashes.
  public let documentation: String?
  /// Whether `export` precedes it.
  public let isExported: Bool

  public init(
    _ kind: Kind, at range: SourceRange, documentation: String? = nil, isExported: Bool = false
  ) {
    self.kind = kind
    self.range = range
    self.documentation = documentation
    self.isExported = isExported
  }

  public indirect enum Kind: Sendable {
    case expression(Expression)
    /// `let pattern: T = e`, `var pattern = e`.
    case variable(Pattern, TypeExpression?, Expression, isMutable: Bool)
    case function(Function)
    /// `place = e`, `place += e`; the operator is nil for plain `=`.
    case assignment(place: Expression, BinaryOperator?, Expression)
    case forIn(LoopHead, Block)
    case whileLoop(Expression, Block)
    case breakLoop
    case continueLoop
    case returnValue(Expression?)
    case throwError(Expression)
    case deferBlock(Block)
    case importModule(Import)
    /// `use expoze`.
    case useVendor(Name)
    case parameter(ScriptParameter)
    case test(name: String, Block)
    case assertion(Expression)
    case vendor(VendorDeclaration)
  }
}

/// `{ statements }`; its value is that of its last expression statement.
public struct Block: Sendable {
  public let statements: [Statement]
  public let range: SourceRange

  public init(statements: [Statement], range: SourceRange) {
    self.statements = statements
    self.range = range
  }
}

/// `import "std/csv" as csv`, `import {mean, median as m} from "std/math"`.
public struct Import: Sendable {
  public enum Binding: Sendable {
    case module(Name)
    case names([(name: Name, alias: Name)])
  }

  public let path: String
  public let pathRange: SourceRange
  public let binding: Binding

  public init(path: String, pathRange: SourceRange, binding: Binding) {
    self.path = path
    self.pathRange = pathRange
    self.binding = binding
  }
}

/// `param folder: path = here("creatives")`, `param token: secret from env "API_TOKEN"`.
public struct ScriptParameter: Sendable {
  public let name: Name
  public let type: TypeExpression?
  public let defaultValue: Expression?
  public let environmentVariable: String?

  public init(
    name: Name, type: TypeExpression?, defaultValue: Expression?, environmentVariable: String?
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.environmentVariable = environmentVariable
  }
}

/// A whole source file, parsed.
public struct SyntaxTree: Sendable {
  public let file: SourceFile
  /// The text of the `//!` lines.
  public let documentation: String?
  public let statements: [Statement]
  /// One more than the largest node id, so that tables can be arrays.
  public let nodeCount: Int
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
