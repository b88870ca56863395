import Hummingbird
import ImgFlowValues
import ImgFlowVendors

/// Answers the requests for one vendor: finds the operation and checks the request by the vendor's
/// declaration, lets the emulator do the work, and gives refusals the vendor's form.
struct VendorRouter<Emulator: VendorEmulator>: Sendable {
  let emulator: Emulator
  private var vendor: Vendor { emulator.vendor }

  /// A JSON body's limit, ours: an area of interest with 10,000 corners takes half of it.
  private static var bodyLimit: Int { 1 << 20 }

  /// Answers a request for `path`, which is relative to the vendor's base address.
  func respond(to request: Request, path: String, log: inout RequestLog.Entry) async -> Response {
    do {
      return try await answer(request, path, &log)
    } catch let refusal as Refusal {
      log.problem = refusal.message ?? refusal.violations.map(\.message).joined(separator: " ")
      return response(to: refusal)
    } catch {
      log.problem = String(describing: error)
      return response(to: Refusal(status: 500, message: "Internal Server Error"))
    }
  }

  private func answer(
    _ request: Request, _ path: String, _ log: inout RequestLog.Entry
  ) async throws -> Response {
    if let response = try await emulator.respond(toUndeclared: request.method, path: path) {
      return response
    }
    let hit = try route(request, path)
    log.operation = hit.operation.qualifiedName
    let caller = try await caller(of: request, for: hit.operation)
    let body = try await body(of: request, hit)
    return try await emulator.respond(
      to: VendorCall(
        operation: hit.operation, parameters: hit.parameters, body: body, request: request,
        caller: caller))
  }

  // MARK: - Checks

  private func route(_ request: Request, _ path: String) throws -> RouteTable.Hit {
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
      guard let hit = hits.first(where: { accepts(type, $0.operation) }) else {
        throw Refusal.wrongContentType(
          type, expected: hits.compactMap(\.operation.body.contentType))
      }
      return hit
    }
  }

  /// Whether a body of the type can be the operation's. One that says nothing is taken as JSON.
  private func accepts(_ type: String?, _ operation: Operation) -> Bool {
    guard let expected = operation.body.contentType else { return true }
    guard let type = type?.lowercased() else { return expected == "application/json" }
    let isJSON = expected == "application/json" && type.contains("+json")
    return type.hasPrefix(expected) || isJSON
  }

  private func caller(
    of request: Request, for operation: Operation
  ) async throws -> Emulator.Caller? {
    let rule = operation.auth ?? vendor.auth
    if case .none = rule.scheme { return nil }
    guard rule.isOptional else { return try await emulator.caller(of: request.headers) }
    return try? await emulator.caller(of: request.headers)
  }

  private func body(of request: Request, _ hit: RouteTable.Hit) async throws -> RecordObject {
    guard case .json = hit.operation.body else { return RecordObject() }
    let bytes = try await request.bytes(limit: Self.bodyLimit)
    let value = try bytes.isEmpty ? .heap(RecordObject()) : parse(bytes)
    let violations = vendor.violations(ofBody: value, for: hit.operation)
      .filter { !isSaidElsewhere($0, value, hit) }
    guard violations.isEmpty, let record = value.asRecord else {
      throw Refusal(status: vendor.invalidStatus, violations: violations)
    }
    return try vendor.withDefaults(record, for: hit.operation)
  }

  private func parse(_ bytes: [UInt8]) throws -> Value {
    do throws(JSONError) {
      return try JSON.parse(bytes)
    } catch {
      throw Refusal.malformed("Syntax error in the JSON body: \(error.message)")
    }
  }

  /// Whether a field is missed although another, or the path, gives the same parameter: expoze's area
  /// takes the media's id under three names, and its own in the path and in the body.
  private func isSaidElsewhere(
    _ violation: Violation, _ body: Value, _ hit: RouteTable.Hit
  ) -> Bool {
    let fields = hit.operation.body.fields
    guard let record = body.asRecord, record[violation.field] == nil,
      case .parameter(let index)? = fields.first(where: { $0.name == violation.field })?.content
    else { return false }
    let isInPath = hit.parameters[hit.operation.parameters[index].name] != nil
    return isInPath
      || fields.contains { field in
        if case .parameter(index) = field.content { record[field.name] != nil } else { false }
      }
  }

  // MARK: - Refusals

  private func response(to refusal: Refusal) -> Response {
    var headers = HTTPFields()
    if !refusal.allowed.isEmpty { headers[.allow] = refusal.allowed.joined(separator: ", ") }
    let body = try? vendor.errorBody(
      status: refusal.status, message: refusal.message, violations: refusal.violations)
    return .json(body ?? .null, status: .init(code: refusal.status), headers: headers)
  }
}
