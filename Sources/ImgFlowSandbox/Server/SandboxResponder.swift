import Foundation
import Hummingbird

/// The entry point of every request: distinguishes vendors, control and page, and marks and logs all
/// responses.
struct SandboxResponder: Sendable {
  let sandbox: Sandbox
  let names: ServedNames

  private static let mark = HTTPFields.Element.Name("X-ImgFlow-Sandbox")

  /// - Returns: the response; nil if the connection is to be cut instead.
  func respond(to request: Request) async -> Response? {
    let start = ContinuousClock.now
    var entry = RequestLog.Entry(
      time: sandbox.clock.now, method: request.method.rawValue, path: request.uri.path)
    var request = request
    let body = BodyCapture()
    var exchange = Exchange(request, body: body)
    if !isOwn(request.uri.path) { request.body = request.body.captured(by: body) }
    // The response to HEAD is that of GET without the body (RFC 9110 section 9.3.2).
    let isHead = request.method == .head
    var response = await answer(isHead ? request.with(method: .get) : request, &entry)
    if let mark = Self.mark { response.headers[mark] = "1" }
    if isHead { response.body = response.body.withheld }
    entry.status = response.status.code
    entry.milliseconds = (ContinuousClock.now - start).seconds * 1000
    let isCut = entry.fault == Fault.reset.rawValue || entry.fault == Fault.lostResponse.rawValue
    if isCut { entry.status = nil }
    if !isOwn(request.uri.path) {
      let capture = BodyCapture()
      if !isCut { exchange.answer = Exchange.Answer(response, body: capture) }
      response.body = response.body.captured(by: capture)
      sandbox.log.append(entry, exchange)
    }
    return isCut ? nil : response
  }

  private func answer(_ request: Request, _ log: inout RequestLog.Entry) async -> Response {
    if let reason = distrust(of: request) {
      log.problem = "Refused: \(reason)"
      return .text("\(reason)\n", status: .misdirectedRequest)
    }
    if let response = CrossOrigin.answer(to: request) { return response }
    var response = await trustedAnswer(request, &log)
    CrossOrigin.allow(&response, for: request)
    return response
  }

  private func trustedAnswer(
    _ request: Request, _ log: inout RequestLog.Entry
  ) async -> Response {
    let path = request.uri.path
    if let response = await vendorAnswer(request, path, &log) { return response }
    if ControlRoutes.isOwn(path) {
      return await ControlRoutes(sandbox: sandbox).respond(to: request)
    }
    if path == "/", request.method == .get {
      return await SandboxPage(sandbox: sandbox, filter: PageFilter(request)).respond()
    }
    let vendors = EmulatorTable.kinds.map { $0.name }.joined(separator: ", ")
    let name = path.dropFirst().prefix { $0 != "/" }.prefix(80)
    return .text(
      "Unknown vendor `\(name)`; the sandbox emulates \(vendors).\n", status: .notFound)
  }

  /// The response of the vendor that the path begins with; nil if there is none.
  private func vendorAnswer(
    _ request: Request, _ path: String, _ log: inout RequestLog.Entry
  ) async -> Response? {
    let (name, rest) = Self.vendor(of: path)
    do {
      guard let emulator = try await sandbox.emulator(name) else { return nil }
      return await answer(request, by: emulator, path: rest, &log)
    } catch {
      log.problem = String(describing: error)
      return .text("cannot emulate \(name): \(error)\n", status: .internalServerError)
    }
  }

  /// The vendor that a path may be for, and the path relative to that one's address.
  private static func vendor(of path: String) -> (name: String, path: String) {
    let owner = EmulatorTable.kinds.first { kind in
      kind.rootPath.flatMap { path.after($0) } != nil
    }
    if let owner { return (owner.name, path) }
    let name = path.dropFirst().prefix { $0 != "/" }
    return (
      String(name).removingPercentEncoding ?? String(name), String(path.dropFirst(name.count + 1))
    )
  }

  private func answer(
    _ request: Request, by emulator: some VendorEmulator, path: String,
    _ log: inout RequestLog.Entry
  ) async -> Response {
    await VendorRouter(
      emulator: emulator, files: sandbox.store.files, faults: sandbox.faults, gate: sandbox.gate,
      kept: sandbox.kept
    ).respond(to: request, path: path, log: &log)
  }

  /// Whether a path belongs to looking at the sandbox rather than to what is done with it.
  private func isOwn(_ path: String) -> Bool {
    ControlRoutes.isOwn(path) || path == "/" || path == "/favicon.ico"
  }

  /// Why a request may come from a page of another site, as `ServedNames` says; nil if it may not.
  private func distrust(of request: Request) -> String? {
    let authority = request.head.authority
    guard names.includeAuthority(authority) else {
      return "This sandbox does not accept requests for the host \((authority ?? "").prefix(200)). "
        + "Use its address, or start it with --allow-host."
    }
    if let origin = request.headers[.origin], !names.includeHost(ofAddress: origin) {
      return "This sandbox does not accept requests from pages of other sites, such as "
        + "\(origin.prefix(200)). Start it with --allow-host to allow them."
    }
    return nil
  }
}

extension Request {
  fileprivate func with(method: HTTPRequest.Method) -> Request {
    var head = head
    head.method = method
    return Request(head: head, body: body)
  }
}

extension ResponseBody {
  /// Nothing, of which is said how long it would be.
  fileprivate var withheld: ResponseBody {
    ResponseBody(contentLength: contentLength) { try await $0.finish(nil) }
  }
}

extension String {
  /// What follows `prefix` when that is the first of the path's segments: for `/a/b` after `/a`, `/b`.
  func after(_ prefix: String) -> String? {
    guard hasPrefix(prefix) else { return nil }
    let rest = dropFirst(prefix.count)
    return rest.isEmpty || rest.hasPrefix("/") ? String(rest) : nil
  }
}
