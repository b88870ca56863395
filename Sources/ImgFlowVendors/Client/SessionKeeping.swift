import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// The session that the user's profile keeps between runs. Without a profile it does nothing.
struct SessionKeeping {
  private let call: OperationCall
  private var client: VendorClient { call.client }
  private var host: any Host { call.evaluator.host }

  init(_ call: OperationCall) { self.call = call }

  private var entry: ProfileEntry? {
    get throws { try client.settings.ownEntry(of: client.vendor, from: host) }
  }

  /// The session that is kept; nil if there is none.
  func session() throws -> SessionStore.Session? {
    guard let kept = try entry?.session, let fields = fields(of: kept) else { return nil }
    let age = max(0, host.now() - kept.opened)
    return SessionStore.Session(
      fields: try typed(fields), lifetime: kept.ends.map { $0 - kept.opened },
      opened: host.uptime() - age, isOfProfile: true, kept: kept)
  }

  private func fields(of kept: KeptSession) -> RecordObject? {
    (try? JSON.parse(kept.fields))?.asRecord
  }

  private func typed(_ fields: RecordObject) throws -> RecordObject {
    for field in client.vendor.session?.fields ?? [] {
      guard let value = fields[field.name] else { continue }
      try fields.set(field.name, try ValueReader(call).read(value, field.type))
    }
    return fields
  }

  /// Whether a call signs in the owner of the profile.
  func isOwn(_ operation: Operation, _ arguments: [Value?]) throws -> Bool {
    guard try entry != nil else { return false }
    return try zip(operation.parameters, arguments).allSatisfy { parameter, argument in
      guard case .supplied(by: .credentials, let name) = parameter.presence,
        let setting = client.setting(name, .credentials)
      else { return true }
      let text = argument?.asSecret?.text ?? argument?.asString
      return try text == client.settings.text(of: setting, of: client.vendor, from: host)
    }
  }

  /// Keeps a session and returns what is kept of it; a run continues if that fails.
  func keep(_ session: SessionStore.Session) -> KeptSession? {
    guard let profile = client.settings.profile,
      let fields = try? JSON.text(of: .heap(session.fields), secrets: .revealed)
    else { return nil }
    let opened = host.now() - (host.uptime() - session.opened)
    let kept = KeptSession(
      fields: fields, opened: opened, ends: session.lifetime.map { opened + $0 })
    do {
      try profile.keep(kept, of: client.vendor.name)
    } catch {
      // Only if there is anyone to inform.
      try? host.note("the session of \(client.vendor.name) could not be stored: \(error)")
    }
    return kept
  }

  /// Renews a session while no other process renews it too; `renew` is given the one that another process has
  /// opened meanwhile, if any. A refresh token may work only once.
  func exclusively(
    after expired: SessionStore.Session?,
    _ renew: (SessionStore.Session?) throws -> SessionStore.Session
  ) throws -> SessionStore.Session {
    guard let profile = client.settings.profile, try entry != nil, expired?.isOfProfile ?? true
    else {
      return try renew(nil)
    }
    return try profile.exclusively(for: client.vendor.name, call.evaluator.cancellation) {
      let newer = try entry?.session == expired?.kept ? nil : try session()
      return try renew(newer.flatMap { $0.isEnding(at: host.uptime()) ? nil : $0 })
    }
  }
}
