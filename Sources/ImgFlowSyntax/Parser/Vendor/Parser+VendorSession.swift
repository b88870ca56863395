// What the user supplies, what a login leaves behind, and how calls are authorised.
extension Parser {
  /// settings = "{" setting* "}"
  mutating func parseSettings(_ place: String) throws(ParseFailure) -> [VendorSetting] {
    var settings: [VendorSetting] = []
    try parseClauses(place) { parser throws(ParseFailure) in
      settings.append(try parser.parseSetting())
    }
    return settings
  }

  /// setting = word "?"? ":" type ("=" expression)? ("from" "env" string)? ("sandbox" string)?
  private mutating func parseSetting() throws(ParseFailure) -> VendorSetting {
    let documentation = documentation(before: index)
    let name = try parseWord("the name of a setting")
    let isOptional = accept(.question) != nil
    try expect(.colon, "after `\(name.text)`")
    let type = try parseTypeExpression()
    var fallback: Expression?
    if !isAtLineEnd, accept(.equal) != nil { fallback = try parseOperand("a value after `=`") }
    var variable: VendorText?
    if !isAtLineEnd, acceptWord("from") != nil {
      try expectWord("env", "after `from`", help: "write `from env \"NAME\"`")
      variable = try parseVendorText("the name of an environment variable")
    }
    var sandboxValue: VendorText?
    if !isAtLineEnd, acceptWord("sandbox") != nil {
      sandboxValue = try parseVendorText("what it is in the sandbox")
    }
    return VendorSetting(
      name: name, isOptional: isOptional, type: type, fallback: fallback,
      environmentVariable: variable, sandboxValue: sandboxValue, documentation: documentation)
  }

  /// session = "session" "{" (session-field | "lasts" expression)* "}"
  mutating func parseSession() throws(ParseFailure) -> VendorSession {
    advance()
    var fields: [VendorSession.Field] = []
    var lifetime: Expression?
    try parseClauses("after `session`") { parser throws(ParseFailure) in
      if parser.atWord("lasts"), parser.peek().kind != .colon {
        parser.advance()
        lifetime = try parser.parseOperand("a duration after `lasts`")
        return
      }
      fields.append(try parser.parseSessionField())
    }
    return VendorSession(fields: fields, lifetime: lifetime)
  }

  /// session-field = word "?"? ("also" word)* ":" type ("=" expression)?
  private mutating func parseSessionField() throws(ParseFailure) -> VendorSession.Field {
    let name = try parseWord("the name of a field")
    let isOptional = accept(.question) != nil
    let alsoNames = try parseAlsoNames()
    try expect(.colon, "after `\(name.text)`")
    let type = try parseTypeExpression()
    var value: Expression?
    if !isAtLineEnd, accept(.equal) != nil { value = try parseOperand("a value after `=`") }
    return VendorSession.Field(
      name: name, alsoNames: alsoNames, isOptional: isOptional, type: type, value: value)
  }

  /// also-names = ("also" key)*
  mutating func parseAlsoNames() throws(ParseFailure) -> [Name] {
    var names: [Name] = []
    while !isAtLineEnd, acceptWord("also") != nil { names.append(try parseKey("another name")) }
    return names
  }

  /// auth = "auth" ("none" | "optional" | "bearer" expression | "header" string ":" expression)
  ///        ("," (("opened" | "refreshed") "by" | "granted" "at" string "to") name "(" ")")*
  mutating func parseAuth() throws(ParseFailure) -> VendorAuth {
    let start = advance().start
    let scheme = try parseAuthScheme()
    var opener: Name?
    var refresher: Name?
    var grant: VendorAuth.Grant?
    while accept(.comma) != nil {
      if acceptWord("opened") != nil {
        opener = try parseCalledOperation("opened", "by")
      } else if acceptWord("refreshed") != nil {
        refresher = try parseCalledOperation("refreshed", "by")
      } else if acceptWord("granted") != nil {
        try expectWord("at", "after `granted`")
        let page = try parseVendorText("the path of the page that asks")
        grant = VendorAuth.Grant(
          page: page, operation: try parseCalledOperation("granted at …", "to"))
      } else {
        throw unexpected("`opened by …`, `granted at …` or `refreshed by …`")
      }
    }
    return VendorAuth(
      scheme: scheme, opener: opener, refresher: refresher, grant: grant, range: range(from: start))
  }

  private mutating func parseAuthScheme() throws(ParseFailure) -> VendorAuth.Scheme {
    if acceptWord("none") != nil { return .none }
    if acceptWord("optional") != nil { return .optional }
    if acceptWord("bearer") != nil { return .bearer(try parseOperand("a token after `bearer`")) }
    guard acceptWord("header") != nil else {
      throw unexpected("`bearer`, `header`, `optional` or `none` after `auth`")
    }
    let name = try parseVendorText("the name of the header")
    try expect(.colon, "after the name of the header")
    return .header(name, try parseOperand("a value after `:`"))
  }

  private mutating func parseCalledOperation(
    _ word: String, _ preposition: String
  ) throws(ParseFailure) -> Name {
    try expectWord(preposition, "after `\(word)`")
    let name = try parseName("an operation after `\(word) \(preposition)`")
    let opener = index
    try expect(.leftParen, "after `\(name.text)`")
    try expectClose(opener, "`)`: it is called without arguments")
    return name
  }
}
