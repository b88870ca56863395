import ImgFlowSyntax
import ImgFlowValues

/// An operation: exactly one documented call of a vendor.
package struct Operation: Sendable {
  package let vendor: String
  package let name: String
  /// The heading it is listed under.
  package let section: String?
  package let documentation: String?
  /// Whether it serves waiting and refreshing only.
  package let isInternal: Bool
  package let parameters: [Parameter]
  package let method: String
  package let path: RoutePath
  /// Methods and paths that the sandbox takes too; never sent.
  package let alternatives: [(method: String, path: RoutePath)]
  package let query: [RequestField]
  package let body: RequestBody
  /// What it gives; nil for nothing.
  package let result: Type?
  /// The status of success as documented; when a response is read any 2xx is one.
  package let status: Int
  /// The forms of its response: the first that fits says where the result, or the items of a page, are. Empty
  /// if the body is the result.
  package let answers: [BodyTemplate]
  /// How its stream continues; nil if it gives no stream.
  package let paging: PagingRule?
  /// What must be given together.
  package let requirements: [Requirement]
  /// What is looked at before the call, under a name that `gives` may use.
  package let looksBefore: [(name: String, look: Expression)]
  /// The result, in terms of the arguments, when the response says too little.
  package let gives: Expression?
  /// The address that an earlier response gave; nil for those of the vendor's own.
  package let signedAddress: SignedAddress?
  /// How it is authorised, when not as the vendor's other calls.
  package let auth: AuthRule?
  /// Whether its response is a session, which the calls that follow use.
  package let opensSession: Bool
  /// Its own error rules, before the vendor's.
  package let errors: [ErrorRule]
  package let repetition: Repetition
  /// Finds what a call whose response was lost may have made.
  package let recovery: Recovery?
  /// What a call uses up at the service.
  package let costs: [Cost]
  /// What holds for its requests besides the vendor's limits.
  package let limits: RequestLimits
  package let source: KnowledgeSource
  package let range: SourceRange

  /// May it be sent again if it is unknown what became of it?
  package enum Repetition: Sendable, Equatable {
    /// It changes nothing.
    case safe
    /// Twice is the same as once.
    case idempotent
    /// The service takes requests with the same key in this header as one.
    case keyed(header: String)
    case never

    /// The word for it in a declaration.
    package var name: String {
      switch self {
      case .safe: "safe"
      case .idempotent: "idempotent"
      case .keyed: "keyed"
      case .never: "never"
      }
    }
  }

  /// `repeat find E when C`: `E` in terms of the arguments and `since`, the time of the call.
  package struct Recovery: Sendable {
    package let search: Expression
    package let condition: Expression?
  }

  /// `costs 1 tokens`: the amount in terms of the arguments.
  package struct Cost: Sendable {
    package let amount: Expression
    package let unit: String
  }

  /// The header that carries the key of a call; nil if it has none.
  package var keyHeader: String? {
    if case .keyed(let header) = repetition { header } else { nil }
  }

  /// `expoze.createJob`.
  package var qualifiedName: String { "\(vendor).\(name)" }

  /// `POST /jobs.json`, with parameters as `{job_id}`.
  package var signature: String { "\(method) \(path)" }

  /// The place of a parameter; nil if there is none of this name.
  package func parameterIndex(_ name: String) -> Int? {
    parameters.firstIndex { $0.name == name }
  }
}

extension Operation.Cost: CustomStringConvertible {
  /// `1 tokens`.
  package var description: String { "\(amount.onOneLine) \(unit)" }
}

