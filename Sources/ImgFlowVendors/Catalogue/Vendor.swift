import ImgFlowSyntax
import ImgFlowValues

/// A vendor as its declaration describes it, checked and resolved: what the client, the checker,
/// help, completion, the waiting loop and the sandbox read.
public final class Vendor: Sendable {
  public let name: String
  public let documentation: String?
  /// The address that paths are relative to, without a slash at its end.
  public let baseURL: String
  /// Sent with every call.
  public let headers: [(name: String, value: String)]
  public let credentials: [Setting]
  public let settings: [Setting]
  public let session: SessionDeclaration?
  public let auth: AuthRule
  public let errors: [ErrorRule]
  /// All operations in the order of the file, internal ones included.
  public let operations: [Operation]
  public let types: [String: NamedType]
  public let resources: [String: ResourceDeclaration]
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
    headers = parts.headers
    credentials = parts.credentials
    settings = parts.settings
    session = parts.session
    auth = parts.auth
    errors = parts.errors
    operations = parts.operations
    types = parts.types
    resources = parts.resources
    functions = parts.functions
    routes = RouteTable(operations: parts.operations, suffixes: parts.suffixes)
    operationsByName = Dictionary(
      parts.operations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.range = range
  }

  public func operation(_ name: String) -> Operation? { operationsByName[name] }

  /// Whether the answer of an operation is something to wait for.
  public func isAsynchronous(_ operation: Operation) -> Bool {
    guard case .resource(let name)? = operation.result else { return false }
    return resources[name]?.wait != nil
  }

  /// What the builder collects.
  struct Parts {
    var name = ""
    var documentation: String?
    var baseURL = ""
    var suffixes: [String] = []
    var headers: [(name: String, value: String)] = []
    var credentials: [Setting] = []
    var settings: [Setting] = []
    var session: SessionDeclaration?
    var auth = AuthRule.none
    var errors: [ErrorRule] = []
    var operations: [Operation] = []
    var types: [String: NamedType] = [:]
    var resources: [String: ResourceDeclaration] = [:]
    var functions: [(function: Function, documentation: String?)] = []
  }
}

/// A credential or setting: what the user supplies.
public struct Setting: Sendable {
  public let name: String
  public let type: FieldType
  public let isOptional: Bool
  public let environmentVariable: String?
  public let documentation: String?
}

/// What a login answer leaves behind.
public struct SessionDeclaration: Sendable {
  public let fields: [Field]
  /// How long it is good for, in milliseconds.
  public let lifetime: Int?

  public struct Field: Sendable {
    public let name: String
    public let type: FieldType
    /// Computed from the fields before it; nil for what the answer holds.
    public let value: Expression?
  }
}

/// How calls are authorised.
public struct AuthRule: Sendable {
  public let scheme: Scheme
  /// The operation that opens a session.
  public let opener: String?
  /// The operation that renews it.
  public let refresher: String?

  public enum Scheme: Sendable {
    case none
    /// `Authorization: Bearer …`.
    case bearer(Expression)
    case header(name: String, Expression)
  }

  static let none = AuthRule(scheme: .none, opener: nil, refresher: nil)
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
