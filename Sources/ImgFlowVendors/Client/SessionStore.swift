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
    let generation: Int
    /// The declared fields: tokens as secrets, computed ones included.
    let fields: RecordObject
    /// How long it is good for, in milliseconds.
    let lifetime: Int?
    /// When it was opened, by the monotonic clock.
    let opened: Int
    /// The call that signed in, to be made again when the session cannot be renewed.
    let signIn: (operation: Operation, arguments: [Value?])?
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

  /// Returns the session, opening one when nobody is signed in and renewing one past its lifetime.
  func ensure(_ call: OperationCall) throws -> Session {
    guard let session = try current ?? sessionFromCredentials(call) else {
      return try renew(after: 0, call)
    }
    if isIncomplete(session, call) { return try renew(after: session.generation, call) }
    guard let lifetime = session.lifetime else { return session }
    // A little early, so that it does not end on the way.
    let margin = min(60_000, lifetime / 10)
    let age = call.evaluator.host.uptime() - session.opened
    return age < lifetime - margin ? session : try renew(after: session.generation, call)
  }

  /// The session that ready tokens make; nil when there are none.
  private func sessionFromCredentials(_ call: OperationCall) throws -> Session? {
    guard let fields = try SessionReader(call).fieldsFromCredentials() else { return nil }
    return state.withLock { state in
      if let session = state.session { return session }
      state.generation += 1
      let session = Session(
        generation: state.generation, fields: fields, lifetime: nil,
        opened: call.evaluator.host.uptime(), signIn: nil)
      state.session = session
      return session
    }
  }

  /// Whether a session lacks what its first login would have given: a refresh token is all there is.
  private func isIncomplete(_ session: Session, _ call: OperationCall) -> Bool {
    let first = call.client.vendor.session?.fields.first { !$0.isOptional }
    return first.map { session.fields[$0.name]?.isNull ?? true } ?? false
  }

  /// Returns a session newer than `generation`.
  func renew(after generation: Int, _ call: OperationCall) throws -> Session {
    while true {
      switch role(after: generation) {
      case .use(let session): return session
      case .renew(let latch): return try lead(latch, call)
      case .wait(let latch):
        guard let outcome = latch.wait(cancellation: call.evaluator.cancellation) else {
          try call.evaluator.checkCancellation()
          continue
        }
        // Whoever renews may be cancelled, which is not the others' business.
        if case .failure(let error) = outcome, error is ImgFlowRuntime.CancellationError {
          continue
        }
        return try outcome.get()
      }
    }
  }

  private func role(after generation: Int) -> Role {
    state.withLock { state in
      if let session = state.session, session.generation > generation { return .use(session) }
      if let renewal = state.renewal { return .wait(renewal) }
      let latch = Latch<Outcome>()
      state.renewal = latch
      return .renew(latch)
    }
  }

  private func lead(_ latch: Latch<Outcome>, _ call: OperationCall) throws -> Session {
    let outcome = Outcome { try SessionRenewal(call, expired: current).run() }
    state.withLock { $0.renewal = nil }
    latch.fulfil(outcome)
    return try outcome.get()
  }

  /// Makes the answer of `operation` the session, and returns it as the script sees it.
  func open(
    _ answer: Value, openedBy operation: Operation, _ arguments: [Value?], _ call: OperationCall
  ) throws -> Value {
    guard let answer = answer.asRecord else {
      throw DetailedError(
        .auth, "`\(operation.qualifiedName)` answered without a session", isRetryable: false)
    }
    let auth = call.client.vendor.auth
    let reader = SessionReader(call)
    let fields = try reader.fields(
      from: answer, renewing: operation.name == auth.refresher ? current?.fields : nil)
    let lifetime = reader.lifetime(of: fields)
    let isSignIn = operation.name == auth.opener
    state.withLock { state in
      state.generation += 1
      state.session = Session(
        generation: state.generation, fields: fields, lifetime: lifetime,
        opened: call.evaluator.host.uptime(),
        signIn: isSignIn ? (operation, arguments) : state.session?.signIn)
    }
    return .heap(fields)
  }
}
