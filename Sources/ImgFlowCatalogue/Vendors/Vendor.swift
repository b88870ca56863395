import ImgFlowSyntax
import ImgFlowValues

/// A vendor as its declaration describes it, checked and resolved: what the client, the checker,
/// help, completion, the waiting loop and the sandbox read.
package final class Vendor: Sendable {
  package let name: String
  package let documentation: String?
  /// The address that paths are relative to, without a slash at its end.
  package let baseURL: String
  /// What precedes some paths if its setting is given.
  package let prefix: PathPrefix?
  /// Sent with every call.
  package let headers: [(name: String, value: String)]
  package let credentials: [Setting]
  package let settings: [Setting]
  package let session: SessionDeclaration?
  package let auth: AuthRule
  /// What is shown to the service when it asks who connects, in terms of credentials and settings.
  package let certificate: Expression?
  package let errors: [ErrorRule]
  /// How much it takes of all requests together.
  package let limits: RequestLimits
  /// All operations in the order of the file, internal ones included.
  package let operations: [Operation]
  package let types: [String: NamedType]
  /// Functions of one parameter that repair what the service sends for types, by their names.
  package let repairs: [String: Function]
  package let resources: [String: ResourceDeclaration]
  /// What types refer to resources by.
  package let references: [String: ResourceReference]
  /// The conveniences written in the language, with their documentation.
  package let functions: [(function: Function, documentation: String?)]
  /// Finds the operation that a request is for.
  package let routes: RouteTable
  package let range: SourceRange
  private let operationsByName: [String: Operation]

  init(_ parts: Parts, range: SourceRange) {
    name = parts.name
    documentation = parts.documentation
    baseURL = parts.baseURL
    prefix = parts.prefix
    headers = parts.headers
    credentials = parts.credentials
    settings = parts.settings
    session = parts.session
    auth = parts.auth
    certificate = parts.certificate
    errors = parts.errors
    limits = parts.limits
    operations = parts.operations
    types = parts.types
    repairs = parts.repairs
    resources = parts.resources
    references = parts.references
    functions = parts.functions
    routes = RouteTable(
      operations: parts.operations, suffixes: parts.suffixes, prefix: parts.prefix)
    operationsByName = Dictionary(
      parts.operations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.range = range
  }

  package func operation(_ name: String) -> Operation? { operationsByName[name] }

  /// What calls use up there: the units of all operations, each once.
  package var units: [String] {
    operations.flatMap(\.costs).map(\.unit).reduce(into: []) { units, unit in
      if !units.contains(unit) { units.append(unit) }
    }
  }

  /// The names of what scripts see of it, besides its types.
  package var memberNames: [String] {
    operations.filter { !$0.isInternal }.map(\.name) + functions.compactMap(\.function.name?.text)
  }

  /// Whether the response of an operation is something to wait for.
  package func isAsynchronous(_ operation: Operation) -> Bool {
    guard case .resource(let reference)? = operation.result?.form else { return false }
    return reference.whenDone != nil
  }

  /// What the builder collects.
  struct Parts {
    var name = ""
    var documentation: String?
    var baseURL = ""
    var suffixes: [String] = []
    var prefix: PathPrefix?
    var headers: [(name: String, value: String)] = []
    var credentials: [Setting] = []
    var settings: [Setting] = []
    var session: SessionDeclaration?
    var auth = AuthRule.none
    var certificate: Expression?
    var errors: [ErrorRule] = []
    var limits = RequestLimits()
    var operations: [Operation] = []
    var types: [String: NamedType] = [:]
    var repairs: [String: Function] = [:]
    var resources: [String: ResourceDeclaration] = [:]
    var references: [String: ResourceReference] = [:]
    var functions: [(function: Function, documentation: String?)] = []
  }
}

/// A credential or setting: what the user supplies.
package struct Setting: Sendable {
  package let name: String
  package let type: Type
  package let isOptional: Bool
  /// The field of the session that is used if nothing is supplied.
  package let sessionField: String?
  package let environmentVariable: String?
  /// What it is in the sandbox.
  package let sandboxValue: String?
  package let documentation: String?
}

/// What precedes some paths: `/organizations/{organization_id}`.
package struct PathPrefix: Sendable {
  package let path: RoutePath
  /// The setting that it holds; without a value for it the paths have no prefix.
  package let setting: String?
  /// The starts of the paths that it precedes.
  package let paths: [String]

  /// Whether it may precede a path.
  package func applies(to path: String) -> Bool {
    paths.contains { path == $0 || path.hasPrefix("\($0)/") }
  }
}

/// What a login response leaves behind.
package struct SessionDeclaration: Sendable {
  package let fields: [Field]
  /// How long it is valid, in terms of the fields: a duration or a number of seconds.
  package let lifetime: Expression?

  package struct Field: Sendable {
    package let name: String
    /// Other names that the response may give it.
    package let alsoNames: [String]
    /// Whether a response may lack it.
    package let isOptional: Bool
    package let type: Type
    /// Computed from the fields of the response, or from the credentials as long as there is no response; nil
    /// for what only the response holds.
    package let value: Expression?

    /// Whether it is taken from the credentials, so that a session can begin without a login.
    package var isFromCredentials: Bool {
      guard case .member(let object, _, _) = value?.kind, case .name(let root) = object.kind else {
        return false
      }
      return root.text == "credentials"
    }
  }
}

/// How calls are authorised.
package struct AuthRule: Sendable {
  package let scheme: Scheme
  /// The operation that opens a session.
  package let opener: String?
  /// The operation that renews it.
  package let refresher: String?
  /// How a user lets a session be opened in a browser (RFC 6749 section 4.1).
  package let grant: Grant?
  /// Whether a call goes out without credentials if no one is signed in.
  package let isOptional: Bool

  /// The page that asks the user, and the operation that takes the code that it gives, as `code` and
  /// `redirect_uri`.
  package struct Grant: Sendable {
    /// A path of the vendor's.
    package let page: String
    package let operation: String
  }

  init(
    scheme: Scheme, opener: String? = nil, refresher: String? = nil, grant: Grant? = nil,
    isOptional: Bool = false
  ) {
    self.scheme = scheme
    self.opener = opener
    self.refresher = refresher
    self.grant = grant
    self.isOptional = isOptional
  }

  init(_ rule: AuthRule, isOptional: Bool) {
    self.init(
      scheme: rule.scheme, opener: rule.opener, refresher: rule.refresher, grant: rule.grant,
      isOptional: isOptional)
  }

  package enum Scheme: Sendable {
    case none
    /// `Authorization: Bearer …`.
    case bearer(Expression)
    case header(name: String, Expression)
  }

  static let none = AuthRule(scheme: .none)
}

/// Where the knowledge about an operation is from.
package struct KnowledgeSource: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case seed
    case `public`
    case inferred
  }

  package let kind: Kind
  package let reason: String?
}
