/// `operation name(parameters) -> Result` and its clauses: exactly one documented call.
package struct VendorOperation: Sendable {
  package let name: Name
  /// Whether it is for waiting and refreshing only, and not listed.
  package let isInternal: Bool
  package let parameters: [Parameter]
  package let result: TypeExpression?
  /// `-> stream T`: the result is a sequence of the type's values, requested a page at a time.
  package let givesStream: Bool
  package let clauses: [OperationClause]

  package init(
    name: Name, isInternal: Bool, parameters: [Parameter], result: TypeExpression?,
    givesStream: Bool, clauses: [OperationClause]
  ) {
    self.name = name
    self.isInternal = isInternal
    self.parameters = parameters
    self.result = result
    self.givesStream = givesStream
    self.clauses = clauses
  }

  /// `name?: type also type as csv "wire[]" = default deprecated "why"`, or `...name: type`.
  package struct Parameter: Sendable {
    package let name: Name
    /// `...name: type`: stands for one parameter a field of the type.
    package let isRest: Bool
    /// `name?`: left out of the request when it is not given.
    package let isOptional: Bool
    package let type: TypeExpression
    /// What the service also takes in its place, and ImgFlow never sends.
    package let alsoAccepted: TypeExpression?
    /// `matching '…'`: a regular expression that a string must match.
    package let pattern: VendorText?
    /// `file(kind: "csv", size: 1...30MiB)`.
    package let fileRules: VendorFileRules?
    package let wireForm: VendorWireForm?
    package let defaultValue: Expression?
    /// `deprecated "why"`.
    package let deprecation: VendorText?
    package let documentation: String?
    package let range: SourceRange

    package init(
      name: Name, isRest: Bool, isOptional: Bool, type: TypeExpression,
      alsoAccepted: TypeExpression?, pattern: VendorText?, fileRules: VendorFileRules?,
      wireForm: VendorWireForm?, defaultValue: Expression?, deprecation: VendorText?,
      documentation: String?, range: SourceRange
    ) {
      self.name = name
      self.isRest = isRest
      self.isOptional = isOptional
      self.type = type
      self.alsoAccepted = alsoAccepted
      self.pattern = pattern
      self.fileRules = fileRules
      self.wireForm = wireForm
      self.defaultValue = defaultValue
      self.deprecation = deprecation
      self.documentation = documentation
      self.range = range
    }
  }
}

package struct OperationClause: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package enum Kind: Sendable {
    /// `POST "/auth/me"`.
    case request(method: String, PathTemplate)
    /// `PUT at upload_url.url`: an address that an earlier response gave, with what is signed with it.
    case signedRequest(method: String, Expression)
    /// `method upload_url.method`: the method that came with the address.
    case method(Expression)
    /// `headers upload_url.headers`: the headers that came with the address.
    case headers(Expression)
    /// `also GET "/auth/me"`: accepted by the sandbox, never sent. The method is nil if it is the same.
    case also(method: String?, PathTemplate)
    /// `query`, `json {type, media: mediaId}`: without an object, all parameters not in the path. A
    /// bare name, as in `json documents`, makes that parameter the whole body.
    case parameters(in: Carrier, Expression?)
    /// `raw file in base64 as "text/plain"`.
    case raw(parameter: Name, isBase64: Bool, contentType: VendorText)
    /// `answers 201`, `answers 200 {models: items, has_more: more} also items`.
    case answers(status: Int, [BodyShape])
    case pages(VendorPaging)
    case requires(VendorRequirement)
    /// `before known = listThings()`: a look before the call.
    case before(Name, Expression)
    /// `gives {id}`: the result, when the response says too little.
    case gives(Expression)
    case auth(VendorAuth)
    case opensSession
    case repeats(Repeat)
    /// `costs 1 tokens`.
    case costs(VendorCost)
    /// `limits 2 at once`: what holds for this operation besides the vendor's limits.
    case limits([VendorLimit])
    case errors([VendorErrorRule])
    case source(VendorSource)
  }

  /// What carries parameters to the service.
  package enum Carrier: String, Sendable, CaseIterable {
    case query
    case json
    case form
    case multipart
  }

  /// Whether a request may be sent again if it is unknown what became of it.
  package enum Repeat: Sendable {
    /// It changes nothing.
    case safe
    /// Twice is the same as once.
    case idempotent
    case never
    /// `repeat keyed "Idempotency-Key"`: the header by which the service knows a call again.
    case keyed(VendorText)
    /// `repeat find E when C`: what a call whose response was lost may have made.
    case find(Expression, when: Expression?)
  }
}

/// `"/jobs/\(job_id).json"`: literal text, and parameters of one segment (`\(p)`) or several (`\(...p)`).
package struct PathTemplate: Sendable {
  package let pieces: [Piece]
  package let range: SourceRange

  package init(pieces: [Piece], range: SourceRange) {
    self.pieces = pieces
    self.range = range
  }

  package enum Piece: Sendable {
    case text(String)
    case parameter(Name, isRest: Bool)
  }
}
