// Resources: their fields, and how to wait for them.
extension Parser {
  /// What the clauses of a resource say, one after another.
  private struct ResourceDraft {
    var key: Name?
    var parents: [Name] = []
    var fields: [VendorResource.Field] = []
    var poll: VendorResource.Poll?
    var showsProgress = false
    var doneWhen: Expression?
    var failedWhen: Expression?
    var cancel: Expression?
  }

  /// resource = "resource" name "{" (key | "..." name | poll | "shows" "progress" | rule | cancel
  ///            | fields)* "}"
  mutating func parseResource() throws(ParseFailure) -> VendorResource {
    advance()
    let name = try parseName("the name of the resource")
    var draft = ResourceDraft()
    try parseClauses("after the name of the resource") { parser throws(ParseFailure) in
      try parser.parseResourceClause(&draft)
    }
    return VendorResource(
      name: name, key: draft.key, parents: draft.parents, fields: draft.fields, poll: draft.poll,
      showsProgress: draft.showsProgress, doneWhen: draft.doneWhen, failedWhen: draft.failedWhen,
      cancel: draft.cancel)
  }

  /// A clause is distinguished from a field of the same name by the word after it.
  private mutating func parseResourceClause(_ draft: inout ResourceDraft) throws(ParseFailure) {
    let next = peek()
    if atWord("key"), next.kind == .identifier, !next.isFirstOnLine {
      advance()
      draft.key = try parseName("a field after `key`")
    } else if accept(.ellipsis) != nil {
      draft.parents.append(try parseName("the name of a resource after `...`"))
    } else if atWord("poll"), next.kind == .identifier, !next.isFirstOnLine {
      draft.poll = try parsePoll()
    } else if atWord("shows"), isWord(next, "progress") {
      advance()
      advance()
      draft.showsProgress = true
    } else if atWord("done"), isWord(next, "when") {
      draft.doneWhen = try parseCondition()
    } else if atWord("failed"), isWord(next, "when") {
      draft.failedWhen = try parseCondition()
    } else if atWord("cancel"), next.kind == .identifier, !next.isFirstOnLine {
      advance()
      draft.cancel = try parseOperand("a call after `cancel`")
    } else {
      draft.fields += try parseResourceFields()
    }
  }

  private mutating func parseCondition() throws(ParseFailure) -> Expression {
    advance()
    advance()
    return try parseOperand("a condition after `when`")
  }

  /// poll = "poll" expression "every" expression ("..." expression)?
  private mutating func parsePoll() throws(ParseFailure) -> VendorResource.Poll {
    advance()
    let call = try parseOperand("a call after `poll`")
    try expectWord("every", "after the call", help: "write `every 1s...10s`")
    let interval = try parseOperand("an interval after `every`")
    if case .range(let first?, let longest?, isClosed: true) = interval.kind {
      return VendorResource.Poll(call: call, interval: (first, longest))
    }
    return VendorResource.Poll(call: call, interval: (interval, interval))
  }

  /// fields = field-name ("," field-name)* ":" type, field-name = key "?"? ("also" key)*
  private mutating func parseResourceFields() throws(ParseFailure) -> [VendorResource.Field] {
    let documentation = documentation(before: index)
    var names: [(name: Name, isOptional: Bool, alsoNames: [Name])] = []
    repeat {
      let name = try parseKey("the name of a field")
      names.append((name, accept(.question) != nil, try parseAlsoNames()))
    } while accept(.comma) != nil
    try expect(.colon, "after the name of a field")
    let type = try parseTypeExpression()
    return names.map {
      VendorResource.Field(
        name: $0.name, alsoNames: $0.alsoNames, isOptional: $0.isOptional, type: type,
        documentation: documentation)
    }
  }
}
