// Declarations: variables, functions, parameters of the script, imports, tests, vendors.
extension Parser {
  /// declaration = "export"? (variable | function | type) | import | use | param | test | permit | vendor
  mutating func parseDeclaration() throws(ParseFailure) -> Statement.Kind? {
    switch current.kind {
    case .let, .var: return try parseVariable()
    case .fn: return .function(try parseFunction())
    case .import: return try parseImport()
    case .use: return try parseUse()
    case .param: return try parseScriptParameter()
    case .test: return try parseTest()
    default: break
    }
    guard let word = declarationWord() else { return nil }
    try requireTopLevel(word.rawValue)
    return switch word {
    case .permit: .permit(try parsePermit())
    case .vendor: .vendor(try parseVendorDeclaration())
    case .type: .type(try parseTypeDeclaration())
    }
  }

  /// type-declaration = "type" name "=" type
  private mutating func parseTypeDeclaration() throws(ParseFailure) -> TypeDeclaration {
    advance()
    let name = try parseName("a name after `type`")
    try expect(.equal, "after the name of the type")
    return TypeDeclaration(name: name, definition: try parseTypeExpression())
  }

  /// Reads `export`, which precedes `let`, `var`, `fn` and `type` at the top level of a file.
  mutating func parseExport() throws(ParseFailure) -> Bool {
    guard at(.export) else { return false }
    try requireTopLevel("export")
    advance()
    guard [.let, .var, .fn].contains(current.kind) || declarationWord() == .type else {
      throw unexpected(
        "a declaration after `export`", help: "write `export fn …` or `export let …`")
    }
    return true
  }

  /// variable = ("let" | "var") binding-pattern (":" type)? "=" expression ("else" block)?
  private mutating func parseVariable() throws(ParseFailure) -> Statement.Kind {
    let keyword = advance()
    let pattern = try parseBindingPattern("a name after `\(keyword.kind.rawValue)`")
    let type = try accept(.colon) == nil ? nil : parseTypeExpression()
    guard at(.equal), !isAtLineEnd else { throw failure(missingInitializer(keyword, pattern)) }
    advance()
    var value = try parseOperand("a value after `=`")
    if at(.else) { value = try parseAlternative(to: value) }
    return .variable(pattern, type, value, isMutable: keyword.kind == .var)
  }

  /// What `let x = value else { … }` does if the value is null: the same as `value ?? { … }`, but the block must
  /// leave the one around it.
  private mutating func parseAlternative(to value: Expression) throws(ParseFailure) -> Expression {
    let sign = range(advance())
    let block = try parseBlock("after `else`")
    if !block.alwaysLeaves { report(.elseMustLeave(block)) }
    return Expression(
      .binary(value, .coalesce, sign, Expression(.block(block), at: block.range)),
      at: value.range.through(block.range))
  }

  /// import = "import" string "as" name | "import" "{" (name ("as" name)?),* "}" "from" string
  private mutating func parseImport() throws(ParseFailure) -> Statement.Kind {
    try requireTopLevel("import")
    advance()
    if at(.leftBrace) {
      let names = try parseImportedNames()
      try expectWord("from", "after the imported names")
      let (path, range) = try parsePlainString("the path of a module")
      return .importModule(Import(path: path, pathRange: range, binding: .names(names)))
    }
    guard isAtString else { throw failure(importMistake()) }
    let (path, range) = try parsePlainString("the path of a module")
    guard at(.as), !isAtLineEnd else { throw failure(importWithoutName(path, range)) }
    advance()
    let name = try parseName("a name after `as`")
    return .importModule(Import(path: path, pathRange: range, binding: .module(name)))
  }

  private mutating func parseImportedNames() throws(ParseFailure) -> [(name: Name, alias: Name)] {
    var names: [(name: Name, alias: Name)] = []
    if peek().kind == .rightBrace { throw failure(importOfNothing()) }
    try parseList(orClose: "`,` or `}` after an imported name") { parser throws(ParseFailure) in
      let name = try parser.parseName("a name to import")
      if parser.accept(.as) != nil {
        names.append((name, try parser.parseName("a name after `as`")))
      } else {
        names.append((name, parser.makeName(parser.tokens[parser.index - 1])))
      }
    }
    return names
  }

  /// use = "use" name
  private mutating func parseUse() throws(ParseFailure) -> Statement.Kind {
    try requireTopLevel("use")
    advance()
    let name = try parseName("the name of a vendor after `use`")
    if at(.comma) {
      throw unexpected("the end of the line", help: "write a separate `use` for each vendor")
    }
    return .useVendor(name)
  }

  /// param = "param" name (":" type)? ("from" "env" string)? ("=" expression)?
  private mutating func parseScriptParameter() throws(ParseFailure) -> Statement.Kind {
    try requireTopLevel("param")
    advance()
    let name = try parseName("a name after `param`")
    let type = try accept(.colon) == nil ? nil : parseTypeExpression()
    var variable: String?
    if !isAtLineEnd, acceptWord("from") != nil {
      try expectWord("env", "after `from`", help: "write `from env \"NAME\"`")
      variable = try parsePlainString("the name of an environment variable").text
    }
    var value: Expression?
    if !isAtLineEnd, accept(.equal) != nil { value = try parseOperand("a value after `=`") }
    return .parameter(
      ScriptParameter(
        name: name, type: type, defaultValue: value, environmentVariable: variable))
  }

  /// test = "test" string block
  private mutating func parseTest() throws(ParseFailure) -> Statement.Kind {
    try requireTopLevel("test")
    advance()
    let name = try parsePlainString("the name of the test").text
    return .test(name: name, try parseBlock("after the name of the test"))
  }

  /// Reports a declaration that is inside a block but belongs to the top level of a file.
  private mutating func requireTopLevel(_ word: String) throws(ParseFailure) {
    guard blockOpener >= 0 || depth > 0 else { return }
    report(
      Diagnostic(
        .notAtTopLevel, "`\(word)` is only allowed at the top level of a file", at: range(current),
        help: "move it out of the block"))
  }
}
