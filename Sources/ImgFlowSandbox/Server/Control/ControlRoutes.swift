import Foundation
import Hummingbird
import ImgFlowValues

/// What a test or a tool does to the sandbox itself, under `/_sandbox`.
struct ControlRoutes: Sendable {
  let sandbox: Sandbox

  static let base = "/_sandbox"

  /// Whether a path is one of these; such requests are not logged.
  static func isOwn(_ path: String) -> Bool { path.after(base) != nil }

  func respond(to request: Request) async -> Response {
    do {
      return try await answer(request)
    } catch let refusal as Refusal {
      return .object(["error": .string(refusal.text)], status: refusal.status ?? 422)
    } catch {
      return .object(["error": .string(String(describing: error))], status: 500)
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path.after(Self.base) ?? ""
    switch (request.method, path) {
    case (.get, "/log"):
      return .text(sandbox.log.ndjson, type: "application/x-ndjson")
    case (.get, "/page.js"):
      return .text(PageScript.text, type: "text/javascript; charset=utf-8")
    case (.get, _) where path.hasPrefix("/requests/"):
      guard let page = requestAnswer(path) else {
        throw Refusal.notFound("This request is no longer kept.")
      }
      return page
    case (.post, "/reset"):
      try await sandbox.reset()
      return .object(["reset": .bool(true)])
    case (.get, "/faults"): return try faults()
    case (.post, "/faults"): return try addFault(try await fields(of: request))
    case (.delete, "/faults"):
      sandbox.faults.reset()
      return try faults()
    case (.get, "/clock"): return clock()
    case (.post, "/clock"): return try await setClock(try await fields(of: request))
    default:
      if let response = try await vendorAnswer(request, path) { return response }
      throw Refusal.notFound(
        "Not found: \(request.method.rawValue) \(request.uri.path.prefix(200))")
    }
  }

  // MARK: - Clock

  private func clock() -> Response {
    let rate = sandbox.clock.rate
    let mode = rate == 0 ? "stepped" : rate == 1 ? "real" : "scaled"
    return .object([
      "now": .string(sandbox.clock.now.formatted(.iso8601)), "scale": .float(rate),
      "mode": .string(mode),
    ])
  }

  /// Sets the scale, or steps. The response to a step is sent when everything due has happened.
  private func setClock(_ fields: ControlFields) async throws -> Response {
    try fields.only("step", "scale")
    guard fields["step"] != nil || fields["scale"] != nil else {
      throw Refusal.malformed(
        "Send {\"step\": \"5s\"} or {\"scale\": 100}; scale 0 holds the clock.")
    }
    if let scale = fields["scale"] {
      guard let rate = scale.asDouble, (0...1_000_000).contains(rate) else {
        throw Refusal.malformed("`scale` must be a number from 0 to 1,000,000.")
      }
      sandbox.clock.setRate(rate)
    }
    if let step = fields["step"] {
      guard let seconds = StepText.seconds(of: step), (0...3.2e9).contains(seconds) else {
        throw Refusal.malformed(
          "`step` must be a duration such as \"5s\" or \"1m30s\", or seconds.")
      }
      sandbox.clock.step(by: seconds)
      try await sandbox.saveClock()
      await sandbox.emulators.settle()
    }
    try await sandbox.saveClock()
    return clock()
  }

  // MARK: - Vendors

  private func vendorAnswer(_ request: Request, _ path: String) async throws -> Response? {
    let name = path.dropFirst().prefix { $0 != "/" }
    guard let emulator = try await sandbox.emulator(String(name)) else { return nil }
    let rest = String(path.dropFirst(name.count + 1))
    if request.method == .post, rest == "/expire-sessions" {
      try await emulator.expireSessions()
      return .object(["expired": .bool(true)])
    }
    return try await emulator.respond(
      toControl: ControlRequest(
        method: request.method, path: rest, fields: try await fields(of: request)))
  }

  // MARK: - Bodies

  private func fields(of request: Request) async throws -> ControlFields {
    let bytes = try await request.bytes(limit: 64 << 10)
    guard !bytes.isEmpty else { return ControlFields() }
    guard let record = (try? JSON.parse(bytes))?.asRecord else {
      throw Refusal.malformed("The body must be a JSON object.")
    }
    return ControlFields(record)
  }
}

/// Durations as scripts write them: `500ms`, `5s`, `1m30s`, `2h`, `1d`.
enum StepText {
  private static let units: [(name: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// The seconds of a number or string; nil if it is not a duration.
  static func seconds(of value: Value) -> Double? {
    if let number = value.asDouble { return number }
    return value.asString.flatMap(seconds(ofText:))
  }

  /// The seconds of a string; nil if it is not a duration.
  static func seconds(ofText text: String) -> Double? {
    guard !text.isEmpty else { return nil }
    var rest = text[...]
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
      let name = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard let count = Double(digits.filter { $0 != "_" }),
        let unit = units.first(where: { $0.name == name })
      else { return nil }
      total += count * unit.seconds
      rest = rest.dropFirst(digits.count + name.count)
    }
    return total
  }
}
