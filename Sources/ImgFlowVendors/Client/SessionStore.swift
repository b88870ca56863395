import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// The session that the calls of one vendor share.
///
/// Each session has a generation. A call that was refused asks for a newer one than it had: the first
/// to ask renews the session, the others wait for that, so an expired token costs one request however
/// many calls find it expired (reliability design 4.2).
final class SessionStore: Sendable {
  struct Session: Sendable {
    var generation = 0
    /// The declared fields: tokens as secrets, computed ones included.
    let fields: RecordObject
    /// How long it is valid, in milliseconds.
    let lifetime: Int?
    /// When it was opened, by the monotonic clock.
    let opened: Int
    /// The call that signed in, to be made again when the session cannot be renewed.
    var signIn: (operation: Operation, arguments: [Value?])?
    /// Whether it is the session of the user's profile, which keeps its replacement.
    var isOfProfile = false
    /// What the profile keeps of it.
    var kept: KeptSession?

    /// Whether it ends before a response can arrive; a little early, so that it does not end in transit.
    func isEnding(at now: Int) -> Bool {
      guard let lifetime else { return false }
      return now - opened >= lifetime - min(60_000, lifetime / 10)
    }
  }

  private enum Role {
    case use(Session)
    case wait(Latch<Outcome>)
    case renew(Latch<Outcome>)
  }

  private typealias Outcome = Result<Session, any Error>

  private struct State {
    var session: Session?
    var generation = 0
    var renewal: Latch<Outcome>?
  }

  private let state = Mutex(State())

  var current: Session? { state.withLock { $0.session } }

  /// Returns the session, opening one if no one is signed in and renewing one past its lifetime.
  func ensure(_ call: OperationCall) throws -> Session {
    guard let session = try current ?? first(call) else { return try renew(after: 0, call) }
    let isGood =
      !isIncomplete(session, call) && !session.isEnding(at: call.evaluator.host.uptime())
    return isGood ? session : try renew(after: session.generation, call)
  }

  /// The session before anyone signs in: the one that is kept, else one made from ready tokens.
  private func first(_ call: OperationCall) throws -> Session? {
    let profile = SessionKeeping(call)
    guard let session = try profile.session() ?? SessionReader(call).sessionFromCredentials() else {
      return nil
    }
    return state.withLock { state in state.session ?? Self.put(session, in: &state) }
  }

  private static func put(_ session: Session, in state: inout State) -> Session {
    state.generation += 1
    var session = session
    session.generation = state.generation
    state.session = session
    return session
  }

  /// Whether a session has only a refresh token, and lacks what its first login would have given.
  private func isIncomplete(_ session: Session, _ call: OperationCall) -> Bool {
    let first = call.client.vendor.session?.fields.first { !$0.isOptional }
    return first.map { session.fields[$0.name]?.isNull ?? true } ?? false
  }

  // MARK: - Renewing

  /// Returns a session newer than `generation`.
  func renew(after generation: Int, _ call: OperationCall) throws -> Session {
    while true {
      switch role(after: generation, call.evaluator.host.scheduler) {
      case .use(let session): return session
      case .renew(let latch): return try lead(latch, call)
      case .wait(let latch):
        guard let outcome = latch.wait(cancellation: call.evaluator.cancellation) else {
          try call.evaluator.checkCancellation()
          continue
        }
        // The work that renews may be cancelled, which does not concern the others.
        if case .failure(let error) = outcome, error is ImgFlowRuntime.CancellationError {
          continue
        }
        return try outcome.get()
      }
    }
  }

  private func role(after generation: Int, _ scheduler: any Scheduler) -> Role {
    state.withLock { state in
      if let session = state.session, session.generation > generation { return .use(session) }
      if let renewal = state.renewal { return .wait(renewal) }
      let latch = Latch<Outcome>(scheduler)
      state.renewal = latch
      return .renew(latch)
    }
  }

  private func lead(_ latch: Latch<Outcome>, _ call: OperationCall) throws -> Session {
    let expired = current
    let outcome = Outcome {
      try SessionKeeping(call).exclusively(after: expired) { newer in
        if let newer { return state.withLock { Self.put(newer, in: &$0) } }
        return try SessionRenewal(call, expired: expired).run()
      }
    }
    state.withLock { $0.renewal = nil }
    latch.fulfil(outcome)
    return try outcome.get()
  }

  /// Makes the response of `operation` the session, and returns it as the script sees it.
  func open(
    _ answer: Value, openedBy operation: Operation, _ arguments: [Value?], _ call: OperationCall
  ) throws -> Value {
    guard let answer = answer.asRecord else {
      throw DetailedError(
        .auth, "the response to `\(operation.qualifiedName)` has no session", isRetryable: false)
    }
    let auth = call.client.vendor.auth
    let reader = SessionReader(call)
    let earlier = current
    let isRenewal = operation.name == auth.refresher
    let fields = try reader.fields(from: answer, renewing: isRenewal ? earlier?.fields : nil)
    let profile = SessionKeeping(call)
    var session = Session(
      fields: fields, lifetime: reader.lifetime(of: fields), opened: call.evaluator.host.uptime(),
      signIn: operation.name == auth.opener ? (operation, arguments) : earlier?.signIn,
      isOfProfile: isRenewal
        ? earlier?.isOfProfile ?? false : try profile.isOwn(operation, arguments))
    if session.isOfProfile { session.kept = profile.keep(session) }
    _ = state.withLock { Self.put(session, in: &$0) }
    return .heap(fields)
  }
}
