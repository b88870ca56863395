/// `resource Job { key id, fields …, poll …, done when … }`.
public struct VendorResource: Sendable {
  public let name: Name
  /// `key id`: the field that identifies one.
  public let key: Name?
  /// `...Other`: resources whose fields and wait rule it shares.
  public let parents: [Name]
  public let fields: [Field]
  public let poll: Poll?
  public let showsProgress: Bool
  public let doneWhen: Expression?
  public let failedWhen: Expression?

  public init(
    name: Name, key: Name?, parents: [Name], fields: [Field], poll: Poll?, showsProgress: Bool,
    doneWhen: Expression?, failedWhen: Expression?
  ) {
    self.name = name
    self.key = key
    self.parents = parents
    self.fields = fields
    self.poll = poll
    self.showsProgress = showsProgress
    self.doneWhen = doneWhen
    self.failedWhen = failedWhen
  }

  /// `name? also other: type`.
  public struct Field: Sendable {
    public let name: Name
    /// Other names that responses give it.
    public let alsoNames: [Name]
    public let isOptional: Bool
    public let type: TypeExpression
    public let documentation: String?

    public init(
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
  public struct Poll: Sendable {
    public let call: Expression
    /// The first interval and the longest.
    public let interval: (first: Expression, longest: Expression)

    public init(call: Expression, interval: (first: Expression, longest: Expression)) {
      self.call = call
      self.interval = interval
    }
  }
}

/// `type Name = T matching '…' read p => …`.
public struct VendorType: Sendable {
  public let name: Name
  public let definition: TypeExpression
  /// What is taken in requests too.
  public let alsoAccepted: TypeExpression?
  /// A regular expression that its strings match.
  public let pattern: VendorText?
  /// A function that repairs what the service sends.
  public let read: Expression?

  public init(
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
