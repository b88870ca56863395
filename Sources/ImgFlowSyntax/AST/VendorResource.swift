/// `resource Job { key id, fields …, poll …, done when … }`.
public struct VendorResource: Sendable {
  public let name: Name
  /// `key id`: the field that identifies one.
  public let key: Name?
  public let fields: [Field]
  public let poll: Poll?
  public let showsProgress: Bool
  public let doneWhen: Expression?
  public let failedWhen: Expression?

  public init(
    name: Name, key: Name?, fields: [Field], poll: Poll?, showsProgress: Bool,
    doneWhen: Expression?, failedWhen: Expression?
  ) {
    self.name = name
    self.key = key
    self.fields = fields
    self.poll = poll
    self.showsProgress = showsProgress
    self.doneWhen = doneWhen
    self.failedWhen = failedWhen
  }

  /// `name?: type`.
  public struct Field: Sendable {
    public let name: Name
    public let isOptional: Bool
    public let type: TypeExpression
    public let documentation: String?

    public init(name: Name, isOptional: Bool, type: TypeExpression, documentation: String?) {
      self.name = name
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

/// `type Name = T read p => …`.
public struct VendorType: Sendable {
  public let name: Name
  public let definition: TypeExpression
  /// A function that repairs what the service sends.
  public let read: Expression?

  public init(name: Name, definition: TypeExpression, read: Expression?) {
    self.name = name
    self.definition = definition
    self.read = read
  }
}
