/// `resource Job { key id, fields …, poll …, done when … }`.
package struct VendorResource: Sendable {
  package let name: Name
  /// `key id`: the field that identifies one.
  package let key: Name?
  /// `...Other`: resources whose fields and wait rule it shares.
  package let parents: [Name]
  package let fields: [Field]
  package let poll: Poll?
  package let showsProgress: Bool
  package let doneWhen: Expression?
  package let failedWhen: Expression?
  /// `cancel stopJob(id)`: the call that ends it.
  package let cancel: Expression?

  package init(
    name: Name, key: Name?, parents: [Name], fields: [Field], poll: Poll?, showsProgress: Bool,
    doneWhen: Expression?, failedWhen: Expression?, cancel: Expression?
  ) {
    self.name = name
    self.key = key
    self.parents = parents
    self.fields = fields
    self.poll = poll
    self.showsProgress = showsProgress
    self.doneWhen = doneWhen
    self.failedWhen = failedWhen
    self.cancel = cancel
  }

  /// `name? also other: type`.
  package struct Field: Sendable {
    package let name: Name
    /// Other names that responses give it.
    package let alsoNames: [Name]
    package let isOptional: Bool
    package let type: TypeExpression
    package let documentation: String?

    package init(
      name: Name, alsoNames: [Name], isOptional: Bool, type: TypeExpression, documentation: String?
    ) {
      self.name = name
      self.alsoNames = alsoNames
      self.isOptional = isOptional
      self.type = type
      self.documentation = documentation
    }
  }

  /// `poll getJob(id) every 1s...10s`.
  package struct Poll: Sendable {
    package let call: Expression
    /// The first interval and the longest.
    package let interval: (first: Expression, longest: Expression)

    package init(call: Expression, interval: (first: Expression, longest: Expression)) {
      self.call = call
      self.interval = interval
    }
  }
}

/// `type Name = T matching '…' read p => …`.
package struct VendorType: Sendable {
  package let name: Name
  package let definition: TypeExpression
  /// What is taken in requests too.
  package let alsoAccepted: TypeExpression?
  /// A regular expression that its strings match.
  package let pattern: VendorText?
  /// A function that repairs what the service sends.
  package let read: Expression?

  package init(
    name: Name, definition: TypeExpression, alsoAccepted: TypeExpression?, pattern: VendorText?,
    read: Expression?
  ) {
    self.name = name
    self.definition = definition
    self.alsoAccepted = alsoAccepted
    self.pattern = pattern
    self.read = read
  }
}
