// The rules of operations beyond one request: pages, requirements, and forms on the wire.
extension Parser {
  /// paging = "pages" "by" expression "," name ("+=" | "=") expression ("within" expression)?
  ///          "while" expression
  mutating func parsePaging() throws(ParseFailure) -> VendorPaging {
    advance()
    try expectWord("by", "after `pages`", help: "write `pages by limit, offset += size while more`")
    let size = try parseOperand("the parameter for the size of a page")
    try expect(.comma, "after the size of a page")
    let cursor = try parseWord("the parameter that advances")
    let isAdded = accept(.plusEqual) != nil
    if !isAdded { try expect(.equal, "or `+=` after `\(cursor.text)`") }
    let step = try parseOperand("how `\(cursor.text)` advances")
    var lifetime: Expression?
    if acceptWord("within") != nil { lifetime = try parseOperand("a duration after `within`") }
    try expect(.while, "and whether another page follows")
    return VendorPaging(
      size: size, cursor: cursor, isAdded: isAdded, step: step, lifetime: lifetime,
      condition: try parseOperand("a condition after `while`"))
  }

  /// requirement = "requires" (("one" | "any") "of")? name ("," name)* ("when" expression)?
  mutating func parseRequirement() throws(ParseFailure) -> VendorRequirement {
    advance()
    var kind = VendorRequirement.Kind.all
    if isWord(peek(), "of"), atWord("one") || atWord("any") {
      kind = atWord("one") ? .one : .any
      advance()
      advance()
    }
    var names: [Name] = []
    repeat { names.append(try parseWord("the name of a parameter")) } while accept(.comma) != nil
    let hasCondition = !isAtLineEnd && acceptWord("when") != nil
    return VendorRequirement(
      kind: kind, parameters: names,
      condition: hasCondition ? try parseOperand("a condition after `when`") : nil)
  }

  /// before = "before" name "=" expression; gives, method, headers = the word and an expression
  mutating func parseComputedClause(_ word: String) throws(ParseFailure) -> OperationClause.Kind {
    advance()
    switch word {
    case "before":
      let name = try parseName("a name after `before`")
      try expect(.equal, "after `\(name.text)`")
      return .before(name, try parseOperand("what to look at before the call"))
    case "gives": return .gives(try parseOperand("the result after `gives`"))
    case "method": return .method(try parseOperand("the method"))
    default: return .headers(try parseOperand("the headers"))
    }
  }

  /// costs = "costs" expression name
  mutating func parseCost() throws(ParseFailure) -> VendorCost {
    advance()
    let amount = try parseOperand("an amount after `costs`")
    guard !isAtLineEnd, at(.identifier) else {
      throw unexpected("the unit after the amount", help: "write `costs 1 tokens`")
    }
    return VendorCost(amount: amount, unit: makeName(advance()))
  }

  /// limits = "limits" limit ("," limit)*, limit = expression ("per" expression | "at" "once")
  mutating func parseLimits() throws(ParseFailure) -> [VendorLimit] {
    advance()
    var limits: [VendorLimit] = []
    repeat {
      let count = try parseOperand("a number of requests")
      if acceptWord("per") != nil {
        limits.append(VendorLimit(count: count, window: try parseOperand("a duration after `per`")))
        continue
      }
      let help = "write `limits 10 per 1s, 4 at once`"
      try expectWord("at", "or `per` after the number", help: help)
      try expectWord("once", "after `at`", help: help)
      limits.append(VendorLimit(count: count, window: nil))
    } while accept(.comma) != nil
    return limits
  }

  /// wire-form = "as" ("csv" | "unix")? (string ("also" string)*)?
  mutating func parseWireForm() throws(ParseFailure) -> VendorWireForm {
    var format: VendorWireForm.Format?
    if at(.identifier) {
      let name = try parseName("`csv`, `unix` or a name after `as`")
      format = VendorWireForm.Format(rawValue: name.text)
      if format == nil {
        let known = VendorWireForm.Format.allCases.map(\.rawValue)
        throw failure(
          Diagnostic(
            .unknownVendorClause, "unknown form `\(name.text)`", at: name.range,
            help: NearNames.hint(for: name.text, in: known)
              ?? "write `as csv`, `as unix` or `as \"name\"`"))
      }
    }
    guard isAtString else { return VendorWireForm(format: format, name: nil, alsoNames: []) }
    let name = try parseVendorText("the name on the wire")
    var others: [VendorText] = []
    while acceptWord("also") != nil { others.append(try parseVendorText("another name")) }
    return VendorWireForm(format: format, name: name, alsoNames: others)
  }

  // MARK: - Files

  /// file-type = "file" "(" file-rule,* ")"
  mutating func parseParameterType() throws(ParseFailure) -> (TypeExpression, VendorFileRules?) {
    guard atWord("file"), peek().kind == .leftParen else { return (try parseTypeExpression(), nil) }
    let name = makeName(advance())
    var rules = VendorFileRules()
    try parseList(orClose: "`,` or `)` after a rule") { parser throws(ParseFailure) in
      try parser.parseFileRule(&rules)
    }
    return (TypeExpression(.named([name]), at: name.range), rules)
  }

  /// file-rule = "kind" ":" string ("|" string)* | ("size" | "width" | "height") ":" bounds
  private mutating func parseFileRule(_ rules: inout VendorFileRules) throws(ParseFailure) {
    let name = try parseWord("`kind`, `size`, `width` or `height`")
    try expect(.colon, "after `\(name.text)`")
    if name.text == "kind" {
      repeat { rules.kinds.append(try parseVendorText("an ending")) } while accept(.bar) != nil
      return
    }
    guard ["size", "width", "height"].contains(name.text) else {
      throw failure(
        Diagnostic(
          .unknownVendorClause, "files have no `\(name.text)`", at: name.range,
          help: "a rule is about `kind`, `size`, `width` or `height`"))
    }
    let lower = at(.ellipsis) ? nil : try parseOperators(atLeast: .sum)
    try expect(.ellipsis, "in the bounds", help: "write bounds like `1...100`")
    let upper = at(.comma) || at(.rightParen) ? nil : try parseOperators(atLeast: .sum)
    rules.bounds.append((name, lower, upper))
  }
}
