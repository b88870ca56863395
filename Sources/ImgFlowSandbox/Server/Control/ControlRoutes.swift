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
      let text = refusal.message ?? refusal.violations.map(\.message).joined(separator: " ")
      return json(["error": .string(text)], status: refusal.status)
    } catch {
      return json(["error": .string(String(describing: error))], status: 500)
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path.after(Self.base) ?? ""
    switch (request.method, path) {
    case (.get, "/log"):
      return .text(sandbox.log.ndjson, type: "application/x-ndjson")
    case (.post, "/reset"):
      try await sandbox.reset()
      return json(["reset": .bool(true)])
    case (.get, "/clock"): return clock()
    case (.post, "/clock"): return try await setClock(try await fields(of: request))
    case (.post, "/expoze/fail-next-job"):
      return try await failNextJob(try await fields(of: request))
    case (.post, "/expoze/tokens"): return try await setTokens(try await fields(of: request))
    case (.post, "/expoze/expire-sessions"):
      try await sandbox.expoze.sessions.expireAll()
      return json(["expired": .bool(true)])
    case (.get, _) where path.hasPrefix("/expoze/image/"):
      return try await image(String(path.dropFirst("/expoze/image/".count)))
    default:
      throw Refusal.notFound(
        "There is no \(request.method.rawValue) \(request.uri.path.prefix(200))")
    }
  }

  // MARK: - Clock

  private func clock() -> Response {
    let rate = sandbox.clock.rate
    let mode = rate == 0 ? "stepped" : rate == 1 ? "real" : "scaled"
    return json([
      "now": .string(sandbox.clock.now.formatted(.iso8601)), "scale": .float(rate),
      "mode": .string(mode),
    ])
  }

  /// Sets the scale, or steps. A step answers when all that became due has happened.
  private func setClock(_ fields: RecordObject) async throws -> Response {
    guard fields["step"] != nil || fields["scale"] != nil else {
      throw Refusal.malformed(
        "Say {\"step\": \"5s\"} or {\"scale\": 100}; scale 0 holds the clock.")
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
      await sandbox.settle()
    }
    try await sandbox.saveClock()
    return clock()
  }

  // MARK: - expoze

  private func failNextJob(_ fields: RecordObject) async throws -> Response {
    let count = fields["count"]?.asInt ?? 1
    guard (1...10_000).contains(count) else {
      throw Refusal.malformed("`count` must be from 1 to 10,000.")
    }
    let reason = fields["reason"]?.asString ?? "The job failed as ordered."
    await sandbox.expoze.jobs.failNext(count, reason: reason)
    return json(["count": .int(count), "reason": .string(reason)])
  }

  private func setTokens(_ fields: RecordObject) async throws -> Response {
    guard let tokens = fields["tokens"]?.asInt, tokens >= 0 else {
      throw Refusal.malformed("`tokens` must be a number, 0 or more.")
    }
    try await sandbox.store.database.write { db in
      try db.execute(sql: "UPDATE expozeOrganization SET tokens = ?", arguments: [tokens])
    }
    return json(["tokens": .int(tokens)])
  }

  /// A picture for the page at `/`, at a size for looking: who sees the page may see all pictures.
  private func image(_ path: String) async throws -> Response {
    guard try await sandbox.expoze.owner(of: path) != nil else { throw Refusal.notFound() }
    try await sandbox.expoze.render(.thumbMedium, path)
    return .image(try sandbox.store.files.read(ExpozeFiles.rendition(.thumbMedium, path)))
  }

  // MARK: - Bodies

  private func fields(of request: Request) async throws -> RecordObject {
    let bytes = try await request.bytes(limit: 64 << 10)
    guard !bytes.isEmpty else { return RecordObject() }
    guard let record = (try? JSON.parse(bytes))?.asRecord else {
      throw Refusal.malformed("The body must be a JSON object.")
    }
    return record
  }

  private func json(_ entries: KeyValuePairs<String, Value>, status: Int = 200) -> Response {
    .json((try? .object(entries)) ?? .null, status: .init(code: status))
  }
}

/// Durations as scripts write them: `500ms`, `5s`, `1m30s`, `2h`, `1d`.
enum StepText {
  private static let units: [(name: String, seconds: Double)] = [
    ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400),
  ]

  /// The seconds of a number or text; nil when it is no duration.
  static func seconds(of value: Value) -> Double? {
    if let number = value.asDouble { return number }
    guard let text = value.asString, !text.isEmpty else { return nil }
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
