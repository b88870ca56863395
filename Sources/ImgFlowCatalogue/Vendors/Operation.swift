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
  public let result: Type?
  /// The status of success as documented; when a response is read any 2xx is one.
  public let status: Int
  /// The forms of its response: the first that fits says where the result, or the items of a page, are. Empty
  /// if the body is the result.
  public let answers: [BodyTemplate]
  /// How its stream continues; nil if it gives no stream.
  public let paging: PagingRule?
  /// What must be given together.
  public let requirements: [Requirement]
  /// What is looked at before the call, under a name that `gives` may use.
  public let looksBefore: [(name: String, look: Expression)]
  /// The result, in terms of the arguments, when the response says too little.
  public let gives: Expression?
  /// The address that an earlier response gave; nil for those of the vendor's own.
  public let signedAddress: SignedAddress?
  /// How it is authorised, when not as the vendor's other calls.
  public let auth: AuthRule?
  /// Whether its response is a session, which the calls that follow use.
  public let opensSession: Bool
  /// Its own error rules, before the vendor's.
  public let errors: [ErrorRule]
  public let repetition: Repetition
  /// Finds what a call whose response was lost may have made.
  public let recovery: Recovery?
  public let source: KnowledgeSource
  public let range: SourceRange

  /// May it be sent again if it is unknown what became of it?
  public typealias Repetition = OperationClause.Repeat

  /// `repeat find E when C`: `E` in terms of the arguments and `since`, the time of the call.
  public struct Recovery: Sendable {
    public let search: Expression
    public let condition: Expression?
  }

  /// `expoze.createJob`.
  public var qualifiedName: String { "\(vendor).\(name)" }

  /// `POST /jobs.json`, with parameters as `{job_id}`.
  public var signature: String { "\(method) \(path)" }

  /// The place of a parameter; nil if there is none of this name.
  public func parameterIndex(_ name: String) -> Int? {
    parameters.firstIndex { $0.name == name }
  }
}

extension Operation {
  /// A parameter of an operation.
  public struct Parameter: Sendable {
    public let name: String
    public let type: Type
    /// What the service also takes and ImgFlow never sends.
    public let alsoAccepted: Type?
    public let presence: Presence
    public let wire: WireForm
    /// What a file must be like.
    public let fileRules: FileRules?
    /// Why it should no longer be used.
    public let deprecation: String?
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

    /// Whether null is the same as leaving it out. Where a value of the user replaces what is left out, it is
    /// not: an id that turns out to be null must not become another one.
    package var mayBeNull: Bool {
      switch presence {
      case .optional, .literal: true
      case .required, .supplied: false
      }
    }

    /// What is sent when nothing else is given, as far as the declaration knows.
    package var defaultValue: Value? {
      if case .literal(let value) = presence { value } else { nil }
    }
  }
}

/// How a parameter looks outside JSON.
public struct WireForm: Sendable {
  public typealias Format = VendorWireForm.Format

  /// The name on the wire; nil for the parameter's own.
  public var name: String?
  /// Further names that the service knows it by.
  public var alsoNames: [String] = []
  public var format: Format?
}

/// What a file must be like before it is sent.
public struct FileRules: Sendable {
  /// The endings of its name; any when empty.
  public let kinds: [String]
  /// In bytes.
  public let size: Bounds?
  /// In pixels.
  public let width: Bounds?
  public let height: Bounds?
}

/// How a stream continues from page to page. The expressions see the arguments of the page, `items`, what the
/// response says of `more`, `next`, `total` and `size`, and `fetched`, the number of items so far.
public struct PagingRule: Sendable {
  /// How long a page is: an argument, or a number.
  public let size: Size
  /// The place of the parameter that changes from page to page.
  public let cursor: Int
  /// Whether `step` is added to the cursor or replaces it.
  public let isAdded: Bool
  public let step: Expression
  /// How long after a response the next page can be had, in milliseconds.
  public let lifetime: Int?
  /// Whether there is a further page.
  public let condition: Expression

  public enum Size: Sendable {
    case parameter(Int)
    case fixed(Int)
  }
}

/// What must be given together: `requires any of column, column_name when file_id != null`.
public struct Requirement: Sendable {
  public typealias Kind = VendorRequirement.Kind

  public let kind: Kind
  /// The places of the parameters.
  public let parameters: [Int]
  /// When it holds; always without.
  public let condition: Condition?

  /// The parameters of which each can replace the others.
  package var alternatives: [Int] { kind == .all || condition != nil ? [] : parameters }

  /// `parameter == value` or `parameter != value`; a missing parameter is null.
  public struct Condition: Sendable {
    public let parameter: Int
    public let value: Value
    public let isEqual: Bool
  }
}

/// An address with all that is signed with it, in terms of the arguments.
public struct SignedAddress: Sendable {
  public let url: Expression
  public let method: Expression?
  public let headers: Expression?
}

/// The body of a request.
public enum RequestBody: Sendable {
  case none
  case json([RequestField])
  /// One parameter is the whole JSON body.
  case jsonValue(RequestField)
  case form([RequestField])
  case multipart([RequestField])
  case raw(RawBody)

  /// The fields; none for a raw body.
  public var fields: [RequestField] {
    switch self {
    case .json(let fields), .form(let fields), .multipart(let fields): fields
    case .jsonValue(let field): [field]
    case .none, .raw: []
    }
  }

  /// The content type that a request says.
  public var contentType: String? {
    switch self {
    case .none: nil
    case .json, .jsonValue: "application/json"
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
  /// Further names that the service knows it by.
  public var alsoNames: [String] = []
  public var format: WireForm.Format?
  public let content: Content
  public let type: Type
  /// What the sandbox takes too.
  public let alsoAccepted: Type?
  /// Whether the service refuses a request without it.
  public var isRequired: Bool
  /// What the service assumes without it.
  public let defaultValue: Value?

  /// All names that the service knows it by, its own first.
  public var names: [String] { [name] + alsoNames }

  public enum Content: Sendable {
    /// The argument for the parameter at this place; absent when it is.
    case parameter(Int)
    case constant(Value)
  }
}
