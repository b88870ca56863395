import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// Makes the request of an operation from its arguments, without credentials.
struct RequestBuilder {
  private let call: OperationCall
  private var client: VendorClient { call.client }
  private var operation: Operation { call.operation }

  init(_ call: OperationCall) { self.call = call }

  /// - Parameter arguments: One for each parameter; nil for those that are not sent.
  /// - Throws: `ValueError` or `DetailedError` of kind `validation`.
  func request(_ arguments: [Value?]) throws -> HTTPRequest {
    if let address = operation.signedAddress { return try signed(address, arguments) }
    let path = try prefixed(PathBuilder(operation).path(arguments))
    let query = try query(arguments)
    let url = client.baseURL + path + (query.isEmpty ? "" : "?\(query)")
    try PathBuilder(operation).check(url, base: client.baseURL, path: path)
    var request = HTTPRequest(
      method: operation.method, url: url, headers: client.vendor.headers,
      operation: operation.qualifiedName)
    if request.header("Accept") == nil {
      request.headers.append(("Accept", givesBytes ? "*/*" : "application/json"))
    }
    if let header = operation.keyHeader {
      request.headers.append((header, call.evaluator.effectKey ?? call.evaluator.randomUUID()))
    }
    try addBody(arguments, to: &request)
    return request
  }

  /// The path after the vendor's prefix, if it belongs to the path and its setting is present.
  private func prefixed(_ path: String) throws -> String {
    guard let prefix = client.vendor.prefix, prefix.applies(to: path),
      let setting = prefix.setting.flatMap({ client.setting($0, .settings) }),
      let value = try client.value(of: setting, call.evaluator)
    else { return path }
    let segments = try prefix.path.segments.map { segment in
      if case .literal(let text) = segment { return text }
      return PercentEncoding.encode(try WireText.text(of: value))
    }
    return "/" + segments.joined(separator: "/") + path
  }

  /// A request to an address from an earlier response, with the headers that came with it and nothing from
  /// ImgFlow that identifies the client.
  private func signed(_ address: SignedAddress, _ arguments: [Value?]) throws -> HTTPRequest {
    let names = call.names(arguments)
    let url = try call.evaluate(address.url, names)
    let text = url.asSecret?.text ?? url.asString ?? ""
    let parts = try parts(of: text)
    // The signature in it serves as a password.
    if let query = parts.query { call.evaluator.interpreter.redactor.register(query) }
    let method = try address.method.map { try call.evaluate($0, names).asString } ?? nil
    let headers = try address.headers.map { try call.evaluate($0, names).asRecord } ?? nil
    var request = HTTPRequest(
      method: method?.uppercased() ?? operation.method, url: parts.text,
      operation: operation.qualifiedName)
    if let headers {
      for (name, value) in zip(headers.keys, headers.values) {
        request.headers.append((name.text, try WireText.text(of: value)))
      }
    }
    try addBody(arguments, to: &request)
    return request
  }

  /// Takes the address of such a request apart.
  private func parts(of address: String) throws -> URLParts {
    let help = "pass the address as the operation returned it"
    let parts: URLParts
    do { parts = try URLParts(parsing: address) } catch {
      throw ValueError(
        .validation,
        "the address that `\(operation.qualifiedName)` was given \(error.message)", help: help)
    }
    guard parts.scheme == "https" || client.baseURL.hasPrefix("http:") else {
      throw ValueError(
        .validation, "`\(operation.qualifiedName)` was given an address that is not https",
        help: help)
    }
    return parts
  }

  private var givesBytes: Bool { operation.result?.scalar == .bytes }

  // MARK: - Query

  private func query(_ arguments: [Value?]) throws -> String {
    try operation.query.flatMap { field -> [String] in
      guard let value = text(of: field, arguments) else { return [] }
      let texts = try (value.asItems ?? [value]).map {
        PercentEncoding.encode(try WireText.text(of: $0, field.format))
      }
      let values = field.format == .csv ? [texts.joined(separator: ",")] : texts
      return values.map { "\(PercentEncoding.encode(field.name))=\($0)" }
    }.joined(separator: "&")
  }

  /// What is used where there are only strings: they cannot express null.
  private func text(of field: RequestField, _ arguments: [Value?]) -> Value? {
    value(of: field, arguments).flatMap { $0.isNull ? nil : $0 }
  }

  private func value(of field: RequestField, _ arguments: [Value?]) -> Value? {
    switch field.content {
    case .parameter(let index): arguments[index]
    case .constant(let value): value
    }
  }

  // MARK: - Body

  private func addBody(_ arguments: [Value?], to request: inout HTTPRequest) throws {
    switch operation.body {
    case .none: return
    case .json(let fields):
      let body = RecordObject()
      for field in fields {
        if let value = value(of: field, arguments) { try body.set(field.name, value) }
      }
      request.body = .bytes(try JSON.bytes(of: .heap(body), secrets: .revealed))
    case .jsonValue(let field):
      guard let value = value(of: field, arguments) else { return }
      request.body = .bytes(try JSON.bytes(of: value, secrets: .revealed))
    case .form(let fields):
      let pairs = try fields.compactMap { field in
        try text(of: field, arguments).map {
          PercentEncoding.encode(field.name) + "="
            + PercentEncoding.encode(try WireText.text(of: $0))
        }
      }
      request.body = .bytes(Array(pairs.joined(separator: "&").utf8))
    case .multipart(let fields):
      // Its content type names the boundary, which the transport chooses.
      request.body = .multipart(
        try fields.compactMap { field in
          try text(of: field, arguments).map { try part(field, $0) }
        })
      return
    case .raw(let raw):
      guard let path = arguments[raw.parameter]?.asString else { return }
      request.body = raw.isBase64 ? .base64File(path: path) : .file(path: path)
    }
    if let type = operation.body.contentType, request.header("Content-Type") == nil {
      request.headers.append(("Content-Type", type))
    }
  }

  private func part(_ field: RequestField, _ value: Value) throws -> HTTPRequest.Part {
    guard field.type.scalar == .file, let path = value.asString else {
      return HTTPRequest.Part(name: field.name, content: .text(try WireText.text(of: value)))
    }
    return HTTPRequest.Part(
      name: field.name, content: .file(path: path, contentType: nil))
  }
}

extension HTTPRequest {
  /// The first header of a name, compared without regard to case.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// How values look outside JSON.
enum WireText {
  /// The text of a value in a path, query or form; lists and objects as JSON.
  static func text(of value: Value, _ format: WireForm.Format? = nil) throws -> String {
    if format == .unix, let time = value.asTime {
      return String(Int((Double(time.milliseconds) / 1000).rounded(.down)))
    }
    return switch value.type {
    case .secret: value.asSecret?.text ?? ""
    case .list, .object: try JSON.text(of: value, secrets: .revealed)
    case .duration: DurationText.iso(value.asDuration?.milliseconds ?? 0)
    case .period: PeriodText.iso(value.asPeriod?.months ?? 0)
    default: value.displayText
    }
  }
}
