// Operations and their clauses.
extension Parser {
  /// operation = "internal"? "operation" name "(" parameter,* ")" ("->" "stream"? type)?
  ///             operation-clause*
  mutating func parseOperation() throws(ParseFailure) -> VendorOperation {
    let start = current.start
    let isInternal = acceptWord("internal") != nil
    try expectWord("operation", "after `internal`")
    let name = try parseName("the name of the operation")
    guard at(.leftParen), !isAtLineEnd else {
      throw unexpected("`(` after the name of the operation")
    }
    var parameters: [VendorOperation.Parameter] = []
    try parseList(orClose: "`,` or `)` after a parameter") { parser throws(ParseFailure) in
      parameters.append(try parser.parseOperationParameter())
    }
    let isTyped = accept(.arrow) != nil
    let givesStream =
      isTyped && peek().kind != .dot && !peek().isFirstOnLine
      && acceptWord("stream") != nil
    let result = isTyped ? try parseTypeExpression() : nil
    guard isAtLineEnd || isAtBlockEnd else { throw unexpected("the end of the line") }
    return VendorOperation(
      name: name, isInternal: isInternal, parameters: parameters, result: result,
      givesStream: givesStream, clauses: parseOperationClauses(below: start))
  }

  /// parameter = "..."? key "?"? ":" (type | file-type) ("also" type)? ("matching" string)? wire-form?
  ///             ("=" expression)? ("deprecated" string)?
  private mutating func parseOperationParameter()
    throws(ParseFailure) -> VendorOperation.Parameter
  {
    let documentation = documentation(before: index)
    let start = current.start
    let isRest = accept(.ellipsis) != nil
    let name = try parseKey("the name of a parameter")
    let isOptional = accept(.question) != nil
    try expect(
      .colon, "after `\(name.text)`", help: "the parameters of an operation have types")
    let (type, fileRules) = try parseParameterType()
    let also = acceptWord("also") == nil ? nil : try parseTypeExpression()
    let pattern = try parseTextPattern()
    let wireForm = accept(.as) == nil ? nil : try parseWireForm()
    let value = accept(.equal) == nil ? nil : try parseValue("a value after `=`")
    let deprecation =
      acceptWord("deprecated") == nil ? nil : try parseVendorText("why")
    return VendorOperation.Parameter(
      name: name, isRest: isRest, isOptional: isOptional, type: type, alsoAccepted: also,
      pattern: pattern, fileRules: fileRules, wireForm: wireForm, defaultValue: value,
      deprecation: deprecation, documentation: documentation, range: range(from: start))
  }

  // MARK: - Clauses

  private static let methods: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
  private static let operationWords = [
    "also", "query", "json", "form", "multipart", "raw", "method", "headers", "answers", "pages",
    "requires", "before", "gives", "auth", "opens", "repeat", "costs", "limits", "errors", "source",
  ]

  /// Reads the lines below the head of an operation that are clauses of it: they begin with a word that only
  /// operations have, or are further to the right than the head.
  private mutating func parseOperationClauses(below head: Int) -> [OperationClause] {
    var clauses: [OperationClause] = []
    while !isAtBlockEnd, isAtWord {
      let word = text(current)
      let isKnown = Self.methods.contains(word) || Self.operationWords.contains(word)
      guard isIndented(deeperThan: head) || isKnown && !Self.sharedWords.contains(word) else {
        break
      }
      let start = index
      statementStart = current.start
      do throws(ParseFailure) {
        guard isKnown else {
          throw unknownClause(known: Self.operationWords + Self.methods.sorted())
        }
        let kind = try parseOperationClause(word)
        clauses.append(OperationClause(kind, at: range(from: tokens[start].start)))
        guard isAtLineEnd || isAtBlockEnd else { throw unexpected("the end of the line") }
      } catch {
        recover(from: start)
      }
    }
    return clauses
  }

  private func isIndented(deeperThan head: Int) -> Bool {
    file.position(at: current.start).column > file.position(at: head).column
  }

