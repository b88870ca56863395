import ImgFlowSyntax
import ImgFlowValues

/// An operation: exactly one documented call of a vendor.
public struct Operation: Sendable {
  public let vendor: String
  public let name: String
  /// The heading it is listed under.
  public let section: String?
  public let documentation: String?
  /// Whether it serves waiting and refreshing only.
  public let isInternal: Bool
  public let parameters: [Parameter]
  public let method: String
  public let path: RoutePath
  /// Methods and paths that the sandbox takes too; never sent.
  public let alternatives: [(method: String, path: RoutePath)]
  public let query: [RequestField]
  public let body: RequestBody
  /// What it gives; nil for nothing.
  public let result: FieldType?
  /// The status of success as documented; when an answer is read any 2xx is one.
  public let status: Int
  /// How it is authorised, when not as the vendor's other calls.
  public let auth: AuthRule?
  /// Whether its answer is a session, which the calls that follow use.
  public let opensSession: Bool
  /// Error rules of its own, before the vendor's.
  public let errors: [ErrorRule]
  public let repetition: Repetition
  public let source: KnowledgeSource
  public let range: SourceRange

  /// May it be sent again when nobody knows what became of it?
  public typealias Repetition = OperationClause.Repeat

  /// `expoze.createJob`.
  public var qualifiedName: String { "\(vendor).\(name)" }

  /// `POST /jobs.json`, with parameters as `{job_id}`.
  public var signature: String { "\(method) \(path)" }

  /// The place of a parameter; nil when there is none of this name.
  public func parameterIndex(_ name: String) -> Int? {
    parameters.firstIndex { $0.name == name }
  }
}

/// A parameter of an operation.
public struct Parameter: Sendable {
  public let name: String
  public let type: FieldType
  /// What the service also takes and ImgFlow never sends.
  public let alsoAccepted: FieldType?
  public let presence: Presence
  public let documentation: String?

  public enum Presence: Sendable {
    case required
    /// Left out of the request when it is not given.
    case optional
    /// Sent when nothing else is given.
    case literal(Value)
    /// Taken from what the user supplied or the session holds.
    case supplied(by: Supplier, name: String)
  }

  /// Where a default comes from.
  public enum Supplier: String, Sendable, CaseIterable {
    case credentials
    case settings
    case session
  }

  /// Whether the service must be told: the script or a default says it.
  public var isSent: Bool { if case .optional = presence { false } else { true } }
}

/// The body of a request.
public enum RequestBody: Sendable {
  case none
  case json([RequestField])
  case form([RequestField])
  case multipart([RequestField])
  case raw(RawBody)

  /// The fields; none for a raw body.
  public var fields: [RequestField] {
    switch self {
    case .json(let fields), .form(let fields), .multipart(let fields): fields
    case .none, .raw: []
    }
  }

  /// The content type that a request says.
  public var contentType: String? {
    switch self {
    case .none: nil
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    case .multipart: "multipart/form-data"
    case .raw(let raw): raw.contentType
    }
  }
}

/// A file as the whole body.
public struct RawBody: Sendable {
  /// The place of the parameter that names the file.
  public let parameter: Int
  public let isBase64: Bool
  public let contentType: String
}

/// A field of a query or body.
public struct RequestField: Sendable {
  /// The name on the wire.
  public let name: String
  public let content: Content
  public let type: FieldType
  /// What the sandbox takes too.
  public let alsoAccepted: FieldType?
  /// Whether the service refuses a request without it.
  public let isRequired: Bool
  /// What the service assumes without it.
  public let defaultValue: Value?

  public enum Content: Sendable {
    /// The argument for the parameter at this place; absent when it is.
    case parameter(Int)
    case constant(Value)
  }
}