extension Operation {
  /// A parameter of an operation.
  package struct Parameter: Sendable {
    package let name: String
    package let type: Type
    /// What the service also takes and ImgFlow never sends.
    package let alsoAccepted: Type?
    package let presence: Presence
    package let wire: WireForm
    /// What a file must be like.
    package let fileRules: FileRules?
    /// Why it should no longer be used.
    package let deprecation: String?
    package let documentation: String?

    package enum Presence: Sendable {
      case required
      /// Left out of the request when it is not given.
      case optional
      /// Sent when nothing else is given.
      case literal(Value)
      /// Taken from what the user supplied or the session holds.
      case supplied(by: Supplier, name: String)
    }

    /// Where a default comes from.
    package enum Supplier: String, Sendable, CaseIterable {
      case credentials
      case settings
      case session
    }

    /// Whether the service must be told: the script or a default says it.
    package var isSent: Bool { if case .optional = presence { false } else { true } }

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
package struct WireForm: Sendable {
  package typealias Format = VendorWireForm.Format

  /// The name on the wire; nil for the parameter's own.
  package var name: String?
  /// Further names that the service knows it by.
  package var alsoNames: [String] = []
  package var format: Format?
}

/// What a file must be like before it is sent.
package struct FileRules: Sendable {
  /// The endings of its name; any when empty.
  package let kinds: [String]
  /// In bytes.
  package let size: Bounds?
  /// In pixels.
  package let width: Bounds?
  package let height: Bounds?
}

/// How a stream continues from page to page. The expressions see the arguments of the page, `items`, what the
/// response says of `more`, `next`, `total` and `size`, and `fetched`, the number of items so far.
package struct PagingRule: Sendable {
  /// How long a page is: an argument, or a number.
  package let size: Size
  /// The place of the parameter that changes from page to page.
  package let cursor: Int
  /// Whether `step` is added to the cursor or replaces it.
  package let isAdded: Bool
  package let step: Expression
  /// How long after a response the next page can be had, in milliseconds.
  package let lifetime: Int?
  /// Whether there is a further page.
  package let condition: Expression

  package enum Size: Sendable {
    case parameter(Int)
    case fixed(Int)
  }
}

/// What must be given together: `requires any of column, column_name when file_id != null`.
package struct Requirement: Sendable {
  package typealias Kind = VendorRequirement.Kind

  package let kind: Kind
  /// The places of the parameters.
  package let parameters: [Int]
  /// When it holds; always without.
  package let condition: Condition?

  /// The parameters of which each can replace the others.
  package var alternatives: [Int] { kind == .all || condition != nil ? [] : parameters }

  /// `parameter == value` or `parameter != value`; a missing parameter is null.
  package struct Condition: Sendable {
    package let parameter: Int
    package let value: Value
    package let isEqual: Bool
  }
}

/// An address with all that is signed with it, in terms of the arguments.
package struct SignedAddress: Sendable {
  package let url: Expression
  package let method: Expression?
  package let headers: Expression?
}

/// The body of a request.
package enum RequestBody: Sendable {
  case none
  case json([RequestField])
  /// One parameter is the whole JSON body.
  case jsonValue(RequestField)
  case form([RequestField])
  case multipart([RequestField])
  case raw(RawBody)

  /// The fields; none for a raw body.
  package var fields: [RequestField] {
    switch self {
    case .json(let fields), .form(let fields), .multipart(let fields): fields
    case .jsonValue(let field): [field]
    case .none, .raw: []
    }
  }

  /// The content type that a request says.
  package var contentType: String? {
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
package struct RawBody: Sendable {
  /// The place of the parameter that names the file.
  package let parameter: Int
  package let isBase64: Bool
  package let contentType: String
}

/// A field of a query or body.
package struct RequestField: Sendable {
  /// The name on the wire.
  package let name: String
  /// Further names that the service knows it by.
  package var alsoNames: [String] = []
  package var format: WireForm.Format?
  package let content: Content
  package let type: Type
  /// What the sandbox takes too.
  package let alsoAccepted: Type?
  /// Whether the service refuses a request without it.
  package var isRequired: Bool
  /// What the service assumes without it.
  package let defaultValue: Value?

  /// All names that the service knows it by, its own first.
  package var names: [String] { [name] + alsoNames }

  package enum Content: Sendable {
    /// The argument for the parameter at this place; absent when it is.
    case parameter(Int)
    case constant(Value)
  }
}
