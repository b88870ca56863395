import ImgFlowValues

/// A request as a vendor operation or `http` builds it.
public struct HTTPRequest: Sendable {
  public var method: String
  /// The absolute URL, percent-encoded. It goes out byte for byte as it is, or not at all.
  public var url: String
  public var headers: [(name: String, value: String)]
  public var body: Body
  /// Names of headers that hold credentials; they never cross to another origin.
  public var credentialHeaders: Set<String>
  /// The longest time the whole exchange may take, in milliseconds; nil for the transport's own rule,
  /// which grows with the size of an upload.
  public var timeout: Int?
  public var redirects: Redirects
  /// Receives the body of a 2xx response, of any size, which is then not in the `HTTPResponse`. Nothing
  /// finishes it: the sender decides whether to keep it.
  public var destination: (any FileWriter)?
  /// `expoze.upload`, for messages and logs.
  public var operation: String
  /// Which attempt at the same request it is, from 1.
  package var attempt = 1
  /// What this side shows a server that asks who it is. It never crosses to another origin.
  public var certificate: ClientCertificate?
  /// Whether the address is a secret, of which messages show the server only.
  public var hidesAddress = false
  /// Whether the server is on this computer and belongs to the program: no proxy may be used.
  public var isDirect = false
  /// The vendor whose operation it is; nil for requests of scripts.
  package var vendor: VendorOrigin?
  /// What the run may do, which redirects and files are checked by; nil if that is whatever its user may.
  package var permissions: Permissions?

  /// A vendor, and where it is reached.
  package struct VendorOrigin: Sendable {
    package let name: String
    /// The address that its paths are relative to.
    package let base: String
    /// Whether a sandbox is there.
    package let isEmulated: Bool
    /// Whether a page of a listing is asked for.
    package var isListing = false
    /// What its declaration says that the response is like, where nothing is to be sent; nil elsewhere.
    package var declaredAnswer: (@Sendable () -> HTTPResponse)?

    package init(name: String, base: String, isEmulated: Bool) {
      (self.name, self.base, self.isEmulated) = (name, base, isEmulated)
    }
  }

  /// A certificate of one's own with its key, in files as PEM; or both in one file as PKCS #12.
  public struct ClientCertificate: Hashable, Sendable {
    public var file: String
    /// The file of the key; nil if the key is in `file` too.
    public var keyFile: String?
    /// What the key is encrypted with.
    public var password: String?

    public init(file: String, keyFile: String? = nil, password: String? = nil) {
      self.file = file
      self.keyFile = keyFile
      self.password = password
    }
  }

  /// What is done with a response that redirects.
  public enum Redirects: Sendable {
    /// GET and HEAD are sent there; for any other method it is an ordinary response.
    case followed
    /// It is an ordinary response.
    case manual
  }

  public enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// The file at a path, streamed from disk.
    case file(path: String)
    /// The file at a path as base64 text, encoded while it is streamed.
    case base64File(path: String)
    case multipart([Part])
  }

  /// A field of a multipart form.
  public struct Part: Sendable {
    public var name: String
    public var content: Content
    /// What a file is called; nil for its own name.
    public var fileName: String?

    public enum Content: Sendable {
      case text(String)
      /// The file at a path, streamed from disk; its type is found where nil.
      case file(path: String, contentType: String?)
    }

    public init(name: String, content: Content, fileName: String? = nil) {
      self.name = name
      self.content = content
      self.fileName = fileName
    }
  }

  public init(
    method: String, url: String, headers: [(name: String, value: String)] = [],
    body: Body = .none, credentialHeaders: Set<String> = [], timeout: Int? = nil,
    redirects: Redirects = .followed, operation: String = ""
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.credentialHeaders = credentialHeaders
    self.timeout = timeout
    self.redirects = redirects
    self.operation = operation
  }
}

extension HTTPRequest {
  /// Whether a header of this request or of its response is a credential: by its name, or because its value
  /// was secret.
  public func isCredential(header name: String) -> Bool {
    CredentialName.matches(name)
      || credentialHeaders.contains { $0.lowercased() == name.lowercased() }
  }
}

/// The response to a request.
public struct HTTPResponse: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// The URL that responded, after redirects.
  public var url: String
  /// How long it took, in milliseconds.
  public var elapsed: Int
  /// How often it was requested until it arrived.
  public var attempts = 1

  public init(
    status: Int, headers: [(name: String, value: String)], body: [UInt8], url: String, elapsed: Int
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
    self.elapsed = elapsed
  }

  /// The first header of a name, compared without regard to case.
  public func header(_ name: String) -> String? { values(of: name).first }

  /// The headers of a name, compared without regard to case.
  public func values(of name: String) -> [String] {
    let wanted = name.lowercased()
    return headers.filter { $0.name.lowercased() == wanted }.map(\.value)
  }
}
