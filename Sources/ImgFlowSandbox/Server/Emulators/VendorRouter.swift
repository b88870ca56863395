import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// Responds to the requests for one vendor: finds the operation and checks the request by the vendor's
/// declaration, lets the emulator do the work, and gives refusals the vendor's form.
struct VendorRouter<Emulator: VendorEmulator>: Sendable {
  let emulator: Emulator
  let files: FileFolder
  let faults: FaultInjector
  let gate: ResetGate
  let kept: KeptAnswers
  private var vendor: Vendor { emulator.vendor }

  /// Responds to a request for `path`, which is relative to the vendor's base address.
  func respond(to request: Request, path: String, log: inout RequestLog.Entry) async -> Response {
    var operation: Operation?
    do {
      return try await answer(request, path, &operation, &log)
    } catch let refusal as Refusal {
      log.problem = refusal.text
      return response(to: emulator.adapted(refusal, for: operation))
    } catch let fault as StoreFault {
      log.problem = fault.description
      return response(to: Refusal(status: fault.status, message: fault.description))
    } catch is RecordGone {
      let refusal = Refusal.notFound("It was deleted during the request.")
      log.problem = refusal.text
      return response(to: emulator.adapted(refusal, for: operation))
    } catch {
      log.problem = String(describing: error)
      return response(to: Refusal(status: 500, message: "Internal Server Error"))
    }
  }

  private func answer(
    _ request: Request, _ path: String, _ operation: inout Operation?,
    _ log: inout RequestLog.Entry
  ) async throws -> Response {
    let base = "http://\(request.head.authority ?? "localhost")/\(Emulator.name)"
    if let response = try await emulator.respond(toUndeclared: request, path: path, base: base) {
      return response
    }
    var request = request
    let hit = try await route(&request, path)
    operation = hit.operation
    log.operation = hit.operation.qualifiedName
    guard let name = Emulator.OperationName(rawValue: hit.operation.name) else {
      throw Refusal(
        status: 501, message: "The sandbox does not do \(hit.operation.qualifiedName).")
    }
    let trouble = faults.next(for: hit.operation.qualifiedName)
    log.fault = trouble.fault?.rawValue
    if let response = try await meet(trouble) { return response }
    let resets = await gate.resets
    let caller = try await caller(of: request, for: hit.operation)
    let reader = RequestReader(
      vendor: vendor, uploads: UploadReceiver(folder: files, limit: emulator.uploadLimit),
      bodyLimit: emulator.bodyLimit(of: hit.operation))
    let content = try await reader.content(of: request, hit)
    defer { content.discard() }
    var response = try await once(request, hit, content) { [request] in
      try await gate.pass { count in
        // After a reset no connection keeps its identity.
        let caller =
          count == resets ? caller : try await self.caller(of: request, for: hit.operation)
        return try await emulator.respond(
          to: name,
          VendorCall(
            operation: hit.operation, parameters: hit.parameters, content: content,
            request: request, base: base, caller: caller))
      }
    }
    if trouble.stall > 0 { response.body = response.body.stalled(for: trouble.stall) }
    return response
  }

  /// Carries out a request, unless it is for an operation with a key and was carried out before.
  private func once(
    _ request: Request, _ hit: RouteTable.Hit, _ content: RequestContent,
    _ respond: () async throws -> Response
  ) async throws -> Response {
    guard let header = hit.operation.keyHeader, let name = HTTPFields.Element.Name(header) else {
      return try await respond()
    }
    guard let key = request.headers[name], !key.isEmpty else {
      throw Refusal(status: 400, message: "The header \(header) is missing.")
    }
    return try await kept.answer(
      KeptAnswers.Key(operation: hit.operation.qualifiedName, text: key), for: request.uri.path,
      content, now: emulator.clock.now, respond)
  }

  /// Does what goes wrong before a request is carried out.
  ///
  /// - Returns: what replaces the response, if there is none.
  private func meet(_ trouble: Trouble) async throws -> Response? {
    if trouble.delay > 0 { try await Task.sleep(for: .seconds(trouble.delay)) }
    if let refusal = trouble.refusal { throw refusal }
    if trouble.fault == .expireToken { try await emulator.expireSessions() }
    return trouble.fault == .reset ? Response(status: .serviceUnavailable) : nil
  }

  // MARK: - Checks

  private func route(_ request: inout Request, _ path: String) async throws -> RouteTable.Hit {
    let type = request.headers[.contentType]
    switch vendor.routes.match(method: request.method.rawValue, path: path, contentType: type) {
    case .unknownPath:
      throw Refusal.notFound(
        "No route found for \"\(request.method.rawValue) \(path.prefix(200))\"")
    case .otherMethods(let methods):
      throw Refusal(
        status: 405,
        message:
          "No route found for \"\(request.method.rawValue) \(path.prefix(200))\": Method Not "
          + "Allowed (Allow: \(methods.joined(separator: ", ")))",
        allowed: methods)
    case .found(let hits):
      guard let hit = try await self.hit(among: hits, for: &request) else {
        throw Refusal.wrongContentType(
          type, expected: hits.compactMap(\.operation.body.contentType))
      }
      return hit
    }
  }

  /// The operation that takes what the request brings. Of a body without bytes the type says nothing.
  private func hit(
    among hits: [RouteTable.Hit], for request: inout Request
  ) async throws -> RouteTable.Hit? {
    let type = BodyType(request.headers[.contentType])
    let typed = hits.first {
      $0.operation.body.accepts(type, formsAndJSON: emulator.takesFormsAndJSON)
    }
    if let typed { return typed }
    guard let hit = hits.first(where: { $0.operation.body.canBeEmpty }),
      try await request.hasEmptyBody()
    else { return nil }
    return hit
  }

  private func caller(
    of request: Request, for operation: Operation
  ) async throws -> Emulator.Caller? {
    let rule = operation.auth ?? vendor.auth
    if case .none = rule.scheme { return nil }
    guard rule.isOptional else { return try await emulator.caller(of: request.headers) }
    return try? await emulator.caller(of: request.headers)
  }

  // MARK: - Refusals

  private func response(to refusal: Refusal) -> Response {
    var headers = refusal.headers
    if !refusal.allowed.isEmpty { headers[.allow] = refusal.allowed.joined(separator: ", ") }
    let body =
      refusal.body
      ?? (try? vendor.errorBody(
        status: refusal.status ?? vendor.invalidStatus, message: refusal.message,
        violations: refusal.violations))
    return .json(
      body ?? .null, status: .init(code: refusal.status ?? vendor.invalidStatus), headers: headers)
  }
}

extension ResponseBody {
  /// The same, once seconds have passed since the head was sent.
  fileprivate func stalled(for seconds: Double) -> ResponseBody {
    ResponseBody(contentLength: contentLength) { writer in
      try await Task.sleep(for: .seconds(seconds))
      try await self.write(writer)
    }
  }
}
