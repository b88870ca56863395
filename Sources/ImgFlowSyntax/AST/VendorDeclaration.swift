/// `vendor name { clauses }`: what one service offers, and how to ask it.
///
/// The clauses are kept as they are written, each with its range; `Vendor` in ImgFlowVendors gives
/// them their meaning.
package struct VendorDeclaration: Sendable {
  package let name: Name
  package let clauses: [VendorClause]
  package let range: SourceRange

  package init(name: Name, clauses: [VendorClause], range: SourceRange) {
    self.name = name
    self.clauses = clauses
    self.range = range
  }
}

/// A clause of a vendor, with the `///` lines above it.
package struct VendorClause: Sendable {
  package let kind: Kind
  package let range: SourceRange
  package let documentation: String?

  package init(_ kind: Kind, at range: SourceRange, documentation: String? = nil) {
    self.kind = kind
    self.range = range
    self.documentation = documentation
  }

  package enum Kind: Sendable {
    /// `base "https://api.example.com"`.
    case base(VendorText)
    /// `also suffix ".json"`: an ending of path segments that the sandbox ignores.
    case alsoSuffix(VendorText)
    case prefix(VendorPrefix)
    /// `headers {Accept: "application/json"}`: an object of literals.
    case headers(Expression)
    /// `credentials { username: email from env "NAME" }`.
    case credentials([VendorSetting])
    /// `settings { … }`: as credentials, but not secret.
    case settings([VendorSetting])
    case session(VendorSession)
    case auth(VendorAuth)
    /// `limits 10 per 1s, 4 at once`: how much the service takes.
    case limits([VendorLimit])
    /// `certificate {file: credentials.certificate, key: credentials.key}`: what is shown to the service.
    case certificate(Expression)
    case errors([VendorErrorRule])
    case source(VendorSource)
    /// `section "jobs"`: the heading of the operations below.
    case section(VendorText)
    case operation(VendorOperation)
    case resource(VendorResource)
    case type(VendorType)
    case function(Function)
  }
}

/// A string without interpolation.
package struct VendorText: Sendable {
  package let text: String
  package let range: SourceRange

  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// `prefix "/organizations/\(organization_id)" before "/projects", "/analyses"`: what precedes some paths if
/// the setting in it is given; the sandbox accepts it always.
package struct VendorPrefix: Sendable {
  package let template: PathTemplate
  /// The starts of the paths that it precedes.
  package let paths: [VendorText]

  package init(template: PathTemplate, paths: [VendorText]) {
    self.template = template
    self.paths = paths
  }
}

/// `name?: type = session.name from env "NAME" sandbox "value"`: what the user supplies.
package struct VendorSetting: Sendable {
  package let name: Name
  package let isOptional: Bool
  package let type: TypeExpression
  /// The default if the user supplies nothing.
  package let fallback: Expression?
  package let environmentVariable: VendorText?
  /// What it is in the sandbox.
  package let sandboxValue: VendorText?
  package let documentation: String?

  package init(
    name: Name, isOptional: Bool, type: TypeExpression, fallback: Expression?,
    environmentVariable: VendorText?, sandboxValue: VendorText?, documentation: String?
  ) {
    self.name = name
    self.isOptional = isOptional
    self.type = type
    self.fallback = fallback
    self.environmentVariable = environmentVariable
    self.sandboxValue = sandboxValue
    self.documentation = documentation
  }
}

/// `session { token: secret, organization: int = jwt(token).organization, lasts 60_480s }`.
package struct VendorSession: Sendable {
  package let fields: [Field]
  /// How long it is valid: a duration or a number of seconds, in terms of the fields.
  package let lifetime: Expression?

  package init(fields: [Field], lifetime: Expression?) {
    self.fields = fields
    self.lifetime = lifetime
  }

  /// `name? also other: type = value`.
  package struct Field: Sendable {
    package let name: Name
    /// Other names that the response may give it.
    package let alsoNames: [Name]
    /// `name?`: a response may lack it.
    package let isOptional: Bool
    package let type: TypeExpression
    /// Computed from the fields of the response, or taken from the credentials before there is one; nil for
    /// what only the response gives.
    package let value: Expression?

    package init(
      name: Name, alsoNames: [Name], isOptional: Bool, type: TypeExpression, value: Expression?
    ) {
      self.name = name
      self.alsoNames = alsoNames
      self.isOptional = isOptional
      self.type = type
      self.value = value
    }
  }
}

/// `auth bearer E, opened by login(), refreshed by refresh()`,
/// `auth bearer E, granted at "/authorize" to login()`, `auth header "api_key": E`, `auth none`,
/// `auth optional`.
package struct VendorAuth: Sendable {
  package let scheme: Scheme
  /// The operation that opens a session.
  package let opener: Name?
  /// The operation that renews a session.
  package let refresher: Name?
  /// How a user lets a session be opened in a browser.
  package let grant: Grant?
  package let range: SourceRange

  package init(
    scheme: Scheme, opener: Name?, refresher: Name?, grant: Grant?, range: SourceRange
  ) {
    self.scheme = scheme
    self.opener = opener
    self.refresher = refresher
    self.grant = grant
    self.range = range
  }

  /// The page that asks the user, and the operation that takes the code that it gives.
  package struct Grant: Sendable {
    package let page: VendorText
    package let operation: Name
  }

  package enum Scheme: Sendable {
    case none
    /// As the vendor's other calls when someone is signed in, else without.
    case optional
    case bearer(Expression)
    case header(VendorText, Expression)
  }
}

/// `source inferred "why"`: where the knowledge is from.
package struct VendorSource: Sendable {
  /// `seed`, `public` or `inferred`.
  package let kind: Name
  package let reason: VendorText?

  package init(kind: Name, reason: VendorText?) {
    self.kind = kind
    self.reason = reason
  }
}

/// `422 for invalid {detail: message} is budget when …`, `else {…}`.
package struct VendorErrorRule: Sendable {
  /// The status; nil for `else`.
  package let status: Int?
  /// Whether this is the service's response to a refused argument.
  package let isForInvalid: Bool
  package let shape: BodyShape
  /// The kind that the error gets.
  package let kind: Name?
  /// When it gets this kind; always without.
  package let condition: Expression?
  package let range: SourceRange

  package init(
    status: Int?, isForInvalid: Bool, shape: BodyShape, kind: Name?, condition: Expression?,
    range: SourceRange
  ) {
    self.status = status
    self.isForInvalid = isForInvalid
    self.shape = shape
    self.kind = kind
    self.condition = condition
    self.range = range
  }
}

/// The pattern of a body, which reads one and writes one: `{code: status, message}`.
package struct BodyShape: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// A bare name: what is meant by the value at this place.
    case role(Name)
    /// `= literal`: always written so, ignored when read.
    case constant(Expression)
    case object([Entry])
    /// `[shape]`.
    case list(BodyShape)
    /// `{[role]: shape}`: every key of an object, and its value.
    case entries(key: Name, BodyShape)
  }

  /// `key: shape`, `key = literal`, or `role` for `role: role`.
  package struct Entry: Sendable {
    package let key: Name
    package let shape: BodyShape

    package init(key: Name, shape: BodyShape) {
      self.key = key
      self.shape = shape
    }
  }
}
