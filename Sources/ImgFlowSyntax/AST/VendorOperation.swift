/// `operation name(parameters) -> Result` and its clauses: exactly one documented call.
public struct VendorOperation: Sendable {
  public let name: Name
  /// Whether it is for waiting and refreshing only, and not listed.
  public let isInternal: Bool
  public let parameters: [Parameter]
  public let result: TypeExpression?
  public let clauses: [OperationClause]

  public init(
    name: Name, isInternal: Bool, parameters: [Parameter], result: TypeExpression?,
    clauses: [OperationClause]
  ) {
    self.name = name
    self.isInternal = isInternal
    self.parameters = parameters
    self.result = result
    self.clauses = clauses
  }

  /// `name?: type also type = default`.
  public struct Parameter: Sendable {
    public let name: Name
    /// `name?`: left out of the request when it is not given.
    public let isOptional: Bool
    public let type: TypeExpression
    /// What the service also takes in its place, and ImgFlow never sends.
    public let alsoAccepted: TypeExpression?
    public let defaultValue: Expression?
    public let documentation: String?
    public let range: SourceRange

    public init(
      name: Name, isOptional: Bool, type: TypeExpression, alsoAccepted: TypeExpression?,
      defaultValue: Expression?, documentation: String?, range: SourceRange
    ) {
      self.name = name
      self.isOptional = isOptional
      self.type = type
      self.alsoAccepted = alsoAccepted
      self.defaultValue = defaultValue
      self.documentation = documentation
      self.range = range
    }
  }
}

public struct OperationClause: Sendable {
  public let kind: Kind
  public let range: SourceRange

  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public enum Kind: Sendable {
    /// `POST "/auth/me"`.
    case request(method: String, PathTemplate)
    /// `also GET "/auth/me"`: accepted by the sandbox, never sent. The method is nil when it is the same.
    case also(method: String?, PathTemplate)
    /// `query`, `json {type, media: mediaId}`: without an object, all parameters not in the path.
    case parameters(in: Carrier, Expression?)
    /// `raw file in base64 as "text/plain"`.
    case raw(parameter: Name, isBase64: Bool, contentType: VendorText)
    /// `answers 201`.
    case answers(status: Int)
    case auth(VendorAuth)
    case opensSession
    case repeats(Repeat, Name)
    case errors([VendorErrorRule])
    case source(VendorSource)
  }

  /// What carries parameters to the service.
  public enum Carrier: String, Sendable, CaseIterable {
    case query
    case json
    case form
    case multipart
  }

  /// Whether a request may be sent again when nobody knows what became of it.
  public enum Repeat: String, Sendable, CaseIterable {
    /// It changes nothing.
    case safe
    /// Twice is the same as once.
    case idempotent
    case never
  }
}

/// `"/jobs/\(job_id).json"`: literal text, and parameters of one segment (`\(p)`) or several (`\(...p)`).
public struct PathTemplate: Sendable {
  public let pieces: [Piece]
  public let range: SourceRange

  public init(pieces: [Piece], range: SourceRange) {
    self.pieces = pieces
    self.range = range
  }

  public enum Piece: Sendable {
    case text(String)
    case parameter(Name, isRest: Bool)
  }
}
