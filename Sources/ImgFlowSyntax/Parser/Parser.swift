/// Builds the syntax tree by recursive descent, one function a grammar rule.
///
/// In the rules that the functions quote, `( )` groups, `?` `*` `+` repeat, `|` chooses, words in
/// quotes stand for themselves. A mistake is reported where it is found; the rest of the statement
/// is then skipped, so that one mistake gives one diagnostic and the next statement is read afresh.
package struct Parser {
  /// How many diagnostics a file gets at most.
  static let maximumDiagnostics = 20
  /// How deep brackets, prefix operators and the like may nest. Keeps the stack use of every stage
  /// that walks the tree in bounds.
  static let maximumNesting = 200
  /// How many links (operators, `.name`, calls) may lie on one path through the tree. Chains grow
  /// the tree's depth like nesting does, but cost the parser no stack.
  static let maximumChain = 1000

  /// What is allowed at the parser's current place; brackets begin a new one.
  struct Context {
    /// Whether a line end ends a statement here; not so inside `( )`, `[ ]` and object braces.
    var lineEndsMatter = true
    /// In the head of an `if`, `for`, `while`, `match` or a guard, `retry(…) {` is a call.
    var isHead = false
    /// In the guard of a `match` arm the first `=>` ends the guard.
    var allowsLambda = true
    /// Directly inside `xs[…]` a range may lack an end.
    var allowsOpenRange = false

    static let block = Context()
    static let brackets = Context(lineEndsMatter: false)
  }

  let file: SourceFile
  let tokens: [Token]
  let comments: [Comment]
  /// For each bracket token the index of its partner, or -1.
  let partners: [Int32]
  let stack: StackBudget
  /// Where the lexer found mistakes; a statement with one gets no further diagnostics.
  let lexicalMistakes: [Int]

  /// The index of the current token.
  var index = 0
  var context = Context.block
  /// How deep the parser is nested.
  var depth = 0
  /// The height of the tree built so far inside the innermost nesting.
  var height = 0
  /// The token index of the `{` of the innermost block; -1 at the top level.
  var blockOpener = -1
  /// The offset at which the innermost statement begins.
  var statementStart = 0
  var diagnostics: [Diagnostic] = []
  /// Whether something that is missing may still come in further lines.
  var needsMore = false
  private var nextID: Int32 = 0

  init(_ lexed: LexedFile, stackBudget: Int) {
    let brackets = Brackets(lexed)
    self.stack = StackBudget(bytes: stackBudget)
    self.file = lexed.file
    self.tokens = lexed.tokens
    self.comments = lexed.comments
    self.partners = brackets.partners
    self.diagnostics = lexed.diagnostics + brackets.diagnostics
    self.lexicalMistakes = diagnostics.map(\.range.start).sorted()
    self.needsMore = lexed.endsInsideOpenText || brackets.isOpenAtEnd
  }

  /// Parses a whole file. Any source gives a result, however damaged.
  ///
  /// - Parameter stackBudget: The bytes of stack that nesting may use: about three quarters of the stack if a
  ///   thread has less than the usual 8 MiB.
  package static func parse(_ file: SourceFile, stackBudget: Int = 6 << 20) -> ParseResult {
    var parser = Parser(Lexer.tokenize(file), stackBudget: stackBudget)
    return parser.parseFile()
  }

  /// file = (statement (line-end | ";")*)*
  private mutating func parseFile() -> ParseResult {
    let statements = parseStatements()
    let tree = SyntaxTree(
      file: file, documentation: fileDocumentation(), statements: statements,
      nodeCount: Int(nextID), commentedOperands: commentedOperands())
    let sorted = diagnostics.sorted { $0.range.start < $1.range.start }
    return ParseResult(
      tree: tree, diagnostics: Array(sorted.prefix(Self.maximumDiagnostics)),
      isIncomplete: needsMore)
  }

  /// Returns an identity that nothing else in the file has.
  mutating func makeID() -> NodeID {
    defer { nextID += 1 }
    return NodeID(rawValue: nextID)
  }
}
