import ImgFlowSyntax
import ImgFlowValues

/// A vendor as its declaration describes it, checked and resolved: what the client, the checker,
/// help, completion, the waiting loop and the sandbox read.
public final class Vendor: Sendable {
  public let name: String
  public let documentation: String?
  /// The address that paths are relative to, without a slash at its end.
  public let baseURL: String
  /// What precedes some paths if its setting is given.
  public let prefix: PathPrefix?
  /// Sent with every call.
  public let headers: [(name: String, value: String)]
  public let credentials: [Setting]
  public let settings: [Setting]
  public let session: SessionDeclaration?
  public let auth: AuthRule
  /// What is shown to the service when it asks who connects, in terms of credentials and settings.
  public let certificate: Expression?
  public let errors: [ErrorRule]
  /// All operations in the order of the file, internal ones included.
  public let operations: [Operation]
  public let types: [String: NamedType]
  /// Functions of one parameter that repair what the service sends for types, by their names.
  public let repairs: [String: Function]
  public let resources: [String: ResourceDeclaration]
  /// What types refer to resources by.
  public let references: [String: ResourceReference]
  /// The conveniences written in the language, with their documentation.
  public let functions: [(function: Function, documentation: String?)]
  /// Finds the operation that a request is for.
  public let routes: RouteTable
  public let range: SourceRange
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

  public func operation(_ name: String) -> Operation? { operationsByName[name] }

  /// The names of what scripts see of it, besides its types.
  package var memberNames: [String] {
    operations.filter { !$0.isInternal }.map(\.name) + functions.compactMap(\.function.name?.text)
  }

  /// Whether the response of an operation is something to wait for.
  public func isAsynchronous(_ operation: Operation) -> Bool {
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
    var operations: [Operation] = []
    var types: [String: NamedType] = [:]
    var repairs: [String: Function] = [:]
    var resources: [String: ResourceDeclaration] = [:]
    var references: [String: ResourceReference] = [:]
    var functions: [(function: Function, documentation: String?)] = []
  }
}

/// A credential or setting: what the user supplies.
public struct Setting: Sendable {
  public let name: String
  public let type: Type
  public let isOptional: Bool
  /// The field of the session that is used if nothing is supplied.
  public let sessionField: String?
  public let environmentVariable: String?
  /// What it is in the sandbox.
  public let sandboxValue: String?
  public let documentation: String?
}

/// What precedes some paths: `/organizations/{organization_id}`.
public struct PathPrefix: Sendable {
  public let path: RoutePath
  /// The setting that it holds; without a value for it the paths have no prefix.
  public let setting: String?
  /// The starts of the paths that it precedes.
  public let paths: [String]

  /// Whether it may precede a path.
  public func applies(to path: String) -> Bool {
    paths.contains { path == $0 || path.hasPrefix("\($0)/") }
  }
}

/// What a login response leaves behind.
public struct SessionDeclaration: Sendable {
  public let fields: [Field]
  /// How long it is valid, in terms of the fields: a duration or a number of seconds.
  public let lifetime: Expression?

  public struct Field: Sendable {
    public let name: String
    /// Other names that the response may give it.
    public let alsoNames: [String]
    /// Whether a response may lack it.
    public let isOptional: Bool
    public let type: Type
    /// Computed from the fields of the response, or from the credentials as long as there is no response; nil
    /// for what only the response holds.
    public let value: Expression?

    /// Whether it is taken from the credentials, so that a session can begin without a login.
    public var isFromCredentials: Bool {
      guard case .member(let object, _, _) = value?.kind, case .name(let root) = object.kind else {
        return false
      }
      return root.text == "credentials"
    }
  }
}

/// How calls are authorised.
public struct AuthRule: Sendable {
  public let scheme: Scheme
  /// The operation that opens a session.
  public let opener: String?
  /// The operation that renews it.
  public let refresher: String?
  /// How a user lets a session be opened in a browser (RFC 6749 section 4.1).
  public let grant: Grant?
  /// Whether a call goes out without credentials if no one is signed in.
  public let isOptional: Bool

  /// The page that asks the user, and the operation that takes the code that it gives, as `code` and
  /// `redirect_uri`.
  public struct Grant: Sendable {
    /// A path of the vendor's.
    public let page: String
    public let operation: String
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

  public enum Scheme: Sendable {
    case none
    /// `Authorization: Bearer …`.
    case bearer(Expression)
    case header(name: String, Expression)
  }

  static let none = AuthRule(scheme: .none)
}

/// Where the knowledge about an operation is from.
public struct KnowledgeSource: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case seed
    case `public`
    case inferred
  }

  public let kind: Kind
  public let reason: String?
}
