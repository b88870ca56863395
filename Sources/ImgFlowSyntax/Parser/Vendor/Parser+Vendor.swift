// Vendor declarations: the block of clauses and the clauses of a line or two.
extension Parser {
  /// vendor = "vendor" name "{" clause* "}"
  mutating func parseVendorDeclaration() throws(ParseFailure) -> VendorDeclaration {
    let start = advance().start
    let name = try parseName("the name of the vendor")
    var clauses: [VendorClause] = []
    try parseClauses(
      "after the vendor's name", help: "to use a vendor that exists, write `use \(name.text)`"
    ) { parser throws(ParseFailure) in
      let documentation = parser.documentation(before: parser.index)
      let start = parser.index
      do throws(ParseFailure) {
        let kind = try parser.parseVendorClause()
        let range = parser.range(from: parser.tokens[start].start)
        clauses.append(VendorClause(kind, at: range, documentation: documentation))
      } catch {
        parser.skipDamagedClause(from: start)
      }
    }
    return VendorDeclaration(name: name, clauses: clauses, range: range(from: start))
  }

  /// clauses = "{" (clause (line-end | "," | ";"))* "}"
  ///
  /// Mistakes cost the clause that they are in.
  mutating func parseClauses(
    _ place: String, help: String? = nil,
    _ clause: (inout Parser) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    guard at(.leftBrace), !isAtLineEnd else { throw unexpected("`{` \(place)", help: help) }
    let outer = try enter(.block)
    defer { leave(outer) }
    let outerOpener = blockOpener
    let outerStart = statementStart
    defer { (blockOpener, statementStart) = (outerOpener, outerStart) }
    let opener = index
    blockOpener = opener
    advance()
    while !isAtBlockEnd {
      if accept(.comma) != nil || accept(.semicolon) != nil
        || current.kind.isCloser && advance().kind.isCloser
      {
        continue
      }
      let start = index
      statementStart = current.start
      do throws(ParseFailure) {
        try clause(&self)
        try expectClauseEnd()
      } catch {
        recover(from: start)
      }
    }
    // An unclosed block has been reported, and what follows it may be read as usual.
    if closer(of: opener) == index { advance() }
  }

  private mutating func expectClauseEnd() throws(ParseFailure) {
    guard !isAtLineEnd, !at(.comma), !at(.semicolon), !isAtBlockEnd else { return }
    throw unexpected("the end of the line")
  }

  /// Words that begin something new in a vendor, never a clause of an operation.
  private static let vendorWords = [
    "base", "prefix", "credentials", "settings", "session", "section", "operation", "internal",
    "resource", "type", "fn", "certificate",
  ]
  static let sharedWords = ["also", "auth", "errors", "headers", "limits", "source"]

  /// Leaves a damaged clause: what belongs to a damaged operation is not read as the vendor's own.
  private mutating func skipDamagedClause(from start: Int) {
    recover(from: start)
    while !isAtBlockEnd, !Self.vendorWords.contains(text(current)) { recover(from: index) }
  }

  // MARK: - Clauses

  private mutating func parseVendorClause() throws(ParseFailure) -> VendorClause.Kind {
    guard isAtWord else { throw unexpected("a clause of the vendor") }
    let word = text(current)
    switch word {
    case "fn": return .function(try parseFunction())
    case "operation", "internal": return .operation(try parseOperation())
    case "resource": return .resource(try parseResource())
    case "type": return .type(try parseVendorType())
    case "credentials":
      advance()
      return .credentials(try parseSettings("after `credentials`"))
    case "settings":
      advance()
      return .settings(try parseSettings("after `settings`"))
    case "prefix": return .prefix(try parsePrefix())
    case "session": return .session(try parseSession())
    case "auth": return .auth(try parseAuth())
    case "certificate":
      advance()
      return .certificate(try parseOperand("the certificate, an object"))
    case "errors": return .errors(try parseErrorRules())
    case "limits": return .limits(try parseLimits())
    case "source": return .source(try parseSource())
    case "base", "section", "also", "headers": return try parseSimpleClause(word)
    default: throw unknownClause(known: Self.vendorWords + Self.sharedWords)
    }
  }

  private mutating func parseSimpleClause(
    _ word: String
  ) throws(ParseFailure) -> VendorClause.Kind {
    advance()
    switch word {
    case "base": return .base(try parseVendorText("the address"))
    case "section": return .section(try parseVendorText("the heading"))
    case "headers":
      guard at(.leftBrace), !isAtLineEnd else { throw unexpected("`{` after `headers`") }
      return .headers(try parseObject())
    default:
      try expectWord("suffix", "after `also`", help: "write `also suffix \".json\"`")
      return .alsoSuffix(try parseVendorText("the suffix"))
    }
  }

  /// prefix = "prefix" path "before" string ("," string)*
  private mutating func parsePrefix() throws(ParseFailure) -> VendorPrefix {
    advance()
    let template = try parsePathTemplate()
    try expectWord("before", "after the prefix", help: "write `before \"/path\"`")
    var paths: [VendorText] = []
    repeat { paths.append(try parseVendorText("the start of a path")) } while accept(.comma) != nil
    return VendorPrefix(template: template, paths: paths)
  }

  /// Reports an unknown clause; to be thrown.
  mutating func unknownClause(known: [String]) -> ParseFailure {
    let word = text(current)
    let help = NearNames.hint(for: word, in: known)
    return failure(
      Diagnostic(
        .unknownVendorClause, "unknown clause `\(word)`", at: range(current), help: help))
  }

  mutating func parseVendorText(_ expected: String) throws(ParseFailure) -> VendorText {
    let (text, range) = try parsePlainString(expected)
    return VendorText(text: text, range: range)
  }

  /// source = "source" ("seed" | "public" | "inferred") string?
  mutating func parseSource() throws(ParseFailure) -> VendorSource {
    advance()
    let kind = try parseName("`seed`, `public` or `inferred` after `source`")
    let reason = isAtString && !isAtLineEnd ? try parseVendorText("the reason") : nil
    return VendorSource(kind: kind, reason: reason)
  }

  /// type = "type" name "=" type ("also" type)? ("matching" string)? ("read" lambda)?
  private mutating func parseVendorType() throws(ParseFailure) -> VendorType {
    advance()
    let name = try parseName("the name of the type")
    try expect(.equal, "after the name of the type")
    let definition = try parseTypeExpression()
    let isFollowed = !isAtLineEnd && acceptWord("also") != nil
    let also = isFollowed ? try parseTypeExpression() : nil
    let pattern = try parseTextPattern()
    var read: Expression?
    if !isAtLineEnd, acceptWord("read") != nil {
      read = try parseOperand("a function such as `p => p` after `read`")
    }
    return VendorType(
      name: name, definition: definition, alsoAccepted: also, pattern: pattern, read: read)
  }

  /// pattern = ("matching" string)?
  mutating func parseTextPattern() throws(ParseFailure) -> VendorText? {
    guard !isAtLineEnd, acceptWord("matching") != nil else { return nil }
    return try parseVendorText("a regular expression after `matching`")
  }
}

extension DiagnosticCode {
  static let unknownVendorClause: DiagnosticCode = "P0050"
}