  private mutating func parseOperationClause(
    _ word: String
  ) throws(ParseFailure) -> OperationClause.Kind {
    if let carrier = OperationClause.Carrier(rawValue: word) {
      advance()
      let isWhole = isAtLineEnd || !at(.leftBrace) && !at(.identifier)
      return .parameters(in: carrier, isWhole ? nil : try parseOperand("fields or a parameter"))
    }
    switch word {
    case "also": return try parseAlso()
    case "raw": return try parseRaw()
    case "auth": return .auth(try parseAuth())
    case "errors": return .errors(try parseErrorRules())
    case "source": return .source(try parseSource())
    case "repeat": return .repeats(try parseRepeat())
    case "costs": return .costs(try parseCost())
    case "limits": return .limits(try parseLimits())
    case "answers":
      advance()
      let status = try parseStatus()
      return .answers(status: status, isAtLineEnd ? [] : try parseBodyShapes())
    case "pages": return .pages(try parsePaging())
    case "requires": return .requires(try parseRequirement())
    case "before", "gives", "method", "headers": return try parseComputedClause(word)
    case "opens":
      advance()
      try expectWord("session", "after `opens`")
      return .opensSession
    default:
      advance()
      guard acceptWord("at") == nil else {
        return .signedRequest(method: word, try parseOperand("an address after `at`"))
      }
      return .request(method: word, try parsePathTemplate())
    }
  }

  /// also = "also" method? path
  private mutating func parseAlso() throws(ParseFailure) -> OperationClause.Kind {
    advance()
    let method = Self.methods.contains(text(current)) ? text(advance()) : nil
    return .also(method: method, try parsePathTemplate())
  }

  /// raw = "raw" word ("in" "base64")? "as" string
  private mutating func parseRaw() throws(ParseFailure) -> OperationClause.Kind {
    advance()
    let parameter = try parseWord("the parameter that names the file")
    var isBase64 = false
    if accept(.in) != nil {
      try expectWord("base64", "after `in`")
      isBase64 = true
    }
    try expect(.as, "before the content type", help: "write `as \"image/jpeg\"`")
    let type = try parseVendorText("the content type")
    return .raw(parameter: parameter, isBase64: isBase64, contentType: type)
  }

  /// repeat = "repeat" ("safe" | "idempotent" | "never" | "keyed" string
  ///          | "find" expression ("when" expression)?)
  private mutating func parseRepeat() throws(ParseFailure) -> OperationClause.Repeat {
    advance()
    let words = ["safe", "idempotent", "never", "keyed", "find"]
    let list = "`\(words.dropLast().joined(separator: "`, `"))` or `find`"
    let name = try parseName("\(list) after `repeat`")
    switch name.text {
    case "safe": return .safe
    case "idempotent": return .idempotent
    case "never": return .never
    case "keyed":
      return .keyed(try parseVendorText("the header of the key"))
    case "find":
      let search = try parseOperand("a search after `find`")
      let hasCondition = !isAtLineEnd && acceptWord("when") != nil
      return .find(
        search, when: hasCondition ? try parseOperand("a condition after `when`") : nil)
    default:
      throw failure(
        Diagnostic(
          .unknownVendorClause, "`repeat` takes \(list), not `\(name.text)`", at: name.range,
          help: NearNames.hint(for: name.text, in: words)))
    }
  }

  // MARK: - Paths

  /// path = string-start (text | "\(" "..."? word ")")* string-end
  mutating func parsePathTemplate() throws(ParseFailure) -> PathTemplate {
    guard isAtString, !isAtLineEnd else { throw unexpected("a path such as \"/jobs\"") }
    guard at(.stringStart) else {
      let text = try parseVendorText("a path")
      return PathTemplate(pieces: [.text(text.text)], range: text.range)
    }
    let start = advance().start
    var pieces: [PathTemplate.Piece] = []
    while !at(.stringEnd), !at(.endOfFile) {
      if at(.stringText) {
        pieces.append(.text(text(advance())))
      } else {
        let opener = index
        try expect(.interpolationStart, "in the path")
        let isRest = accept(.ellipsis) != nil
        let name = try parseWord("the name of a parameter")
        try expectClose(opener, "`)` after the parameter")
        pieces.append(.parameter(name, isRest: isRest))
      }
    }
    advance()
    return PathTemplate(pieces: pieces, range: range(from: start))
  }
}
