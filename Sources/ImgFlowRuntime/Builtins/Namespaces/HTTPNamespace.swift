import ImgFlowJournal
import ImgFlowValues

/// The namespace `http`: requests to services that have no declaration.
enum HTTPNamespace {
  static let all: [Builtin] =
    [
      Builtin(
        "request", [Builtin.Parameter("method", .string)] + parameters, returns: result,
        """
        Sends a request and returns the response. `query` is added to the address, as by `url.build`. One \
        of `json`, `form`, `multipart`, `body` and `file`, the path of a file, is sent. Values in `headers`, \
        `query` and what is sent may be secret. The response's `body` is the value of a JSON text, a string if \
        the content type says that it is text, else bytes. A status of 400 or more is an `http` error \
        with the same fields, unless `check` is false; no response is a `network` error. After a method \
        other than GET, HEAD, OPTIONS, TRACE, PUT and DELETE an error that leaves open whether the \
        service did it has `outcome` "unknown". Redirects of GET and HEAD are followed, without \
        credentials to another host. Any other redirect is an `http` error that says where it points; \
        with `redirects: "manual"` every one is a response like any other. A repeated header \
        is joined by commas in `headers`, but `set-cookie` is always a list; `headerLists` has a \
        list for each. `multipart` is an object whose values are strings and `file(…)`. With `to`, the \
        path of a file, the body of a success is written there instead, however large, and `file` is its \
        absolute path; the file appears when all of it has arrived. \
        `certificate: {file: "client.pem", key: "client.key"}` is shown to a service that asks for a client certificate; `password` is what the key is encrypted with, and a PKCS #12 file needs no `key`.
        """,
        examples: [
          (#"http.request("PUT", "https://echo.test/a", json: {a: 1}).body.sent"#, #"{"a":1}"#)
        ]
      ) { call in try HTTPCall(call, method: call.string(0), first: 1).send() }
      .effect(effect("request", first: 1) { try $0.string(0) })
    ]
    + [
      shortcut(
        "get", #"http.get("https://echo.test/a", query: {page: 2}).body.url"#,
        "https://echo.test/a?page=2"),
      shortcut("post", #"http.post("https://echo.test/a", form: {a: "x y"}).body.sent"#, "a=x%20y"),
      shortcut("put", #"http.put("https://echo.test/a", body: "text").status"#, "200"),
      shortcut("patch", #"http.patch("https://echo.test/a", json: [1]).body.sent"#, "[1]"),
      shortcut("delete", #"http.delete("https://echo.test/a").body.method"#, "DELETE"),
      Builtin(
        "source", [], returns: .optional(.string),
        """
        Where the responses of this run came from so far: `"sandbox"`; `"partly sandbox"` when services have \
        responded too; null when no sandbox has. The pages, tables and data files that a run writes say \
        so themselves.
        """,
        examples: [("http.source() == null", "true")]
      ) { call in call.evaluator.host.sources.mark.map { .string($0.rawValue) } ?? .null },
      Builtin(
        "isRehearsal", [], returns: .bool,
        "Whether the vendors of this run are emulated: whether it was started with `--sandbox` or `--sandbox-url`.",
        examples: [("http.isRehearsal()", "false")]
      ) { call in .bool(call.evaluator.host.sources.isRehearsal) },
    ]

  private static let result = Type.object([
    "status": .int, "headers": .object, "headerLists": .object, "body": .any, "file?": .string,
  ])

  private static let parameters = [
    Builtin.Parameter("url", [.string, .secret]),
    Builtin.Parameter("query", .object, .optional),
    Builtin.Parameter("headers", .object, .optional),
    Builtin.Parameter("json", .any, .optional),
    Builtin.Parameter("form", .object, .optional),
    Builtin.Parameter("body", [.string, .bytes, .secret], .optional),
    Builtin.Parameter("file", .path, .optional),
    Builtin.Parameter("timeout", .duration, .optional),
    Builtin.Parameter("check", .bool, .defaulted(.bool(true))),
    .choice("redirects", ["follow", "manual"]),
    Builtin.Parameter("multipart", .object, .optional),
    Builtin.Parameter("to", .path, .optional),
    Builtin.Parameter("certificate", .object, .optional),
  ]

  /// The index of a parameter after `url`.
  fileprivate static func place(of name: String) -> Int? { places[name] }

  private static let places = Dictionary(
    uniqueKeysWithValues: parameters.enumerated().map { ($1.name, $0) })

  private static func shortcut(_ name: String, _ example: String, _ shown: String) -> Builtin {
    let method = name.uppercased()
    return Builtin(
      name, parameters, returns: result, "Sends a \(method) request; see `http.request`.",
      examples: [(example, shown)]
    ) { call in try HTTPCall(call, method: method, first: 0).send() }
    .effect(effect(name, first: 0) { _ in method })
  }

  /// - Parameters:
  ///   - first: the index of the parameter `url`.
  ///   - method: gives the method of a call.
  private static func effect(
    _ name: String, first: Int, _ method: @escaping @Sendable (NativeCall) throws -> String
  ) -> EffectRule {
    let argument = { @Sendable (call: NativeCall, name: String) in
      place(of: name).flatMap { call.optional(first + $0) }
    }
    var rule = EffectRule("http.\(name)") { call in
      let isWritten = argument(call, "to") != nil
      return switch try HTTPCall.repetition(of: method(call).uppercased()) {
      case .safe where isWritten: .idempotent
      case let repetition: repetition
      }
    }
    rule.files = { call in
      let parts = argument(call, "multipart")?.asRecord?.values.compactMap {
        FileReference($0)?.path
      }
      let sent = argument(call, "file")?.asString.map { [$0] } ?? []
      return (sent + (parts ?? [])).compactMap { try? call.evaluator.host.files.absolute($0) }
    }
    return rule.changing { call in
      try (argument(call, "to")?.asString).map {
        .written(try call.evaluator.host.files.absolute($0))
      }
    }
  }
}

/// One call of a function of `http`.
private struct HTTPCall {
  private let call: NativeCall
  /// The index of the parameter `url`; the others follow it.
  private let first: Int
  private var request: HTTPRequest
  /// The address as messages show it.
  private var shownAddress: String

  init(_ call: NativeCall, method: String, first: Int) throws {
    self.call = call
    self.first = first
    guard Self.isToken(method) else {
      throw ValueError.argument("method", mustBe: "a method such as `GET`", not: call[0])
    }
    let name = "http." + (first == 0 ? method.lowercased() : "request")
    let url = call[first]
    (request, shownAddress) = (
      HTTPRequest(
        method: method.uppercased(), url: url.asSecret?.text ?? url.asString ?? "", operation: name),
      String(CredentialMask.address(url.displayText).prefix { $0 != "?" })
    )
    try addQuery()
    try addHeaders()
    try addBody()
    request.hidesAddress = url.type == .secret
    request.timeout = argument("timeout")?.asDuration?.milliseconds
    request.redirects = argument("redirects")?.asString == "manual" ? .manual : .followed
    try addCertificate()
    guard argument("to") == nil || request.method != "HEAD" else {
      throw ValueError(.validation, "a response to HEAD has no body to write to a file")
    }
  }

  /// Whether a string is a `token` of RFC 9110 section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || "!#$%&'*+-.^_`|~".unicodeScalars.contains(scalar)
      }
  }

  private func argument(_ name: String) -> Value? {
    HTTPNamespace.place(of: name).flatMap { call.optional(first + $0) }
  }

  /// The path that an argument gives; nil where it is not given.
  private func path(_ name: String) throws -> String? {
    guard let place = HTTPNamespace.place(of: name), argument(name) != nil else { return nil }
    return try ScriptPath(call, argument: first + place).absolute
  }

  func send() throws -> Value {
    guard Self.repetition(of: request.method) == .never else { return try answer().value }
    return try call.evaluator.once(
      line, advice: UnknownOutcome.advice, outcome: { $0.outcome }, answer
    ).value
  }

  /// What a method does when it is sent twice (RFC 9110 section 9.2, RFC 10008).
  fileprivate static func repetition(of method: String) -> Repetition {
    switch method {
    case "GET", "HEAD", "OPTIONS", "TRACE", "QUERY": .safe
    case "PUT", "DELETE": .idempotent
    default: .never
    }
  }

  /// How messages name the request.
  private var line: String { "\(request.method) \(shownAddress)" }

  private func answer() throws -> (value: Value, outcome: EffectOutcome) {
    let evaluator = call.evaluator
    let download = try download()
    // Nothing of it remains unless it is finished.
    defer { download?.discard() }
    var request = request
    request.destination = download
    let response = try evaluator.send(request)
    var details = try fields(of: response)
    let isChecked = argument("check")?.asBool ?? true
    if pointsElsewhere(response) { throw redirected(response, details) }
    guard response.status < 400 || !isChecked else { throw failure(response, details) }
    if let download, (200..<300).contains(response.status) {
      try download.finish()
      details.append(("file", try path("to").map(Value.string) ?? .null))
    }
    return (.heap(try RecordObject(details)), EffectOutcome(status: response.status))
  }

  /// The file that `to` names; nil without it.
  private func download() throws -> HTTPDownload? {
    guard let path = try path("to") else { return nil }
    let writer = try call.evaluator.host.files.replacement(for: path)
    return HTTPDownload(writer, named: Paths.name(of: path), call.evaluator.host.progress)
  }

  // MARK: - The request

  private mutating func addQuery() throws {
    let scheme = request.url.prefix { $0 != ":" }.lowercased()
    guard ["http", "https"].contains(scheme),
      request.url.utf8.dropFirst(scheme.utf8.count).starts(with: "://".utf8)
    else {
      throw ValueError(.validation, "an address must begin with https://, unlike `\(shownAddress)`")
    }
    guard let query = argument("query") else { return }
    let url = try URLBuilder.build(base: request.url, path: .null, query: query)
    request.url = url.asSecret?.text ?? url.asString ?? request.url
  }

  private mutating func addHeaders() throws {
    guard let headers = argument("headers")?.asRecord else { return }
    for (key, value) in zip(headers.keys, headers.values) where !value.isNull {
      let text = try Self.text(value, "the header `\(key.text)`")
      guard !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 }) else {
        throw ValueError(.validation, "the header `\(key.text)` contains a line end")
      }
      request.headers.append((key.text, text))
      if value.type == .secret { request.credentialHeaders.insert(key.text) }
    }
  }

  private mutating func addCertificate() throws {
    guard let value = argument("certificate") else { return }
    request.certificate = try .init(value, in: call.evaluator.host.files)
    guard request.certificate == nil || request.url.lowercased().hasPrefix("https:") else {
      throw ValueError(
        .validation, "a `certificate` is only sent over TLS, which `\(shownAddress)` does not use",
        help: "write `https://`, or leave out `certificate`")
    }
  }

  private mutating func addBody() throws {
    guard ["json", "form", "multipart", "body", "file"].count(where: { argument($0) != nil }) < 2
    else {
      throw ValueError(
        .validation, "pass one of `json`, `form`, `multipart`, `body` and `file`, not several")
    }
    if let json = argument("json") {
      request.body = .bytes(try JSON.bytes(of: json, secrets: .revealed))
      addContentType("application/json")
    } else if let form = argument("form")?.asRecord {
      let pairs = try zip(form.keys, form.values).map { key, value in
        let text = try Self.text(value, "`\(key.text)` of the form")
        return PercentEncoding.encode(key.text) + "=" + PercentEncoding.encode(text)
      }
      request.body = .bytes(Array(pairs.joined(separator: "&").utf8))
      addContentType("application/x-www-form-urlencoded")
    } else if let body = argument("body") {
      let text = body.asSecret?.text ?? body.asString
      request.body = .bytes(body.asBytes?.bytes ?? Array((text ?? "").utf8))
      addContentType(text == nil ? "application/octet-stream" : "text/plain; charset=utf-8")
    } else if let path = try path("file") {
      request.body = .file(path: path)
      addContentType("application/octet-stream")
    } else if let form = argument("multipart")?.asRecord {
      request.body = .multipart(try HTTPForm.parts(form))
    }
  }

  private mutating func addContentType(_ type: String) {
    let isGiven = request.headers.contains { $0.name.lowercased() == "content-type" }
    if !isGiven { request.headers.append(("Content-Type", type)) }
  }

  private static func text(_ value: Value, _ what: String) throws -> String {
    guard let text = try HTTPForm.text(value) else {
      throw ValueError(
        .type, "\(what) must be a string, number, bool or time, but is \(value.described)")
    }
    return text
  }

  // MARK: - The answer

  private func fields(of response: HTTPResponse) throws -> [(String, Value)] {
    [
      ("status", .int(response.status)), ("headers", try HeaderValues.joined(response.headers)),
      ("headerLists", try HeaderValues.lists(response.headers)),
      ("body", try body(of: response)),
    ]
  }

  private func body(of response: HTTPResponse) throws -> Value {
    let type = (response.header("Content-Type") ?? "").prefix { $0 != ";" }.lowercased()
    if response.body.isEmpty { return .null }
    if type.hasSuffix("/json") || type.hasSuffix("+json") {
      do throws(JSONError) { return try JSON.parse(response.body) } catch {
        try Checkpoint.pass()
        // An error page that calls itself JSON is still worth showing.
        if response.status >= 400 { return .string(String(decoding: response.body, as: UTF8.self)) }
        throw try unreadable(response, as: String(type), error.valueError)
      }
    }
    let isText = type.hasPrefix("text/") || type.hasSuffix("/xml") || type.hasSuffix("+xml")
    guard isText, let text = String(validating: response.body, as: UTF8.self) else {
      return .bytes(response.body)
    }
    return .string(text)
  }

  /// The error for a response that is not what its content type says.
  private func unreadable(
    _ response: HTTPResponse, as type: String, _ problem: ValueError
  ) throws -> DetailedError {
    DetailedError(
      problem.kind,
      "the response to `\(line)` was \(response.status) with `\(type)` that is not JSON: \(problem.message)",
      details: [
        ("status", .int(response.status)),
        ("headers", try HeaderValues.joined(response.headers)),
        ("body", .string(response.excerpt)), ("request", .string(line)),
        ("phase", .string(DetailedError.readingPhase)),
      ], notes: [response.excerpt],
      help: "look at the field `body`, and check the address")
  }

  /// Whether a response is neither a success nor a refusal but a redirection that has not been followed. Only
  /// 304 answers the request, namely one that asked for what has changed.
  private func pointsElsewhere(_ response: HTTPResponse) -> Bool {
    let isUnchanged = response.status == 304 && ["GET", "HEAD"].contains(request.method)
    return (300..<400).contains(response.status) && !isUnchanged && request.redirects == .followed
  }

  private func redirected(_ response: HTTPResponse, _ details: [(String, Value)]) -> DetailedError {
    let target = response.header("Location").map { "points to `\(CredentialMask.address($0))`" }
    let isRead = ["GET", "HEAD"].contains(request.method)
    return DetailedError(
      .http,
      "the response to `\(line)` was \(response.status), which \(target ?? "does not say where it points")"
        + (isRead ? "" : "; only GET and HEAD are redirected"),
      details: details + [("request", .string(line))], isRetryable: false,
      help: "use the right address, or read the response as it is with `redirects: \"manual\"`")
  }

  private func failure(_ response: HTTPResponse, _ details: [(String, Value)]) -> DetailedError {
    let start = String(decoding: response.body.prefix(200), as: UTF8.self)
    let excerpt = start.hasPrefix("<") ? "" : start.split(whereSeparator: \.isNewline).first ?? ""
    return DetailedError(
      .http, "`\(line)` failed with \(response.status)" + (excerpt.isEmpty ? "" : ": \(excerpt)"),
      details: details + [("request", .string(line))]
        + response.retryAfterField(now: call.evaluator.host.now()),
      isRetryable: [408, 429].contains(response.status) || response.status >= 500)
  }
}
